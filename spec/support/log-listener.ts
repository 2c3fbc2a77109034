import type { PackedWeek } from "../../src/block/packed-week";
import { toHex } from "../codec/hex";
import { packKey } from "../../src/event/key";
import type { LogListener } from "../../src/log/log";

export interface Conflict {
    readonly time: number;
    readonly id: number;
    readonly kept: string;
    readonly lost: string;
}

export interface Quarantined {
    readonly week: number;
    readonly text: string;
    readonly reason: string;
}

/** Remembers what a log tells. */
export class RecordingListener implements LogListener {
    /** Keys of inserted events in hexadecimal, in order of arrival. */
    readonly keys: string[] = [];
    readonly conflicts: Conflict[] = [];
    /** Whether bodies that lose a conflict go on to their next place. */
    isMoving = true;
    /** Whether present bodies give way. */
    isYielding = false;
    readonly quarantines: Quarantined[] = [];
    /** Numbers of the weeks of which all is here now. */
    readonly completions: number[] = [];

    inserted(time: number, id: number): void {
        this.keys.push(toHex(packKey(time, id)));
    }

    conflict(time: number, id: number, kept: string, lost: string): void {
        this.conflicts.push({ time, id, kept, lost });
    }

    moves(): boolean {
        return this.isMoving;
    }

    yields(): boolean {
        return this.isYielding;
    }

    completed(week: number): void {
        this.completions.push(week);
    }

    quarantined(week: number, { text }: PackedWeek, reason: string): void {
        this.quarantines.push({ week, text, reason });
    }
}
