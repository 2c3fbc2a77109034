/** What reads coded events one by one: those of a block, or those of a week of a unit. */

import type { Row } from "../event/body";

/** The row is that of the event that next() read last. */
export interface EventReader extends Row {
    /** Key of the event that next() read last. */
    readonly time: number;
    readonly id: number;
    /** Server id of its creator, 0 when the writer did not know it. */
    readonly server: number;
    /** What is wrong with the bytes; nil while nothing is. */
    readonly fault: string | undefined;
    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean;
    /** The body of the event that next() read last. */
    body(): string;
}
