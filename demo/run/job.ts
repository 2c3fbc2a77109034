/** What the demo is asked to do: demo/demo.mjs writes it as JSON. */

import { type GuildSize } from "../../scenarios/workload/attendance";
import { type HistoryRow } from "../../scenarios/workload/history";

export interface DemoJob extends GuildSize {
    readonly seed: number;
    /** Share of the messages that is lost, 0 to 1. */
    readonly loss: number;
    /** Minutes of a generated raid. */
    readonly minutes: number;
    /** Generated raid weeks. */
    readonly weeks: number;
    /** A recorded history, played instead of generated raids. */
    readonly rows?: readonly HistoryRow[];
    /** Whether what a report is made of is told, too: `SampleRecord`, `WeeksRecord`, `CallbacksRecord`. Default false. */
    readonly isSampled?: boolean;
    /** A folder that gets the SavedVariables of all accounts, as they are after the last logout. Default none. */
    readonly savedFolder?: string;
    /** Milliseconds by which each look at the clocks that measure code moves them on; default: real processor time. */
    readonly profileStep?: number;
}
