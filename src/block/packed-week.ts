/**
 * The saved form of a week: one line of text. It has a header with what must be known without unpacking, then base64
 * of the block, which is deflated where the client can deflate and that is smaller (docs/storage.md).
 */

import { decodeBase64, encodeBase64 } from "../codec/base64";
import { inflate } from "../codec/inflate";
import type { NativeCodec, Pause } from "../ports";
import { checksumOf } from "./checked-text";
import type { Contents } from "./contents";
import type { EventReader } from "./event-reader";
import { BlockReader } from "./reader";
import { MAX_TIME, WEEK_SECONDS, weekOf } from "../event/key";

const floor = math.floor;
const format = string.format;

const U32 = 4294967296;
const U40 = U32 * 256;

/** Most events of a week: more than 1,000 players could write, and a bound for what a header can claim. */
export const MAX_WEEK_EVENTS = 1_000_000;

/** Most bytes that a saved text may unfold to: 10,000 events with the longest bodies. No week of a guild comes near. */
export const MAX_SAVED_BYTES = 40 * 1024 * 1024;

/** Bytes of the longest header: mode, six numbers, and the spaces behind them. */
const LONGEST_HEAD = 68;

/** What the header of a saved week says. */
export interface WeekHeader {
    readonly count: number;
    /** Adler-32 over the packed keys in order. */
    readonly hash: number;
    /** Sum mod 2^32 of the digests. */
    readonly fingerprint: number;
    /** Key of the last event. */
    readonly lastTime: number;
    readonly lastId: number;
}

/** Why a saved week cannot be read. */
export type UnpackFailure = "header" | "checksum" | "base64" | "deflate" | "week";

/** A saved week whose header has been read and whose events have not. */
export interface PackedWeek extends WeekHeader {
    /** What it holds, once somebody has read it for a filter. */
    contents: Contents | undefined;
    /** The saved text that it is part of. */
    readonly text: string;
    /** How many bytes of the file an event takes, on average. */
    bytesPerEvent(): number;
    /** The weeks that can be read one after the other, in order: itself, and those of the same unit. */
    siblings(): readonly PackedWeek[];
    /**
     * Reads its events.
     * @param before the reader of another week that has come to its end: a week of the same unit goes on with it.
     * @returns the reader; or nil and what is wrong with the text.
     */
    read(
        native: NativeCodec,
        pause: Pause,
        before?: EventReader,
    ): LuaMultiReturn<[reader: EventReader] | [undefined, UnpackFailure]>;
    /** Reads what may be right of a text that is damaged; nil when that is nothing. */
    salvage(native: NativeCodec, pause: Pause): EventReader | undefined;
}

/** The line of one week in the file. */
export class SavedWeek implements PackedWeek {
    readonly count: number;
    readonly hash: number;
    readonly fingerprint: number;
    readonly lastTime: number;
    readonly lastId: number;
    contents: Contents | undefined;

    /**
     * @param isDeflated whether the block is deflated.
     * @param checksum Adler-32 of the base64.
     * @param payload where the base64 starts in `text`, 1-based.
     */
    constructor(
        readonly text: string,
        header: WeekHeader,
        readonly isDeflated: boolean,
        readonly checksum: number,
        readonly payload: number,
    ) {
        this.count = header.count;
        this.hash = header.hash;
        this.fingerprint = header.fingerprint;
        this.lastTime = header.lastTime;
        this.lastId = header.lastId;
    }

    bytesPerEvent(): number {
        return this.text.length / this.count;
    }

    siblings(): readonly PackedWeek[] {
        return [this];
    }

    read(native: NativeCodec, pause: Pause): LuaMultiReturn<[reader: EventReader] | [undefined, UnpackFailure]> {
        const [block, failure] = unpackWeek(this, native, pause);
        if (block === undefined) {
            return $multi(undefined, failure);
        }
        const reader = new BlockReader(block, 1);
        if (reader.weekNumber !== weekOf(this.lastTime)) {
            return $multi(undefined, "week");
        }
        return $multi(reader);
    }

    salvage(native: NativeCodec, pause: Pause): EventReader | undefined {
        const [block] = decodeWeek(this, native, pause);
        return block === undefined ? undefined : new BlockReader(block, 1);
    }
}

/** The saved text of a week with this header and block. */
export function formatWeek(header: WeekHeader, block: string, native: NativeCodec, pause: Pause): string {
    const deflated = native.deflate?.(block);
    const isDeflated = deflated !== undefined && deflated.length < block.length;
    const bytes = isDeflated ? deflated : block;
    const base64 = native.encodeBase64?.(bytes) ?? encodeBase64(bytes, pause);
    return formatHead(header, isDeflated, checksumOf(base64, 1, pause)) + base64;
}

function formatHead(header: WeekHeader, isDeflated: boolean, checksum: number): string {
    const { count, hash, fingerprint, lastTime, lastId } = header;
    const numbers = format("%.0f %.0f %.0f %.0f %.0f %.0f ", count, hash, fingerprint, lastTime, lastId, checksum);
    return (isDeflated ? "z " : "b ") + numbers;
}

/** Reads the header of a saved week; nil when the text has none of this week. */
export function parseWeek(text: unknown, weekNumber: number): SavedWeek | undefined {
    if (typeof text !== "string") {
        return undefined;
    }
    const [mode, countText, hashText, fingerprintText, timeText, idText, checksumText, payload] = string.match(
        text,
        "^([bz]) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) ()",
    );
    if (mode === undefined) {
        return undefined;
    }
    const count = tonumber(countText)!;
    const hash = tonumber(hashText)!;
    const fingerprint = tonumber(fingerprintText)!;
    const lastTime = tonumber(timeText)!;
    const lastId = tonumber(idText)!;
    const checksum = tonumber(checksumText)!;
    const isInRange =
        count >= 1 &&
        count <= MAX_WEEK_EVENTS &&
        hash < U32 &&
        fingerprint < U32 &&
        lastTime <= MAX_TIME &&
        floor(lastTime / WEEK_SECONDS) === weekNumber &&
        lastId < U40;
    if (!isInRange) {
        return undefined;
    }
    const isDeflated = mode === "z";
    const header = { count, hash, fingerprint, lastTime, lastId };
    return new SavedWeek(text, header, isDeflated, checksum, tonumber(payload)!);
}

/** The block of a saved week whose text is as it was written; or nil and why there is none. */
export function unpackWeek(
    week: SavedWeek,
    native: NativeCodec,
    pause: Pause,
): LuaMultiReturn<[block: string] | [undefined, UnpackFailure]> {
    // Login only reads the numbers of the header. Whether they are written in their one form is checked here.
    if (string.sub(week.text, 1, week.payload - 1) !== formatHead(week, week.isDeflated, week.checksum)) {
        return $multi(undefined, "header");
    }
    if (checksumOf(week.text, week.payload, pause) !== week.checksum) {
        return $multi(undefined, "checksum");
    }
    return decodeWeek(week, native, pause);
}

/** What is left of the block behind a header that cannot be read; "" when there is none. */
export function findBlock(text: string, native: NativeCodec, pause: Pause): string {
    // The payload starts behind the last byte of the header that is no digit of it. Both patterns are anchored: one
    // that looks for its place takes time by the square of a damaged text.
    const [start] = string.match(string.sub(text, 1, LONGEST_HEAD), "^.*[^%w+/=]()");
    const [base64] = string.match(text, "^[%w+/]*=?=?", start === undefined ? 1 : tonumber(start));
    // What the damage left may end within a group of four digits.
    const bytes = decodeBase64(string.sub(base64, 1, floor(base64.length / 4) * 4), pause) ?? "";
    return (
        (string.sub(text, 1, 1) === "z"
            ? (native.inflate?.(bytes) ?? inflate(bytes, MAX_SAVED_BYTES, pause))
            : bytes) ?? ""
    );
}

/** The block of a saved week, checksum or not; or nil and why there is none. */
export function decodeWeek(
    week: SavedWeek,
    native: NativeCodec,
    pause: Pause,
): LuaMultiReturn<[block: string] | [undefined, UnpackFailure]> {
    const base64 = string.sub(week.text, week.payload);
    const bytes = native.decodeBase64?.(base64) ?? decodeBase64(base64, pause);
    if (bytes === undefined) {
        return $multi(undefined, "base64");
    }
    if (!week.isDeflated) {
        return $multi(bytes);
    }
    const block = native.inflate?.(bytes) ?? inflate(bytes, MAX_SAVED_BYTES, pause);
    if (block === undefined) {
        return $multi(undefined, "deflate");
    }
    return $multi(block);
}
