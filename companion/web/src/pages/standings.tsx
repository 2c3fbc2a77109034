/** The state as the addon's author shows it, now or at a moment of the past. */
import { useState } from "preact/hooks";
import { useAnswer } from "../answer";
import type { StateAnswer, ViewAnswer, ViewInfo } from "../answers";
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
import { useView } from "../views";
import { agoText, counted } from "../words";

function Search({ onSearch }: { readonly onSearch: (text: string) => void }) {
    return (
        <label class="search">
            <span class="unseen">Find in this table</span>
            <input type="search" placeholder="Find…" onInput={(event) => onSearch(event.currentTarget.value)} />
        </label>
    );
}

function View({ view }: { readonly view: ViewAnswer }) {
    const [search, setSearch] = useState("");
    return (
        <>
            {view.views.length > 1 && <Views views={view.views} current={view.name} />}
            <div class="row">
                <Search onSearch={setSearch} />
                <span class="muted grow-right">of {counted(view.events, "event")}</span>
                <ExportRows name={view.name} columns={view.columns} rows={view.rows} />
            </div>
            {view.problem !== null && <p class="bad-text">{view.problem}</p>}
            <ViewTable view={view} search={search} />
        </>
    );
}

function Views({ views, current }: { readonly views: readonly ViewInfo[]; readonly current: string }) {
    return (
        <Tabs
            label="Views"
            tabs={views.map(({ name, title }) => [name, title] as const)}
            current={current}
            onChoose={(view) => choose({ view })}
        />
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

/** The state itself, where no view can be shown. */
function StateInstead() {
    const room = useRoom();
    const path = roomPath(room.name, "state", { ...logQuery(room), at: chosenTime() });
    const answer = useAnswer<StateAnswer>(path, { keepsOld: true });
    return (
        <Shows answer={answer} what="standings">
            {(state) => (
                <>
                    {state.views.length > 0 && <Views views={state.views} current="" />}
                    <NoViews state={state} />
                </>
            )}
        </Shows>
    );
}

const NOT_THERE = 404;

export function StandingsPage() {
    const room = useRoom();
    const answer = useView(room, shown.value.chosen["view"], chosenTime());
    if (room.log === undefined) return <Empty title="No events yet" />;
    return (
        <>
            <TimeBar />
            {answer.failure?.status === NOT_THERE ? (
                <StateInstead />
            ) : (
                <Shows answer={answer} what="standings">
                    {(view) => <View view={view} />}
                </Shows>
            )}
        </>
    );
}
