/** The views that the ledger's module has. */
import { type Answer, useAnswer } from "./answer";
import type { ViewAnswer, ViewInfo } from "./answers";
import { roomPath } from "./request";
import { logQuery, type ShownRoom } from "./room";

/** One view, now or at a time. @param name undefined for the first. */
export function useView(room: ShownRoom, name: string | undefined, at: number | undefined): Answer<ViewAnswer> {
    const path = room.log && roomPath(room.name, "view", { ...logQuery(room), name, at });
    return useAnswer<ViewAnswer>(path, { keepsOld: true });
}

/** All views; none where the ledger has no module; undefined while that is not known yet. */
export function useViews(room: ShownRoom): readonly ViewInfo[] | undefined {
    const { data, failure } = useView(room, undefined, undefined);
    return data?.views ?? (failure === undefined ? undefined : []);
}
