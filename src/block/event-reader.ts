/** What reads coded events one by one: those of a block, or those of a week of a unit. */

import type { Shape } from "./fields";

export interface EventReader {
    /** Key of the event that next() read last. */
    readonly time: number;
    readonly id: number;
    /** Server id of its creator, 0 when the writer did not know it. */
    readonly server: number;
    /** Its type and fields; changed in place by the next event of the type. */
    readonly shape: Shape;
    /** What is wrong with the bytes; nil while nothing is. */
    readonly fault: string | undefined;
    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean;
    /** The body of the event that next() read last. */
    body(): string;
}
