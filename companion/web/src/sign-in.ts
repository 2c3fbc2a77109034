/** Changes the token of a link for a session. */
import { at } from "./base";
import { change, Failure, isSignedOut } from "./request";

/** Takes the token behind "#" out of the address, so that nobody who is shown the screen or the address has it. */
export function takeToken(): string {
    const token = location.hash.slice(1);
    if (token !== "") history.replaceState(null, "", location.pathname + location.search);
    return token;
}

/** Signs in. @returns why that failed; undefined where it did not. */
export async function signIn(token: string): Promise<string | undefined> {
    try {
        await change("POST", at("session"), { token });
        isSignedOut.value = false;
        return undefined;
    } catch (error) {
        if (error instanceof Failure) return error.message;
        throw error;
    }
}
