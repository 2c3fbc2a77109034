/** Begins the page. */
import { render } from "preact";
import { followAddress } from "./address";
import { App } from "./app";
import { setBase } from "./base";
import { signIn, takeToken } from "./sign-in";
import { beginTheme } from "./theme";

setBase(location.pathname);
beginTheme();
const token = takeToken();
const problem = token === "" ? undefined : await signIn(token);
followAddress();
const place = document.getElementById("page");
if (place !== null) {
    place.textContent = "";
    render(<App problem={problem} />, place);
}
