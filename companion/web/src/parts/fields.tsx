/** What an event says: its fields, by the names that the addon gives them. */
import type { EventInfo } from "../answers";
import { numberText } from "../words";
import { Text } from "./words";

/** Items of a list that are shown before the rest is folded away. */
const SHORT_LIST = 8;

function Value({ value }: { readonly value: unknown }) {
    if (value === null || value === undefined) return <span class="muted">–</span>;
    if (typeof value === "number") return <>{numberText(value)}</>;
    if (typeof value === "string") return <Text text={value} />;
    if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
    if (Array.isArray(value)) return <List items={value} />;
    return <code>{JSON.stringify(value)}</code>;
}

function Items({ items }: { readonly items: readonly unknown[] }) {
    return (
        <>
            {items.map((item, index) => (
                // They have no other name, and never change.
                <span key={index}>
                    {index > 0 && ", "}
                    <Value value={item} />
                </span>
            ))}
        </>
    );
}

function List({ items }: { readonly items: readonly unknown[] }) {
    if (items.length <= SHORT_LIST) return <Items items={items} />;
    return (
        <details class="fold">
            <summary>{items.length} of them</summary>
            <Items items={items} />
        </details>
    );
}

export function Fields({ event }: { readonly event: EventInfo }) {
    const fields = Object.entries(event.fields);
    if (fields.length === 0) return null;
    return (
        <dl class="fields">
            {fields.map(([name, value]) => (
                <div key={name}>
                    <dt>{name}</dt>
                    <dd>
                        <Value value={value} />
                    </dd>
                </div>
            ))}
        </dl>
    );
}
