/** A value of Lua: a tree whose branches fold out. */
import { useState } from "preact/hooks";
import type { LuaValue } from "../answers";
import { numberText } from "../words";
import { Text } from "./words";

/** Entries of a table that are shown at first. */
const STEP = 100;

type Entry = readonly [LuaValue, LuaValue];

const isList = (value: LuaValue): value is readonly LuaValue[] => Array.isArray(value);

/** The entries of a table or list; undefined for what is neither. */
function entriesOf(value: LuaValue): readonly Entry[] | undefined {
    if (isList(value)) return value.map((item, index) => [index + 1, item] as const);
    return value !== null && typeof value === "object" && "table" in value ? value.table : undefined;
}

function Scalar({ value }: { readonly value: LuaValue }) {
    if (value === null) return <span class="muted">nil</span>;
    if (typeof value === "number") return <>{numberText(value)}</>;
    if (typeof value === "boolean") return <>{String(value)}</>;
    if (typeof value === "string") return <Text text={value} />;
    if (!isList(value) && "number" in value) return <>{value.number}</>;
    if (!isList(value) && "bytes" in value) return <code>{value.bytes}</code>;
    return null;
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
    const [limit, setLimit] = useState(STEP);
    return (
        <>
            <ul class="tree">
                {entries.slice(0, limit).map(([key, value], index) => (
                    <li key={index}>
                        <Branch name={key} value={value} />
                    </li>
                ))}
            </ul>
            {entries.length > limit && (
                <button type="button" class="more" onClick={() => setLimit(limit + STEP)}>
                    Show more of {entries.length}
                </button>
            )}
        </>
    );
}

function Branch({ name, value }: { readonly name: LuaValue; readonly value: LuaValue }) {
    const entries = entriesOf(value);
    const [isOpen, setOpen] = useState(false);
    if (entries === undefined)
        return (
            <div class="leaf">
                <span class="key">
                    <Scalar value={name} />
                </span>
                <span>
                    <Scalar value={value} />
                </span>
            </div>
        );
    return (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
                <span class="key">
                    <Scalar value={name} />
                </span>
                <span class="muted">{entries.length === 0 ? "empty" : entries.length}</span>
            </summary>
            {isOpen && <Entries entries={entries} />}
        </details>
    );
}

export function LuaTree({ value }: { readonly value: LuaValue }) {
    const entries = entriesOf(value);
    return entries === undefined ? <Scalar value={value} /> : <Entries entries={entries} />;
}

/** A value in one line. */
export function LuaShort({ value }: { readonly value: LuaValue }) {
    const entries = entriesOf(value);
    if (entries === undefined) return <Scalar value={value} />;
    return (
        <details class="fold">
            <summary>{entries.length} in it</summary>
            <Entries entries={entries} />
        </details>
    );
}
