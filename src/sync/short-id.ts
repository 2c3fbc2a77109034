/**
 * Short ids: 3 bytes that stand for an event in lists. Each request has a new salt, so two events with equal short ids
 * under one salt differ under the next.
 */

import { digestOf } from "../event/body";
import type { Week } from "../log/week";
import type { Pause, Random } from "../ports";
import { PRIME } from "./prime-field";

const floor = math.floor;

const P = PRIME;

/** Number of events hashed between two pauses. */
const STEP = 32;

/** Draws a salt, 1 to P - 1. */
export function drawSalt(random: Random): number {
    return 1 + floor(random.fraction() * (P - 1));
}

/**
 * The short id of an event, 1 to P - 1: a universal hash of its digest (Carter and Wegman 1979), chosen by the salt.
 */
export function shortId(digest: number, salt: number): number {
    const high = floor(digest / P);
    const low = digest % P;
    return 1 + ((low * salt + (high + 1) * ((salt * salt) % P)) % (P - 1));
}

/** The short ids of all events of an open week, in key order. */
export function shortIdsOf(week: Week, salt: number, pause: Pause): number[] {
    const ids: number[] = [];
    for (const index of $range(0, week.size - 1)) {
        ids[index] = shortId(digestOf(week.times[index], week.ids[index], week.bodies[index]), salt);
        if (index % STEP === 0) {
            pause();
        }
    }
    return ids;
}
