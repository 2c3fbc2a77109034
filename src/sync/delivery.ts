/**
 * What is known of where events are besides here: the game passes a client's own messages back to it, and a peer whose
 * advertised week is equal to the own one holds all events of it.
 */

import type { Delivery as Told } from "../api/event";
import { packKey, weekOf } from "../event/key";
import type { Clock } from "../ports";
import { UNCONFIRMED_SECONDS, UNSENT_SECONDS } from "./constants";

/** Most own events that are watched: the newest. */
const WATCH_LIMIT = 500;

/** An own event of this session. */
interface Watched {
    readonly weekNumber: number;
    /** Uptime in seconds when it was written. */
    readonly since: number;
    hasComeBack: boolean;
    /** Names of the peers that were seen to hold it. */
    readonly holders: LuaSet<string>;
    holderCount: number;
}

export class Delivery {
    private readonly watched = new LuaMap<string, Watched>();
    /** Packed keys of the watched events in the order in which they were written; those before `first` are forgotten. */
    private readonly keys: string[] = [];
    /** Whether the game passes own messages back at all: reports conflict on whether it does for those to the guild. */
    private hasEcho = false;
    private first = 0;
    private last = 0;

    constructor(private readonly clock: Clock) {}

    /** This client wrote an event. */
    written(time: number, id: number): void {
        const key = packKey(time, id);
        this.watched.set(key, {
            weekNumber: weekOf(time),
            since: this.clock.uptime(),
            hasComeBack: false,
            holders: new LuaSet(),
            holderCount: 0,
        });
        this.keys[this.last] = key;
        this.last++;
        if (this.last - this.first > WATCH_LIMIT) {
            this.watched.delete(this.keys[this.first]);
            this.keys[this.first] = "";
            this.first++;
        }
    }

    /** A message of this client with the event came back: the game has passed it to all that are there. */
    cameBack(time: number, id: number): void {
        this.hasEcho = true;
        const watched = this.watched.get(packKey(time, id));
        if (watched !== undefined) {
            watched.hasComeBack = true;
        }
    }

    /** A peer holds the same events of some weeks. */
    held(peer: string, isEqual: (this: void, weekNumber: number) => boolean): void {
        const known = new LuaMap<number, boolean>();
        for (const at of $range(this.first, this.last - 1)) {
            const watched = this.watched.get(this.keys[at])!;
            const { weekNumber, holders } = watched;
            const isHeld = known.get(weekNumber) ?? isEqual(weekNumber);
            known.set(weekNumber, isHeld);
            if (isHeld && !holders.has(peer)) {
                holders.add(peer);
                watched.holderCount++;
            }
        }
    }

    /** Number of own events of which nobody else is known to have them, although there was time to hear of it. */
    unconfirmed(): number {
        const now = this.clock.uptime();
        let count = 0;
        for (const at of $range(this.first, this.last - 1)) {
            const { since, hasComeBack, holderCount } = this.watched.get(this.keys[at])!;
            const seconds = hasComeBack || !this.hasEcho ? UNCONFIRMED_SECONDS : UNSENT_SECONDS;
            count += holderCount === 0 && now - since > seconds ? 1 : 0;
        }
        return count;
    }

    /**
     * What is known of an event.
     * @param holders number of peers whose last advertisement says that they hold it.
     */
    of(time: number, id: number, holders: number): Told {
        const watched = this.watched.get(packKey(time, id));
        const count = math.max(holders, watched?.holderCount ?? 0);
        if (count > 0) {
            return { state: "held", holders: count };
        }
        return { state: watched?.hasComeBack === true ? "sent" : "here", holders: 0 };
    }
}
