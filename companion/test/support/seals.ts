/** Revocations and seals of the events of eventOf(). */
import { u32 } from "../../src/format/bytes";
import { digestOf, headerOf } from "../../src/format/hashes";
import { encodeByteString, encodeHead } from "../../src/format/items";
import { packKey, type StoredEvent, WEEK_SECONDS, weekOf } from "../../src/format/key";
import { packRows } from "../../src/format/seal-entries";
import { sha256 } from "../../src/room/keys";
import { eventOf } from "./guild";

/** The body of a revocation of a packed key. */
export const revocation = (key: Buffer): Buffer => Buffer.concat([Buffer.of(0), encodeByteString(key)]);

/** The body of a revocation of what was imported with a small number as its id. */
export const revocationOfId = (id: number): Buffer => Buffer.of(0, 0xf6, id);

/** The body of an undo of what took a packed key back. */
export const undo = (key: Buffer): Buffer =>
    Buffer.concat([Buffer.of(0), encodeByteString(key), Buffer.of(0xf6), encodeByteString(Buffer.of(1)), Buffer.of(0)]);

/** The body of an event that was imported with a small number as its id. */
export const imported = (field: number, id: number): Buffer => Buffer.of(1, field, 0x82, 0xf6, id);

/** The week behind that of eventOf(): what is before it is sealed. */
export const NEXT_WEEK = weekOf(eventOf(1, 0).time) + 1;

/** The row of a sealed week with these events. */
export function rowOf(events: readonly StoredEvent[]): Buffer {
    const ordered = [...events].sort((one, other) => Buffer.compare(packKey(one), packKey(other)));
    const { count, hash, fingerprint } = headerOf(ordered);
    return packRows([{ number: NEXT_WEEK - 1, count, hash, fingerprint }]);
}

/** A seal of what is before NEXT_WEEK. */
export function sealOf(rows: Buffer, count: number): StoredEvent {
    const zeros = Buffer.alloc(16);
    const empty = encodeByteString(Buffer.of());
    const body = Buffer.concat([
        ...[Buffer.of(0), encodeHead(0, 1), encodeHead(0, NEXT_WEEK), encodeHead(0, count), encodeHead(0, 0)],
        ...[encodeByteString(sha256(rows).subarray(0, 16)), encodeByteString(zeros), encodeHead(0, 1), empty],
        ...[encodeHead(0, 0), empty, empty, empty],
    ]);
    return { time: NEXT_WEEK * WEEK_SECONDS + 500, creator: 1, counter: 0, server: 1001, body };
}

/** Events as a record of kind _sealed_ names what is not sealed. */
export const surplusOf = (events: readonly StoredEvent[]): Buffer =>
    Buffer.concat(
        events
            .map((event) => Buffer.concat([packKey(event), u32(digestOf(event))]))
            .sort((one, other) => Buffer.compare(one, other)),
    );
