/** Begins the page. */
import { render } from "preact";
import { followAddress, shown } from "./address";
import { App } from "./app";
import { at, setBase } from "./base";
import { askEarly, roomPath } from "./request";
import { signIn, takeToken } from "./sign-in";
import { beginTheme } from "./theme";

setBase(location.pathname);
beginTheme();
const token = takeToken();
const problem = token === "" ? undefined : await signIn(token);
followAddress();
const { room } = shown.value;
askEarly([at("me"), ...(room === undefined ? [at("rooms")] : [roomPath(room, ""), roomPath(room, "players")])]);
const place = document.getElementById("page");
if (place !== null) {
    place.textContent = "";
    render(<App problem={problem} />, place);
}
