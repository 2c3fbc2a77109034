/** The kinds of cells: what their first byte says. docs/rooms-protocol.md is normative. */

import type { Cell } from "./cells";

const byte = string.byte;

export const enum Kind {
    Member = 0,
    Entry = 1,
    Request = 2,
    Promise = 3,
    Match = 4,
    Claim = 5,
    Vote = 6,
    Call = 7,
    Reply = 8,
    Event = 9,
    Patch = 10,
    Checkpoint = 11,
    Piece = 12,
}

/** The kind of a cell; nil when its slot is empty. */
export function kindOf({ bytes }: Cell): number | undefined {
    return byte(bytes, 1);
}
