/** The state as it is, for who writes reducers. */
import { useAnswer } from "../answer";
import type { StateAnswer } from "../answers";
import { LuaTree } from "../parts/lua-tree";
import { Empty, Shows } from "../parts/notices";
import { chosenTime, TimeBar } from "../parts/time-bar";
import { roomPath } from "../request";
import { logQuery, useRoom } from "../room";
import { Source } from "./standings";

export function StatePage() {
    const room = useRoom();
    const path = room.log && roomPath(room.name, "state", { ...logQuery(room), at: chosenTime() });
    const answer = useAnswer<StateAnswer>(path, { keepsOld: true });
    if (path === undefined) return <Empty title="No events yet" />;
    return (
        <>
            <TimeBar />
            <Shows answer={answer} what="state">
                {(state) => (
                    <>
                        <Source state={state} />
                        {state.problem !== null && <p class="bad-text">{state.problem}</p>}
                        {state.isCut && <p class="tag">Only a part of it is shown: it is too large</p>}
                        {state.source === "none" ? (
                            <Empty title="There is no state here">
                                <p>The addon has no ledger module here, and the game has saved none.</p>
                            </Empty>
                        ) : (
                            <LuaTree value={state.state} />
                        )}
                        {state.source !== "none" && (
                            <p>
                                <a href={path} download="state.json">
                                    Export as JSON
                                </a>
                            </p>
                        )}
                    </>
                )}
            </Shows>
        </>
    );
}
