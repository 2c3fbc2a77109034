/**
 * The places of a body: the keys under which it may stand, in the order in which it tries them. Where two bodies meet,
 * the one with the larger digest stays and the other goes on. So what stands where depends on the bodies alone, and not
 * on the order in which they came, nor on who brought them: docs/architecture.md, "Imports".
 */

import { bytesLess } from "../codec/compare";
import { hash32 } from "../codec/murmur3";
import { digestOf } from "./body";
import { COUNTERS, counterOf, WEEK_SECONDS } from "./key";

/** The counter of a body's first place in its second. */
export function firstCounter(body: string): number {
    return hash32(body, 0) % COUNTERS;
}

/** The second of the same week that comes after this one; after the last one comes the first. */
function secondAfter(time: number): number {
    const second = time % WEEK_SECONDS;
    return time - second + ((second + 1) % WEEK_SECONDS);
}

/** The next place of a body that cannot stand under this key: in the same second, or when it was everywhere there, in the next. */
export function nextPlace(time: number, id: number, body: string): LuaMultiReturn<[time: number, id: number]> {
    const counter = (counterOf(id) + 1) % COUNTERS;
    return $multi(counter === firstCounter(body) ? secondAfter(time) : time, id - counterOf(id) + counter);
}

/** Whether of two different bodies under one key it is the present one that stays. */
export function isKept(time: number, id: number, present: string, body: string): boolean {
    const digest = digestOf(time, id, body);
    const presentDigest = digestOf(time, id, present);
    return digest < presentDigest || (digest === presentDigest && bytesLess(body, present));
}
