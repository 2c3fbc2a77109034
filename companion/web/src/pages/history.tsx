/** All that happened, newest first. */
import { useEffect, useState } from "preact/hooks";
import { choose, shown } from "../address";
import { EventList, type EventQuery } from "../parts/event-list";
import { ExportEvents } from "../parts/export-menu";
import { logQuery, type ShownRoom, useRoom } from "../room";
import { inputOf, timeOfInput } from "../words";

/** Milliseconds that typing rests before what was typed is looked for. */
const REST_MS = 200;

/** Filters that the address holds, as a request takes them. */
export function queryOf({ players }: ShownRoom): EventQuery {
    const { type, player, by, text, from, to } = shown.value.chosen;
    const guid = (typed: string | undefined): string | undefined =>
        typed === undefined ? undefined : (players.guidOf(typed) ?? typed);
    return { type, player: guid(player), creator: guid(by), text, from, to };
}

/** A field whose text is chosen once typing rests. */
function Typed(props: {
    readonly name: string;
    readonly label: string;
    readonly list?: string;
    readonly type?: string;
}) {
    const { name, label, list, type = "search" } = props;
    const chosen = shown.value.chosen[name] ?? "";
    const [typed, setTyped] = useState(chosen);
    useEffect(() => setTyped(chosen), [chosen]);
    useEffect(() => {
        if (typed === chosen) return undefined;
        const timer = setTimeout(() => choose({ [name]: typed }, true), REST_MS);
        return () => clearTimeout(timer);
    }, [typed]);
    return (
        <label class="field">
            <span>{label}</span>
            <input type={type} value={typed} list={list} onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
    );
}

function Day(props: { readonly name: "from" | "to"; readonly label: string }) {
    const chosen = shown.value.chosen[props.name];
    return (
        <label class="field">
            <span>{props.label}</span>
            <input
                type="datetime-local"
                value={chosen === undefined || chosen === "" ? "" : inputOf(Number(chosen))}
                onChange={(event) => {
                    const time = timeOfInput(event.currentTarget.value);
                    choose({ [props.name]: time === undefined ? "" : String(time) }, true);
                }}
            />
        </label>
    );
}

/** From here on there is room for the filter beside what it filters. */
const WIDE = "(min-width: 48rem)";

const NAMES = ["type", "player", "by", "text", "from", "to"] as const;
const NOTHING = Object.fromEntries(NAMES.map((name) => [name, ""]));

function Filters() {
    const { log, players } = useRoom();
    const { chosen } = shown.value;
    const isFiltered = NAMES.some((name) => (chosen[name] ?? "") !== "");
    return (
        <details class="filter" open={isFiltered || matchMedia(WIDE).matches}>
            <summary>Filter</summary>
            <form
                class="filters"
                role="search"
                aria-label="Filter of the history"
                onSubmit={(event) => event.preventDefault()}
            >
                <label class="field">
                    <span>Type</span>
                    <select
                        value={chosen["type"] ?? ""}
                        onChange={(event) => choose({ type: event.currentTarget.value }, true)}
                    >
                        <option value="">all</option>
                        {log?.types.map(({ name }) => (
                            <option key={name} value={name}>
                                {name}
                            </option>
                        ))}
                    </select>
                </label>
                <Typed name="player" label="Player" list="players" />
                <Typed name="by" label="Written by" list="players" />
                <Typed name="text" label="Text" />
                <Day name="from" label="From" />
                <Day name="to" label="Until" />
                <datalist id="players">
                    {players.list.map(({ player }) => (
                        <option key={player} value={players.nameOf(player)} />
                    ))}
                </datalist>
                {isFiltered && (
                    <button type="button" onClick={() => choose(NOTHING)}>
                        Clear
                    </button>
                )}
            </form>
        </details>
    );
}

export function HistoryPage() {
    const room = useRoom();
    const query = queryOf(room);
    const isFiltered = Object.values(query).some((value) => value !== undefined && value !== "");
    return (
        <>
            <Filters />
            <div class="row">
                <span class="grow-right" />
                <ExportEvents room={room.name} query={{ ...logQuery(room), ...textsOf(query) }} />
            </div>
            <EventList query={query} empty={isFiltered ? "No event is like that" : "No events yet"} />
        </>
    );
}

const textsOf = (query: EventQuery): Record<string, string | undefined> =>
    Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, value === undefined ? value : String(value)]),
    );
