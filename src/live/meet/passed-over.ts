/** Who has failed a match lately, and is left out of matches for a while. */

import { PASS_LIMIT_SECONDS, PASS_SECONDS, REMEMBER_SECONDS } from "../constants";
import type { Clock } from "../../ports";

const huge = math.huge;
const min = math.min;

/** How many matches somebody may abort in `PASS_LIMIT_SECONDS`: in a crowd honest ones do, too. */
const SUSPICION_LIMIT = 3;

interface Suspicion {
    count: number;
    /** Uptime until which it counts. */
    readonly until: number;
}

interface Failures {
    /** Seconds of the last pass. */
    seconds: number;
    /** Uptime at which it is over. */
    until: number;
}

export class PassedOver {
    private readonly byName = new LuaMap<string, Failures>();

    private readonly suspicions = new LuaMap<string, Suspicion>();
    /** Uptime at which the next pass is over. */
    private nextEnd = huge;

    constructor(private readonly clock: Clock) {}

    has(name: string): boolean {
        const failures = this.byName.get(name);
        return failures !== undefined && this.clock.uptime() < failures.until;
    }

    /** Somebody has failed a match. @param isGrave whether that ended a request. */
    fail(name: string, isGrave = false): void {
        const now = this.clock.uptime();
        const failures = this.byName.get(name);
        if (failures !== undefined && now < failures.until) {
            return;
        }
        const next = failures === undefined ? PASS_SECONDS : failures.seconds * 2;
        const seconds = isGrave ? PASS_LIMIT_SECONDS : min(next, PASS_LIMIT_SECONDS);
        this.byName.set(name, { seconds, until: now + seconds });
        this.nextEnd = min(this.nextEnd, now + seconds);
    }

    /** Somebody has aborted a match, perhaps without a reason. Several times in a while are a failure. */
    suspect(name: string): void {
        const now = this.clock.uptime();
        const known = this.suspicions.get(name);
        const suspicion =
            known !== undefined && now < known.until ? known : { count: 0, until: now + PASS_LIMIT_SECONDS };
        suspicion.count++;
        this.suspicions.set(name, suspicion);
        if (suspicion.count >= SUSPICION_LIMIT) {
            this.suspicions.delete(name);
            this.fail(name);
        }
    }

    /** Somebody has kept a promise. */
    forgive(name: string): void {
        this.byName.delete(name);
        this.suspicions.delete(name);
    }

    /** Whether somebody's pass has ended since this was asked. Forgets what was long ago. */
    hasEnded(): boolean {
        const now = this.clock.uptime();
        if (now < this.nextEnd) {
            return false;
        }
        this.nextEnd = huge;
        for (const [name, { until }] of this.byName) {
            if (now >= until + REMEMBER_SECONDS) {
                this.byName.delete(name);
            } else if (now < until) {
                this.nextEnd = min(this.nextEnd, until);
            }
        }
        return true;
    }
}
