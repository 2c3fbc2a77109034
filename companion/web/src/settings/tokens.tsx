/** Tokens of a server: who reads a room without being a member. */
import { useState } from "preact/hooks";
import { useAnswer } from "../answer";
import { at } from "../base";
import type { TokenInfo } from "../answers";
import { Shows } from "../parts/notices";
import { Table, type TableColumn } from "../parts/table";
import { Time } from "../parts/words";
import { change } from "../request";
import { useRoom } from "../room";
import { dateText } from "../words";
import { type Action, useAction } from "./action";
import { Confirmed } from "./confirmed";
import { Secret } from "./secret";

const DAYS = 90;
const MAX_DAYS = 3650;

interface NewToken {
    readonly text: string;
    readonly link: string | null;
}

function NewTokenForm({ action, onToken }: { readonly action: Action; readonly onToken: (token: NewToken) => void }) {
    const { details } = useRoom();
    const [label, setLabel] = useState("");
    const [days, setDays] = useState(DAYS);
    const [isOperator, setOperator] = useState(false);
    const send = (event: Event): void => {
        event.preventDefault();
        action.run(async () => {
            onToken(
                await change<NewToken>("POST", at("tokens"), { room: isOperator ? null : details.id, label, days }),
            );
            setLabel("");
        });
    };
    return (
        <form class="filters" onSubmit={send}>
            <label class="field">
                <span>For whom</span>
                <input type="text" value={label} onInput={(event) => setLabel(event.currentTarget.value)} />
            </label>
            <label class="field">
                <span>Days that it holds</span>
                <input
                    type="number"
                    min={1}
                    max={MAX_DAYS}
                    value={days}
                    onInput={(event) => setDays(Number(event.currentTarget.value))}
                />
            </label>
            <label class="field check-field">
                <input
                    type="checkbox"
                    checked={isOperator}
                    onChange={(event) => setOperator(event.currentTarget.checked)}
                />
                <span>An operator's: all rooms, imports, metrics, tokens</span>
            </label>
            <button type="submit" disabled={action.isBusy}>
                Make a token
            </button>
        </form>
    );
}

function columnsOf(action: Action, roomId: string): readonly TableColumn<TokenInfo>[] {
    return [
        {
            name: "label",
            title: "For",
            value: ({ label }) => label,
            show: ({ label, id }) => (label === "" ? id : label),
        },
        {
            ...{ name: "room", title: "Reads" },
            show: ({ room }) => (room === null ? "all rooms" : room === roomId ? "this room" : room),
        },
        {
            ...{ name: "ends", title: "Until", value: ({ ends }: TokenInfo) => ends },
            show: ({ ends }) => <Time time={ends} text={dateText(ends)} />,
        },
        {
            ...{ name: "revoke", title: "Take back" },
            show: ({ id, label }) => (
                <Confirmed
                    label="Revoke"
                    question={`Revoke ${label === "" ? id : label}?`}
                    isBusy={action.isBusy}
                    onDo={() => action.run(() => change("DELETE", at(`tokens/${id}`)))}
                />
            ),
        },
    ];
}

export function TokenSettings() {
    const { details } = useRoom();
    const action = useAction();
    const [made, setMade] = useState<NewToken | undefined>(undefined);
    const answer = useAnswer<{ readonly tokens: readonly TokenInfo[] }>(at("tokens"), { keepsOld: true });
    return (
        <section>
            <h2>Tokens</h2>
            {action.problem !== undefined && (
                <p class="bad-text" role="alert">
                    {action.problem}
                </p>
            )}
            {made !== undefined && <Secret text={made.link ?? made.text} what="The link or token" />}
            <NewTokenForm action={action} onToken={setMade} />
            <Shows answer={answer} what="tokens">
                {({ tokens }) => (
                    <Table
                        caption="Tokens"
                        columns={columnsOf(action, details.id)}
                        rows={tokens}
                        keyOf={({ id }) => id}
                    />
                )}
            </Shows>
        </section>
    );
}
