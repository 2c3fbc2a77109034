/** What a client has of an object: the checkpoint that counts here, and the patches behind it. */

import { type Checkpoint, Contents } from "./checkpoint";
import { isEarlier } from "./moment";
import type { Patch } from "./patch-cells";
import { PatchLog } from "./patch-log";

export interface Replica {
    readonly checkpoint: Checkpoint;
    readonly contents: Contents;
    readonly log: PatchLog;
}

/** Where a patch belongs: in the checkpoint, behind it, or in front of it without being in it. */
export type Place = "folded" | "open" | "late";

export function placeOf({ checkpoint, contents }: Replica, patch: Omit<Patch, "operators" | "size">): Place {
    if (contents.has(patch)) {
        return "folded";
    }
    return isEarlier(checkpoint.head.at, patch.stamp) ? "open" : "late";
}

/**
 * What the patches of a replica give at another checkpoint of the same object.
 * @param mayPatch whether what somebody patches is applied.
 * @returns nil when that takes more than a frame.
 */
export function dataAt(
    { log, checkpoint }: Replica,
    { head }: Checkpoint,
    mayPatch: (this: void, author: string) => boolean,
): object | undefined {
    const contents = new Contents(head);
    const count = log.countUpTo(head.at);
    const included = log.entries.slice(0, count).filter(({ patch }) => contents.has(patch));
    if (included.length === count) {
        return log.stateBehind(count).data;
    }
    const other = new PatchLog(checkpoint.head, log.stateBehind(0).data, mayPatch);
    for (const { patch } of included) {
        other.add(patch);
    }
    return other.settle() ? other.state().data : undefined;
}
