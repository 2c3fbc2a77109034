/** What the demo of rooms is asked to do: demo/demo.mjs writes it as JSON. */

export interface RoomsJob {
    readonly isRooms: true;
    readonly seed: number;
    /** 8 at least: leader, assistants, those to whom something happens, and others. */
    readonly clients: number;
    /** Of them; 2 at least. */
    readonly officers: number;
    /** Share of the messages that is lost, 0 to 1. */
    readonly loss: number;
    /** Whether what a report is made of is told, too. Default false. */
    readonly isSampled?: boolean;
    /** Milliseconds by which each look at the clocks that measure code moves them on; default: real processor time. */
    readonly profileStep?: number;
}
