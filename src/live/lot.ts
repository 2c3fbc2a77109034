/** How long each of many waits, so that one of them speaks for all and the others keep silent. */

import type { Random } from "../ports";

const exp = math.exp;
const log = math.log;

/**
 * A wait drawn from a truncated exponential distribution (Nonnenmacher and Biersack, "Optimal Multicast Feedback", 1998): few draw a short
 * one, so that about one has spoken before the others hear it, however many there are.
 * @param limit most seconds.
 * @param count how many wait, at most.
 * @returns from 0 to `limit` seconds.
 */
export function drawWait(random: Random, limit: number, count: number): number {
    const steepness = log(count) + 1;
    return (limit / steepness) * log(1 + (exp(steepness) - 1) * random.fraction());
}
