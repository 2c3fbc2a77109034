/** Watches the state of a ledger with the option `debug`: whether it can be saved, and whether only reducers change it. */

import type { Clock } from "../ports";
import type { Replay } from "../replay/replay";
import type { Warn } from "./warnings";

/** Seconds between two replays of the whole log. */
const VERIFY_SECONDS = 60;

/** What verify() gives when it has found a place in the state, and not a reason why it could not compare. */
const PLACE = "^state";

export class StateWatch {
    /** Whether the last look is still under way. */
    private isLooking = false;
    private verifiedAt: number;

    constructor(
        private readonly replay: Replay,
        private readonly clock: Clock,
        private readonly warn: Warn,
    ) {
        this.verifiedAt = clock.uptime();
    }

    /** Looks at the state, in slices. Call it every few seconds. */
    look(): void {
        if (this.isLooking) {
            return;
        }
        this.isLooking = true;
        this.replay.findSaveProblem((problem) => {
            if (problem !== undefined) {
                this.warn("state", `the state cannot be saved, and each login will replay the whole log: ${problem}`);
            }
            this.isLooking = false;
            this.verifyNowAndThen();
        });
    }

    private verifyNowAndThen(): void {
        if (this.clock.uptime() - this.verifiedAt < VERIFY_SECONDS) {
            return;
        }
        this.isLooking = true;
        this.replay.verify(({ difference }) => {
            this.isLooking = false;
            this.verifiedAt = this.clock.uptime();
            if (difference !== undefined && string.match(difference, PLACE)[0] !== undefined) {
                this.warn(
                    "verify",
                    `the log leads to another ${difference} than there is: something outside of the reducers has ` +
                        "changed the state, or a reducer depends on more than state and event, or changes what a list of appendOnly holds",
                );
            }
        });
    }
}
