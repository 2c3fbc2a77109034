/**
 * What peers sent of the weeks of a seal that is joined. Who has much more than is sealed is not told what that is, but sent the whole week: what is not
 * among that is surplus. And where two events came under one key, the sealed one cannot enter beside the other.
 */

import { packKey, weekOf } from "../event/key";
import type { Log } from "../log/log";
import type { Keys } from "./rows";

/** Most events that are noted. */
const HEARD_LIMIT = 65536;

/** By packed key: bodies of events that came, and are other ones here. */
export type Rivals = LuaMap<string, string>;

interface HeardWeek {
    readonly keys: Keys;
    readonly rivals: Rivals;
    size: number;
}

export class Heard {
    /** Whether something came since it was last asked. */
    private isNew = false;
    private size = 0;
    private readonly weeks = new LuaMap<number, HeardWeek>();

    /** Takes note of an event that a peer sent. */
    note(log: Log, time: number, id: number, body: string): void {
        const weekNumber = weekOf(time);
        const week: HeardWeek = this.weeks.get(weekNumber) ?? { keys: new LuaSet(), rivals: new LuaMap(), size: 0 };
        const key = packKey(time, id);
        if (!week.keys.has(key)) {
            if (this.size >= HEARD_LIMIT) {
                return;
            }
            this.weeks.set(weekNumber, week);
            week.keys.add(key);
            week.size++;
            this.size++;
            this.isNew = true;
        }
        const present = log.week(weekNumber)?.bodyAt(time, id);
        if (present !== undefined && present !== body && week.rivals.get(key) !== body) {
            week.rivals.set(key, body);
            this.isNew = true;
        }
    }

    /** Whether something came since this was last called. */
    takeNews(): boolean {
        const { isNew } = this;
        this.isNew = false;
        return isNew;
    }

    /** The keys of a week that came; nil when they are fewer than so many. */
    keysOf(weekNumber: number, count: number): Keys | undefined {
        const week = this.weeks.get(weekNumber);
        return week !== undefined && week.size >= count ? week.keys : undefined;
    }

    /** The events of a week that came, and are other ones here. */
    rivalsOf(weekNumber: number): Rivals | undefined {
        return this.weeks.get(weekNumber)?.rivals;
    }
}
