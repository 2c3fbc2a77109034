/**
 * Stamps put what members do in one order that agrees with what they knew: a hybrid logical clock (Kulkarni and others, "Logical Physical
 * Clocks", 2014).
 */

import { bytesLess } from "../codec/compare";
import { encodeVarint } from "../codec/varint";
import type { Clock } from "../ports";
import type { ByteReader } from "./bytes";
import { CLOCK_AHEAD_SECONDS } from "./constants";

/** By how many seconds a stamp may be before the incarnation of its board. */
const BEFORE_SECONDS = 600;

const max = math.max;

/** The highest counter: one more is an integer that has no other beside it. */
const COUNTER_LIMIT = 2 ** 53 - 1;

/** A moment of a member. */
export interface Stamp {
    /** Unix seconds of the server. */
    readonly seconds: number;
    /** Tells apart what happened in one second. */
    readonly counter: number;
}

export class StampClock {
    private seconds = 0;
    private counter = 0;

    constructor(private readonly clock: Clock) {}

    /** A stamp after all that were issued or seen. */
    issue(): Stamp {
        const now = this.clock.serverTime();
        if (now > this.seconds) {
            this.seconds = now;
            this.counter = 0;
        } else if (this.counter < COUNTER_LIMIT) {
            this.counter++;
        } else {
            // Another one has said it, to leave no stamp behind its own.
            this.seconds++;
            this.counter = 0;
        }
        return { seconds: this.seconds, counter: this.counter };
    }

    /** Takes note of another one's stamp, unless it is too far ahead. */
    see({ seconds, counter }: Stamp): void {
        if (this.secondsUntil(seconds) > 0) {
            return;
        }
        if (seconds > this.seconds) {
            this.seconds = seconds;
            this.counter = counter;
        } else if (seconds === this.seconds) {
            this.counter = max(this.counter, counter);
        }
    }

    /** Seconds until something of that time counts; 0 when it does. */
    secondsUntil(seconds: number): number {
        return max(0, seconds - this.clock.serverTime() - CLOCK_AHEAD_SECONDS);
    }
}

/** Whether a stamp is before another one; of equal ones the names decide. */
export function isBefore(a: Stamp, aName: string, b: Stamp, bName: string): boolean {
    if (a.seconds !== b.seconds) {
        return a.seconds < b.seconds;
    }
    return a.counter === b.counter ? bytesLess(aName, bName) : a.counter < b.counter;
}

/** @param incarnation of the board on which it stands. */
export function encodeStamp({ seconds, counter }: Stamp, incarnation: number): string {
    return encodeVarint(max(0, seconds - incarnation + BEFORE_SECONDS)) + encodeVarint(counter);
}

/** Reads what encodeStamp() makes. */
export function readStamp(reader: ByteReader, incarnation: number): Stamp {
    const seconds = incarnation - BEFORE_SECONDS + reader.varint();
    return { seconds, counter: reader.varint() };
}
