/**
 * Short ids: 3 bytes that stand for an event in lists. Each request has a new salt, so two events with equal short ids
 * under one salt differ under the next: plain ones if their digests differ, keyed ones in any case.
 */

import { Stride } from "../block/stride";
import { packU24 } from "../codec/integers";
import { digestOf } from "../event/body";
import { creatorOf, packKey } from "../event/key";
import type { Directory } from "../log/directory";
import type { Week } from "../log/week";
import type { Pause, Random } from "../ports";
import { keyedHash } from "./keyed-hash";
import { PRIME } from "./prime-field";

const floor = math.floor;

const P = PRIME;

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

/**
 * What a client holds of an event, hashed under a key: the event's key, its body, and the server id of its creator, which is
 * the half of the creator's GUID that the event's key lacks. 0 to P - 1.
 */
export function keyedDigest(time: number, id: number, body: string, directory: Directory, key: number): number {
    return keyedHash(packKey(time, id) + packU24(directory.server(creatorOf(id))) + body, key);
}

/**
 * The short ids of all events of an open week, in key order.
 * @param directory for keyed ones; nil for plain ones.
 */
export function shortIdsOf(week: Week, salt: number, directory: Directory | undefined, pause: Pause): number[] {
    const ids: number[] = [];
    // If the week is packed during a pause, it gets new arrays: these stay.
    const { times, ids: eventIds, bodies } = week;
    const stride = new Stride(pause);
    for (const index of $range(0, week.size - 1)) {
        const time = times[index];
        const id = eventIds[index];
        const body = bodies[index];
        ids[index] =
            directory === undefined
                ? shortId(digestOf(time, id, body), salt)
                : 1 + (keyedDigest(time, id, body, directory, salt) % (P - 1));
        stride.passed(body.length);
    }
    return ids;
}
