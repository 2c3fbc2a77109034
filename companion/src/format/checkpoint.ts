/** The saved state: a header that says what it was made of, and the state as CBOR in checked base64, which is not looked into. */
import { Damage } from "./damage";
import { headerOf } from "./hashes";
import { idOf, type StoredEvent } from "./key";
import { decodeChecked, fromBase64 } from "./text";

const LINE = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\S+)$/;

export interface Checkpoint {
    /** The version of the state that the addon gave. */
    readonly stateVersion: number;
    /** Number of the events that it was made of, and the time of the last one, Unix seconds. */
    readonly count: number;
    readonly time: number;
    /** Length of what its base64 holds. */
    readonly bytes: number;
    /** Whether these are the events of the log: if not it is merely out of date, and replay starts at the beginning. */
    readonly isCurrent: boolean;
    /** The state as CBOR, a map for each table. Raises Damage. */
    readonly content: () => Buffer;
}

/** Reads a checkpoint. @returns undefined when there is none. */
export function readCheckpoint(text: unknown, events: readonly StoredEvent[]): Checkpoint | undefined {
    // What was saved before has become wrong, and there is no newer one yet.
    if (text === "") return undefined;
    const match = typeof text === "string" ? LINE.exec(text) : null;
    if (match === null) throw new Damage("no checkpoint");
    const [stateVersion, , , count, fingerprint, time, id] = match.slice(1, 8).map(Number);
    const isUpTo = (event: StoredEvent): boolean => event.time < time || (event.time === time && idOf(event) <= id);
    const behind = headerOf(events.filter(isUpTo));
    const isCurrent = behind.count === count && behind.fingerprint === fingerprint;
    const bytes = fromBase64(match[8]).length;
    return { stateVersion, count, time, bytes, isCurrent, content: () => decodeChecked(match[8]) };
}
