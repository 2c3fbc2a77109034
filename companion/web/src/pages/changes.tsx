/** What is otherwise at one moment than at another. */
import { useAnswer } from "../answer";
import type { Cell, Column, Difference, RowChange, StateChange } from "../answers";
import { choose, shown, toPage } from "../address";
import { LuaShort } from "../parts/lua-tree";
import { Empty, Shows } from "../parts/notices";
import { Table, type TableColumn } from "../parts/table";
import { Tabs } from "../parts/tabs";
import { chosenTime } from "../parts/time-bar";
import { keyColumn } from "../parts/view-table";
import { CellText, Link } from "../parts/words";
import { roomPath } from "../request";
import { logQuery, useRoom } from "../room";
import { useViews } from "../views";
import { inputOf, signedText, timeOfInput, timeText } from "../words";

const DAY = 86_400;

/** Spans that are looked at most, back from the last event. */
const SPANS = [
    ["1", "One day"],
    ["7", "A week"],
    ["30", "30 days"],
] as const;

function Moment(props: { readonly name: "from" | "to"; readonly label: string; readonly time: number | undefined }) {
    const { name, label, time } = props;
    return (
        <label class="field">
            <span>{label}</span>
            <input
                type="datetime-local"
                value={time === undefined ? "" : inputOf(time)}
                onChange={(event) => {
                    const typed = timeOfInput(event.currentTarget.value);
                    choose({ [name]: typed === undefined ? "" : String(typed) });
                }}
            />
        </label>
    );
}

/** A cell before and after. */
function Both(props: { readonly before: Cell | undefined; readonly after: Cell | undefined; readonly column: Column }) {
    const { before = null, after = null, column } = props;
    if (before === after) return <CellText cell={after} kind={column.kind} />;
    const isNumber = column.kind === "number" && typeof before !== "string" && typeof after !== "string";
    const by = isNumber ? (after ?? 0) - (before ?? 0) : undefined;
    return (
        <span class="both">
            <del>
                <CellText cell={before} kind={column.kind} />
            </del>
            <span class="unseen"> became </span>
            <span aria-hidden="true"> → </span>
            <ins>
                <CellText cell={after} kind={column.kind} />
            </ins>
            {by !== undefined && <span class={by < 0 ? "by less" : "by more-than"}>{signedText(by)}</span>}
        </span>
    );
}

/** What stands in the column that rows go by: it is there before or after. */
function RowName({
    change,
    index,
    column,
}: {
    readonly change: RowChange;
    readonly index: number;
    readonly column: Column;
}) {
    const { before, after } = change;
    return (
        <>
            <CellText cell={(after ?? before)?.[index] ?? null} kind={column.kind} />{" "}
            {before === null && <span class="tag">new</span>}
            {after === null && <span class="tag">gone</span>}
        </>
    );
}

function RowChanges({ columns, rows }: { readonly columns: readonly Column[]; readonly rows: readonly RowChange[] }) {
    const keyIndex = keyColumn(columns);
    const tableColumns = columns.map((column, index): TableColumn<RowChange> => {
        if (index === keyIndex)
            return {
                ...{ name: column.name, title: column.title },
                show: (change) => <RowName change={change} index={index} column={column} />,
            };
        const isNumber = column.kind === "number";
        const numberOf = (cell: Cell | undefined): number => (typeof cell === "number" ? cell : 0);
        return {
            ...{ name: column.name, title: column.title, isNumber },
            ...(isNumber ? { value: ({ before, after }) => numberOf(after?.[index]) - numberOf(before?.[index]) } : {}),
            show: ({ before, after }) => <Both before={before?.[index]} after={after?.[index]} column={column} />,
        };
    });
    return <Table caption="What changed" columns={tableColumns} rows={rows} keyOf={(row) => rows.indexOf(row)} />;
}

function StateChanges({ changes }: { readonly changes: readonly StateChange[] }) {
    return (
        <ul class="tree">
            {changes.map(({ path, before, after }, index) => (
                <li key={index}>
                    <div class="leaf">
                        <span class="key">
                            {path.map((key, at) => (
                                <span key={at}>
                                    {at > 0 && " › "}
                                    <LuaShort value={key} />
                                </span>
                            ))}
                        </span>
                        <span class="both">
                            <del>{before === undefined ? "nothing" : <LuaShort value={before} />}</del>
                            <span class="unseen"> became </span>
                            <span aria-hidden="true"> → </span>
                            <ins>{after === undefined ? "nothing" : <LuaShort value={after} />}</ins>
                        </span>
                    </div>
                </li>
            ))}
        </ul>
    );
}

function Changes({ difference }: { readonly difference: Difference }) {
    const { view, state, problem, isCut } = difference;
    if (problem !== null) return <Empty title="This cannot be told">{<p>{problem}</p>}</Empty>;
    const count = view?.rows.length ?? state.length;
    return (
        <>
            {isCut && <p class="tag">Only a part of it is shown: too much has changed</p>}
            {count === 0 && state.length === 0 && <Empty title="Nothing changed" />}
            {view !== null && view.rows.length > 0 && <RowChanges columns={view.columns} rows={view.rows} />}
            {state.length > 0 && (
                <details class="fold" open={view === null}>
                    <summary>All that changed in the state</summary>
                    <StateChanges changes={state} />
                </details>
            )}
        </>
    );
}

export function ChangesPage() {
    const room = useRoom();
    const { log } = room;
    const to = chosenTime("to");
    const last = to ?? log?.last ?? 0;
    const from = chosenTime("from") ?? Math.max(log?.first ?? 0, last - 7 * DAY);
    const views = useViews(room);
    const name = shown.value.chosen["view"] ?? views?.at(0)?.name;
    const isReady = log !== undefined && views !== undefined;
    const query = { ...logQuery(room), from, to, view: name };
    const answer = useAnswer<Difference>(isReady ? roomPath(room.name, "difference", query) : undefined, {
        keepsOld: true,
    });
    if (log === undefined) return <Empty title="No events yet" />;
    const back = (days: string): void => choose({ from: String(last - Number(days) * DAY) });
    return (
        <>
            <div class="filters">
                <Moment name="from" label="From" time={from} />
                <Moment name="to" label="Until (now without it)" time={to} />
                <Tabs label="Span" tabs={SPANS} current={"" as "1"} onChoose={back} />
            </div>
            <p>
                From {timeText(from)} until {to === undefined ? "now" : timeText(to)}.{" "}
                <Link to={toPage("history", { from: String(from), ...(to === undefined ? {} : { to: String(to) }) })}>
                    The events between
                </Link>
            </p>
            <Shows answer={answer} what="changes">
                {(difference) => <Changes difference={difference} />}
            </Shows>
        </>
    );
}
