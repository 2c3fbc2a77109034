/** A button for what cannot be taken back: it asks once more. */
import { useState } from "preact/hooks";

export function Confirmed(props: {
    readonly label: string;
    readonly question: string;
    readonly isBusy: boolean;
    readonly onDo: () => void;
}) {
    const { label, question, isBusy, onDo } = props;
    const [isAsked, setAsked] = useState(false);
    if (!isAsked)
        return (
            <button type="button" disabled={isBusy} onClick={() => setAsked(true)}>
                {label}
            </button>
        );
    return (
        <span class="row" role="group" aria-label={question}>
            <span>{question}</span>
            <button
                type="button"
                class="danger"
                disabled={isBusy}
                onClick={() => {
                    setAsked(false);
                    onDo();
                }}
            >
                {label}
            </button>
            <button type="button" onClick={() => setAsked(false)}>
                No
            </button>
        </span>
    );
}
