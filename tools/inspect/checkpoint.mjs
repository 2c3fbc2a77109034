// The saved state: a header that says what it was made of, and the state as CBOR in base64, which is not looked into.
import { Damage, fromBase64 } from "./bytes.mjs";
import { headerOf } from "./hashes.mjs";

const LINE = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\S+)$/;

const isUpTo = (event, time, id) =>
    event.time < time || (event.time === time && event.creator * 256 + event.counter <= id);

/**
 * Reads a checkpoint.
 * @returns how many events it stands behind, the time of the last of them, its bytes, and whether these are the events of
 * the log: if not it is merely out of date, and replay starts at the beginning; nothing when there is none
 */
export function readCheckpoint(text, events) {
    // What was saved before has become wrong, and there is no newer one yet.
    if (text === "") return undefined;
    const match = typeof text === "string" ? LINE.exec(text) : null;
    if (match === null) throw new Damage("no checkpoint");
    const [stateVersion, , , count, fingerprint, time, id] = match.slice(1, 8).map(Number);
    const behind = headerOf(events.filter((event) => isUpTo(event, time, id)));
    const isCurrent = behind.count === count && behind.fingerprint === fingerprint;
    return { stateVersion, count, time, bytes: fromBase64(match[8]).length, isCurrent };
}
