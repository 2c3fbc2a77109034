/** Which of two events under one key stands. */
import { digestOf } from "./hashes";
import type { StoredEvent } from "./key";

/** Whether an event outranks another one under the same key: by the digest, then by the bytes of the body. */
export function outranks(one: StoredEvent, other: StoredEvent): boolean {
    const difference = digestOf(one) - digestOf(other);
    return difference > 0 || (difference === 0 && Buffer.compare(one.body, other.body) > 0);
}
