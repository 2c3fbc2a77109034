/** What who is not signed in sees. */
import { useState } from "preact/hooks";
import { Main } from "../parts/main";

/** @param props.problem why the link did not sign in. */
export function SignInPage(props: { readonly problem: string | undefined; readonly onToken: (token: string) => void }) {
    const [token, setToken] = useState("");
    const send = (event: Event): void => {
        event.preventDefault();
        // What is pasted may be the whole link.
        props.onToken(token.trim().split("#").at(-1) ?? "");
    };
    return (
        <Main class="narrow">
            <h1>Ledgers of a guild</h1>
            {props.problem === undefined ? (
                <p>Open the link that you were given: it signs you in.</p>
            ) : (
                <p class="bad-text" role="alert">
                    {props.problem}
                </p>
            )}
            <form class="filters" onSubmit={send}>
                <label class="field">
                    <span>The link, or the token behind its #</span>
                    <input
                        type="password"
                        autocomplete="off"
                        required
                        value={token}
                        onInput={(event) => setToken(event.currentTarget.value)}
                    />
                </label>
                <button type="submit">Sign in</button>
            </form>
            <p class="muted">
                On your own computer the companion prints a new link where it runs, whenever somebody opens this page
                without one. For a guild's page ask who runs its server.
            </p>
        </Main>
    );
}
