/**
 * What stands in a second of one creator, and what will stand where in it with further bodies. The log would move them there one
 * by one, and tell of a conflict each time: worked out before, they are put where they stay.
 *
 * Events that the log has may have to move, too, although no new one stays where they are: a new one that takes their place
 * for a moment is enough. So whoever carries out the plan puts each body there whose place has changed.
 */

import { firstCounter, isKept, nextPlace } from "../event/place";
import { counterOf, COUNTERS, creatorOf, toId, weekOf } from "../event/key";
import type { Log } from "../log/log";
import type { Pause } from "../ports";

/** Places between two looks at the frame's budget. */
const STEP = 8;

export class Second {
    /** Bodies that found no place in the second: they belong into the next ones. */
    readonly beyond: string[] = [];
    /** Body by counter: those of the log, and those that were seated. */
    private readonly bodies = new LuaMap<number, string>();
    /** The same as it is in the log. */
    private readonly present = new LuaMap<number, string>();
    private readonly copies = new LuaMap<string, number>();

    /** @param log whose week of that time is open. */
    constructor(
        log: Log,
        private readonly time: number,
        private readonly creator: number,
    ) {
        const week = log.week(weekOf(time));
        let index = week?.find(time, toId(creator, 0)) ?? 0;
        while (week !== undefined && week.times[index] === time && creatorOf(week.ids[index]) === creator) {
            const body = week.bodies[index];
            const counter = counterOf(week.ids[index]);
            this.bodies.set(counter, body);
            this.present.set(counter, body);
            this.copies.set(body, this.count(body) + 1);
            index++;
        }
    }

    /** How often a body stood in the log. */
    count(body: string): number {
        return this.copies.get(body) ?? 0;
    }

    /** The body that is to stand at a counter and does not yet; nil when there is none. */
    arrival(counter: number): string | undefined {
        const body = this.bodies.get(counter);
        return body === this.present.get(counter) ? undefined : body;
    }

    /** Gives a body its place; others may go on to their next one. */
    seat(body: string, pause: Pause): void {
        let moving = body;
        let counter = firstCounter(body);
        let steps = 0;
        do {
            const present = this.bodies.get(counter);
            if (present === undefined) {
                this.bodies.set(counter, moving);
                return;
            }
            if (!isKept(this.time, toId(this.creator, counter), present, moving)) {
                this.bodies.set(counter, moving);
                moving = present;
            }
            counter = (counter + 1) % COUNTERS;
            steps++;
            if (steps % STEP === 0) {
                pause();
            }
        } while (counter !== firstCounter(moving));
        this.beyond[this.beyond.length] = moving;
    }
}

/** The key of a body that has no place in its second: the first one behind where none, itself or a weaker one stands. */
export function placeBehind(
    log: Log,
    time: number,
    creator: number,
    body: string,
    pause: Pause,
): LuaMultiReturn<[time: number, id: number]> {
    let placeTime = time;
    let id = toId(creator, (firstCounter(body) + COUNTERS - 1) % COUNTERS);
    let present: string | undefined;
    do {
        [placeTime, id] = nextPlace(placeTime, id, body);
        present = log.open(weekOf(placeTime), pause)?.bodyAt(placeTime, id);
        pause();
    } while (present !== undefined && present !== body && isKept(placeTime, id, present, body));
    return $multi(placeTime, id);
}
