/** What reads coded events one by one: those of a block, or those of a week of a unit. */

import type { Row } from "../event/body";

/**
 * Events that are read ahead, one behind the other: what next() would give, for who takes many at once. Row r has its pieces from
 * r * `stride` on.
 */
export interface ReadAhead {
    /** Row of the event that next() read last, and the first row that it does not come to without reading on. */
    readonly index: number;
    readonly until: number;
    /** By row. */
    readonly times: readonly number[];
    readonly ids: readonly number[];
    readonly aheadForms: readonly { readonly fieldCount: number }[];
    readonly pieces: readonly string[];
    readonly stride: number;
    /** Goes to a row before `until`, as next() would. */
    moveTo(index: number): void;
}

/** The row is that of the event that next() read last. */
export interface EventReader extends Row {
    /** Key of the event that next() read last. */
    readonly time: number;
    readonly id: number;
    /** Server id of its creator, 0 when the writer did not know it. */
    readonly server: number;
    /** What is wrong with the bytes; nil while nothing is. */
    readonly fault: string | undefined;
    /** What is read ahead; nil for a reader that does not. */
    readonly ahead: ReadAhead | undefined;
    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean;
    /** The body of the event that next() read last. */
    body(): string;
}
