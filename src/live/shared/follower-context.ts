/** What the parts of a shared object use of the room around them. */

import type { Calls } from "../call/calls";
import type { RoomSession } from "../session";
import type { PatchSpace } from "./own-patches";
import type { Piece } from "./pieces";

/** What an object needs beside the room. */
export interface FollowerContext {
    readonly session: RoomSession;
    readonly calls: Calls;
    readonly space: PatchSpace;
    readonly name: string;
    /** Whether what somebody patches counts. */
    readonly mayPatch: (this: void, author: string) => boolean;
    /** Visits the pieces that members say at present. */
    readonly eachPiece: (this: void, visit: (this: void, member: string, piece: Piece) => void) => void;
}
