/** What was checked of the room, and what is wrong. */
import { useAnswer } from "../answer";
import type { Check } from "../answers";
import { Shows } from "../parts/notices";
import { roomPath } from "../request";
import { useRoom } from "../room";
import { counted } from "../words";

const SIGNS = { ok: "✓", warning: "!", error: "✕" } as const;
const NAMES = { ok: "well", warning: "to look at", error: "wrong" } as const;

function Summary({ checks }: { readonly checks: readonly Check[] }) {
    const bad = checks.filter(({ status }) => status === "error").length;
    const odd = checks.filter(({ status }) => status === "warning").length;
    if (bad + odd === 0) return <p class="good-text">All {counted(checks.length, "check")} well.</p>;
    return (
        <p class={bad > 0 ? "bad-text" : "warn-text"}>
            {[...(bad > 0 ? [`${bad} wrong`] : []), ...(odd > 0 ? [`${odd} to look at`] : [])].join(", ")}
        </p>
    );
}

export function IntegrityPage() {
    const room = useRoom();
    const answer = useAnswer<{ readonly checks: readonly Check[] }>(roomPath(room.name, "integrity"), {
        keepsOld: true,
    });
    return (
        <Shows answer={answer} what="checks">
            {({ checks }) => (
                <>
                    <Summary checks={checks} />
                    <ul class="plain checks">
                        {checks.map(({ name, status, text }) => (
                            <li key={name} class={`check ${status}`}>
                                <span class="sign" aria-hidden="true">
                                    {SIGNS[status]}
                                </span>
                                <div>
                                    <strong>{name}</strong>
                                    <span class="unseen"> {NAMES[status]}</span>
                                    <p>{text}</p>
                                </div>
                            </li>
                        ))}
                    </ul>
                </>
            )}
        </Shows>
    );
}
