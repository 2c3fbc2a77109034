/** The state as the addon's author shows it, now or at a moment of the past. */
import { useState } from "preact/hooks";
import { useAnswer } from "../answer";
import type { StateAnswer, ViewAnswer } from "../answers";
import { choose, shown, toPage } from "../address";
import { ExportRows } from "../parts/export-menu";
import { Empty, Shows } from "../parts/notices";
import { LuaTree } from "../parts/lua-tree";
import { chosenTime, TimeBar } from "../parts/time-bar";
import { Tabs } from "../parts/tabs";
import { ViewTable } from "../parts/view-table";
import { Link, Time } from "../parts/words";
import { roomPath } from "../request";
import { logQuery, useRoom } from "../room";
import { agoText, counted } from "../words";

function Search({ onSearch }: { readonly onSearch: (text: string) => void }) {
    return (
        <label class="search">
            <span class="unseen">Find in this table</span>
            <input type="search" placeholder="Find…" onInput={(event) => onSearch(event.currentTarget.value)} />
        </label>
    );
}

function View({ name }: { readonly name: string }) {
    const room = useRoom();
    const [search, setSearch] = useState("");
    const query = { ...logQuery(room), name, at: chosenTime() };
    const answer = useAnswer<ViewAnswer>(roomPath(room.name, "view", query), { keepsOld: true });
    return (
        <Shows answer={answer} what="standings">
            {(view) => (
                <>
                    <div class="row">
                        <Search onSearch={setSearch} />
                        <span class="muted grow-right">of {counted(view.events, "event")}</span>
                        <ExportRows name={view.name} columns={view.columns} rows={view.rows} />
                    </div>
                    {view.problem !== null && <p class="bad-text">{view.problem}</p>}
                    <ViewTable view={view} search={search} />
                </>
            )}
        </Shows>
    );
}

/** Where the state comes from, in words. */
export function Source({ state }: { readonly state: StateAnswer }) {
    if (state.source === "module")
        return (
            <p class="muted">
                Made by the addon's own reducers of {counted(state.events, "event")}
                {state.time !== null && (
                    <>
                        , the last of <Time time={state.time} />
                    </>
                )}
                .
            </p>
        );
    if (state.source === "saved" && state.saved !== null)
        return (
            <p class="muted">
                Saved by the game of {counted(state.saved.events, "event")}, the last of{" "}
                <Time time={state.saved.time} />
                {state.saved.savedAt !== null && `, ${agoText(state.saved.savedAt, Date.now() / 1000)}`}. Events that
                came since are not in it.
            </p>
        );
    return null;
}

/** What is shown where the addon's author shows nothing. */
function NoViews({ state }: { readonly state: StateAnswer }) {
    if (state.source === "none")
        return (
            <Empty title="There are no standings here">
                <p>
                    {state.problem ??
                        "They are made by the addon's own Lua, of which this program has no ledger module. The history has all events."}
                </p>
                <p>
                    <Link to={toPage("history")}>Show the history</Link>
                </p>
            </Empty>
        );
    return (
        <>
            {state.problem !== null && <p class="bad-text">{state.problem}</p>}
            <Source state={state} />
            <LuaTree value={state.state} />
        </>
    );
}

export function StandingsPage() {
    const room = useRoom();
    const { log } = room;
    const path = log && roomPath(room.name, "state", { ...logQuery(room), at: chosenTime() });
    const answer = useAnswer<StateAnswer>(path, { keepsOld: true });
    if (log === undefined) return <Empty title="No events yet" />;
    return (
        <>
            <TimeBar />
            <Shows answer={answer} what="standings">
                {(state) => {
                    const [first] = state.views;
                    if (first === undefined) return <NoViews state={state} />;
                    const name = shown.value.chosen["view"] ?? first.name;
                    return (
                        <>
                            {state.views.length > 1 && (
                                <Tabs
                                    label="Views"
                                    tabs={state.views.map((view) => [view.name, view.title] as const)}
                                    current={name}
                                    onChoose={(view) => choose({ view })}
                                />
                            )}
                            <View name={name} />
                        </>
                    );
                }}
            </Shows>
        </>
    );
}
