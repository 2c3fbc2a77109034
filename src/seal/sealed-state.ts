/** The state that a seal names: its digest, and its form for file and peers, a raw Deflate stream of its canonical bytes. */

import { deflate } from "../codec/deflate";
import { inflate } from "../codec/inflate";
import { packU32, readU32 } from "../codec/integers";
import { sha256 } from "../codec/sha256";
import { KEY_BYTES } from "../event/key";
import { DIGEST_BYTES } from "../event/seal";
import { SEALED_STATE_BYTES } from "../log/sealed-texts";
import type { NativeCodec, Pause } from "../ports";
import { encodeCanonical } from "../replay/canonical-state";
import { SortedKeys } from "../replay/sorted-keys";
import { decodeState } from "../replay/state-codec";
import { packRows, type WeekSummary } from "../sync/week-summary";

const sub = string.sub;

/** Most Deflate blocks of a stream. */
const STREAM_BLOCKS = 4096;

/** Rows that are packed between two looks at the frame's budget. */
const ROW_STEP = 16;

/** Most events that are undone: all that do not count are taken up at once. */
const UNDONE_LIMIT = 16384;

/** Bytes of the number of undone events in front of all. */
const COUNT_BYTES = 4;

/** A state in its canonical form: the number of undone events, their keys, and the state. */
export interface SealedState {
    /** The first half of the SHA-256 of its canonical bytes. */
    readonly digest: string;
    readonly plainSize: number;
    /** Raw Deflate of these bytes, which need not be the same on all clients. */
    readonly stream: string;
}

/** What a stream holds. */
export interface OpenedState {
    readonly state: object;
    readonly undone: string;
    readonly plainSize: number;
}

/** A state in its canonical form; or nil and what in it cannot be sealed. @param undone packed keys, in any order. */
export function sealState(
    state: object,
    undone: readonly string[],
    native: NativeCodec,
    pause: Pause,
): LuaMultiReturn<[SealedState] | [undefined, problem: string]> {
    if (undone.length > UNDONE_LIMIT) {
        return $multi(undefined, "more than 16,384 sealed events are undone");
    }
    const [coded, problem] = encodeCanonical(state, pause);
    if (coded === undefined) {
        return $multi(undefined, problem);
    }
    const pieces = [packU32(undone.length) + inOrder(undone, pause)].concat(coded);
    const digest = digestOf(pieces, pause);
    const bytes = table.concat(pieces);
    // The client's own cannot be told to pause: it takes what it does in a frame.
    const isShort = bytes.length <= NATIVE_BYTES;
    const stream = (isShort ? native.deflate?.(bytes) : undefined) ?? deflate(bytes, pause);
    return $multi({ digest, plainSize: bytes.length, stream });
}

/** Packed keys behind one another, ascending. */
function inOrder(keys: readonly string[], pause: Pause): string {
    const sorted = new SortedKeys(pause);
    for (const key of keys) {
        sorted.add(key);
    }
    sorted.begin();
    return table.concat(keys.map(() => sorted.next()!));
}

/** Bytes up to which the client's own Deflate takes no more than a frame has time. */
const NATIVE_BYTES = 65536;

/** The state in a stream; nil when it is damaged, too long, or not the one with this digest. */
export function openSealedState(stream: string, digest: string, pause: Pause): OpenedState | undefined {
    const bytes = inflate(stream, SEALED_STATE_BYTES, pause, STREAM_BLOCKS);
    if (bytes === undefined || digestOf([bytes], pause) !== digest) {
        return undefined;
    }
    const undone = readU32(bytes, 1) ?? 0;
    const start = COUNT_BYTES + KEY_BYTES * undone;
    const state = undone > UNDONE_LIMIT ? undefined : decodeState(sub(bytes, start + 1), pause);
    return state && { state, undone: sub(bytes, COUNT_BYTES + 1, start), plainSize: bytes.length };
}

/** The first half of a SHA-256. */
function digestOf(pieces: readonly string[], pause: Pause): string {
    return sub(sha256(pieces, pause), 1, DIGEST_BYTES);
}

/** The same of packed rows. */
export function digestOfRows(rows: readonly WeekSummary[], pause: Pause): string {
    const pieces: string[] = [];
    let count = 0;
    for (const from of $range(0, rows.length - 1, ROW_STEP)) {
        pieces[count] = packRows(rows, from, from + ROW_STEP);
        count++;
        pause();
    }
    return digestOf(pieces, pause);
}
