/**
 * The clock that keys are issued from: a hybrid logical clock (Kulkarni et al. 2014) on the server's seconds.
 *
 * A key is never issued before the newest event seen, and never twice: the 257th event of one second moves on to
 * the next second.
 */

import type { Clock } from "../ports";
import { counterOf, COUNTERS, creatorOf, isKeyBefore, toId } from "./key";

/** How far, in seconds, issued times may run ahead of the server's clock. */
export const MAX_LEAD = 60;

/** How far, in seconds, this clock follows events in its own name that it did not write: the rest of MAX_LEAD is its own. */
export const FOLLOW_LEAD = 30;

export class HybridClock {
    private time = 0;
    private counter = -1;

    constructor(
        private readonly clock: Clock,
        private readonly creator: number,
        private readonly isTaken: (this: void, time: number, id: number) => boolean = () => false,
    ) {}

    /**
     * Continues from a log whose newest event is of `time`: keys are issued in later seconds only. A time that lies further
     * ahead than MAX_LEAD is of a wrong clock, or forged, and holds this client up for a second at most.
     */
    resume(time: number): void {
        this.time = math.min(time, this.clock.serverTime() + MAX_LEAD);
        this.counter = COUNTERS - 1;
    }

    /**
     * Notes an event of the log. Later keys are not before its second, and come behind it when this client wrote it.
     * Events of others that lie further ahead than MAX_LEAD are ignored: a wrong clock elsewhere must not stop this client.
     * Nor must events that were forged in its name: of these it follows none further than FOLLOW_LEAD.
     */
    observe(time: number, id: number): void {
        const isOwn = creatorOf(id) === this.creator;
        if (time > this.clock.serverTime() + (isOwn ? FOLLOW_LEAD : MAX_LEAD)) {
            return;
        }
        if (time > this.time) {
            this.time = time;
            this.counter = isOwn ? counterOf(id) : -1;
        } else if (time === this.time && isOwn && counterOf(id) > this.counter) {
            this.counter = counterOf(id);
        }
    }

    /**
     * The key of the next event.
     * @param behindTime key that the new one must come behind, whatever was observed: that of an event of the same second
     * whose creator has a higher id, or of one that lies further ahead than this clock follows.
     * @returns the key; nil when it would lie more than MAX_LEAD ahead of the server's time.
     */
    issue(behindTime = -1, behindId = 0): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        const serverTime = this.clock.serverTime();
        let time = this.time;
        let counter = this.counter + 1;
        if (serverTime > time) {
            time = serverTime;
            counter = 0;
        } else if (counter === COUNTERS) {
            time++;
            counter = 0;
        }
        if (!isKeyBefore(behindTime, behindId, time, toId(this.creator, counter))) {
            time = behindTime + 1;
            counter = 0;
        }
        if (time > serverTime + MAX_LEAD) {
            return $multi(undefined, undefined);
        }
        // A key that the log has, forged in this client's name, is passed over: two bodies under it would cost one of them.
        while (this.isTaken(time, toId(this.creator, counter))) {
            counter++;
            if (counter === COUNTERS) {
                time++;
                counter = 0;
            }
        }
        if (time > serverTime + MAX_LEAD) {
            return $multi(undefined, undefined);
        }
        this.time = time;
        this.counter = counter;
        return $multi(time, toId(this.creator, counter));
    }
}
