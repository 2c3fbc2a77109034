/**
 * Decides what becomes of a state that is made aside when an event arrives behind it: it is thrown away, or finished while
 * such events are gathered. Without that, one late event a second would keep a long replay from ever coming to its end.
 */

import { isKeyBefore } from "../event/key";

/** Share of a replay that may be thrown away, all times together, before it is finished whatever arrives. */
const LOSS_SHARE = 0.5;

export class LateEvents {
    /** Events that were applied in vain since a state was last finished with nothing gathered. */
    private lost = 0;
    /** Earliest key of those gathered; nil when there are none. */
    private time: number | undefined;
    private id = 0;

    /** Whether events wait until the state that is made aside is finished. */
    areGathered(): boolean {
        return this.time !== undefined;
    }

    /**
     * Whether so many applied events may be thrown away; counts them then.
     * @param needed how many the whole replay takes.
     */
    mayDiscard(events: number, needed: number): boolean {
        if (this.areGathered() || (events > 0 && this.lost + events > needed * LOSS_SHARE)) {
            return false;
        }
        this.lost += events;
        return true;
    }

    gather(time: number, id: number): void {
        if (this.time === undefined || isKeyBefore(time, id, this.time, this.id)) {
            this.time = time;
            this.id = id;
        }
    }

    /**
     * A state is finished, or given up with all that waits for it.
     * @returns the earliest key that was gathered; nil when none was.
     */
    take(): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        const { time, id } = this;
        this.time = undefined;
        if (time === undefined) {
            this.lost = 0;
            return $multi(undefined, undefined);
        }
        return $multi(time, id);
    }
}
