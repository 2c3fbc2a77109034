/** Keeps a session's SavedVariables up to date: in the background while the session is open, and at once at its end. */

import type { Archive, SavedScope } from "../log/archive";
import type { Background, Clock, Pause } from "../ports";
import type { Replay } from "../replay/replay";

/** Seconds after which an unfinished save counts as failed and another one may start. */
const SAVING_LIMIT = 120;

const noPause: Pause = () => {};

export class Saver {
    /** Uptime until which a save counts as running. An error ends a save without notice. */
    private savingUntil = 0;

    constructor(
        private readonly saved: SavedScope,
        private readonly archive: Archive,
        private readonly replay: Replay,
        private readonly clock: Clock,
        private readonly background: Background,
    ) {}

    /** Saves at once, before the game writes SavedVariables. */
    saveNow(): void {
        this.save(noPause, true);
    }

    /** Saves in slices what is at rest, so that little is left for logout; unless a save is running. */
    saveSoon(): void {
        if (!this.isSaving()) {
            this.savingUntil = this.clock.uptime() + SAVING_LIMIT;
            this.background.run((pause) => {
                this.archive.saveAtRest(this.clock.uptime(), pause);
                this.saveState(pause, false);
                this.savingUntil = 0;
            });
        }
    }

    /** Saves in slices of a task, after a save that is running. */
    saveWithin(pause: Pause, rest: Pause): void {
        while (this.isSaving()) {
            rest();
        }
        this.savingUntil = this.clock.uptime() + SAVING_LIMIT;
        this.save(pause, false);
        this.savingUntil = 0;
    }

    private isSaving(): boolean {
        return this.clock.uptime() < this.savingUntil;
    }

    private save(pause: Pause, isLast: boolean): void {
        this.saved.savedAt = this.clock.serverTime();
        if (this.archive.isBehind()) {
            this.archive.save(pause);
        }
        this.saveState(pause, isLast);
    }

    private saveState(pause: Pause, isLast: boolean): void {
        this.saved.checkpoint = this.replay.saveCheckpoint(pause, isLast) ?? this.saved.checkpoint;
    }
}
