/**
 * What a client holds of a week as one number, under a salt that nobody knew beforehand: the polynomial whose roots are the
 * keyed digests of the events, at a point, modulo a prime P below 2^24. Two weeks of up to n events that differ have the same
 * product at fewer than n of P points. Two events of b bytes have the same digest under at most b / 2 + 10 of P salts.
 */

import { Stride } from "../block/stride";
import { WEEK_SECONDS, weekOf } from "../event/key";
import { LogCursor } from "../log/cursor";
import type { Log } from "../log/log";
import type { Pause } from "../ports";
import { PRIME } from "./prime-field";
import { keyedDigest } from "./short-id";

const P = PRIME;

/** @returns the product; nil when the log changed on the way, or the week is absent. */
export function weekProduct(
    log: Log,
    weekNumber: number,
    salt: number,
    point: number,
    pause: Pause,
): number | undefined {
    const { revision, directory } = log;
    const cursor = new LogCursor(log);
    cursor.seek(weekNumber * WEEK_SECONDS, -1);
    let product = 1;
    const stride = new Stride(pause);
    while (cursor.next(pause) && weekOf(cursor.time) === weekNumber) {
        const body = cursor.body();
        const digest = keyedDigest(cursor.time, cursor.id, body, directory, salt);
        product = (product * ((point - digest + P) % P)) % P;
        stride.passed(body.length);
    }
    return !log.isAbsent(weekNumber) && log.revision === revision ? product : undefined;
}
