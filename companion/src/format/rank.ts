/** Which of two events under one key stands. */
import { digestOf } from "./hashes";
import type { StoredEvent } from "./key";

/** What decides about it. */
export interface Ranked {
    readonly digest: number;
    readonly body: Buffer;
}

/** Whether one ranks above another one under the same key: by the digest, then by the bytes of the body. */
export function isAbove(one: Ranked, other: Ranked): boolean {
    if (one.digest !== other.digest) return one.digest > other.digest;
    return Buffer.compare(one.body, other.body) > 0;
}

const rankOf = (event: StoredEvent): Ranked => ({ digest: digestOf(event), body: event.body });

/** Whether an event outranks another one under the same key. */
export const outranks = (one: StoredEvent, other: StoredEvent): boolean => isAbove(rankOf(one), rankOf(other));
