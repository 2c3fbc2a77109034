/** Keeps what SavedVariables holds of a session up to date: in the background while it goes on, at once at its end. */

import type { Archive, SavedScope } from "../log/archive";
import type { Background, Clock, Pause } from "../ports";
import type { Replay } from "../replay/replay";

/** Seconds after which an unfinished save counts as failed, and another one starts. */
const SAVING_LIMIT = 120;

const noPause: Pause = () => {};

export class Saver {
    /** Uptime until which a save is under way; an error in it ends it without notice. */
    private savingUntil = 0;

    constructor(
        private readonly saved: SavedScope,
        private readonly archive: Archive,
        private readonly replay: Replay,
        private readonly clock: Clock,
        private readonly background: Background,
    ) {}

    /** Saves at once: the game is about to write. */
    saveNow(): void {
        this.save(noPause);
    }

    /** Saves in slices, unless a save is under way. */
    saveSoon(): void {
        const now = this.clock.uptime();
        if (now < this.savingUntil) {
            return;
        }
        this.savingUntil = now + SAVING_LIMIT;
        this.background.run((pause) => {
            this.save(pause);
            this.savingUntil = 0;
        });
    }

    private save(pause: Pause): void {
        if (this.archive.isBehind()) {
            this.archive.save(pause);
        }
        this.saved.checkpoint = this.replay.saveCheckpoint(pause) ?? this.saved.checkpoint;
    }
}
