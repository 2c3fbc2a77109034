/** A link or token that is shown this once. */
import { useState } from "preact/hooks";

export function Secret(props: { readonly text: string; readonly what: string }) {
    const [isCopied, setCopied] = useState(false);
    const copy = (): void => void navigator.clipboard?.writeText(props.text).then(() => setCopied(true));
    return (
        <div class="secret" role="status">
            <p>{props.what}. It is shown this once.</p>
            <div class="row">
                <code>{props.text}</code>
                <button type="button" onClick={copy}>
                    {isCopied ? "Copied" : "Copy"}
                </button>
            </div>
        </div>
    );
}
