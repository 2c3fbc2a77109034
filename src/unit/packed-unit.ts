/**
 * The saved form of a unit: one line of text. In front it has what must be known of each week without inflating, then base64
 * of the deflated unit (docs/storage.md).
 */

import { decodeBase64, encodeBase64 } from "../codec/base64";
import { deflate } from "../codec/deflate";
import { inflate } from "../codec/inflate";
import { packU24, packU32, readU24, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import type { NativeCodec, Pause } from "../ports";
import { checksumOf } from "../block/checked-text";
import type { Contents } from "../block/contents";
import type { EventReader } from "../block/event-reader";
import {
    MAX_SAVED_BYTES,
    MAX_WEEK_EVENTS,
    type PackedWeek,
    type UnpackFailure,
    type WeekHeader,
} from "../block/packed-week";
import { counterOf, creatorOf, MAX_TIME, toId, WEEK_SECONDS, weekOf } from "../event/key";
import { UnitReader } from "./unit-reader";

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const format = string.format;
const match = string.match;
const sub = string.sub;

const noPause: Pause = () => {};

/** Bytes of a week in the head behind its two varints: hash, fingerprint, last offset, last creator and counter. */
const FIXED_BYTES = 16;

/** The last week that a key can be of. */
const MAX_WEEK = weekOf(MAX_TIME);

/** Most bytes of a unit that is kept inflated. */
const KEPT_BYTES = 65536;

/** The unit that was inflated last, since its weeks are often read one by one, and its bytes. */
let last: { readonly unit: PackedUnit; readonly bytes: string } | undefined;

/** A saved unit whose head has been read and whose events have not. */
export class PackedUnit {
    /** Its weeks in order. */
    readonly weeks: UnitWeek[] = [];
    /** Number of its events. */
    count = 0;

    /**
     * @param text the line of the file.
     * @param checksum Adler-32 of the base64 of the events, as the line says.
     * @param payload where that base64 starts in `text`, 1-based.
     */
    constructor(
        readonly text: string,
        private readonly checksum: number,
        private readonly payload: number,
    ) {}

    /** The unit, inflated; or nil and what is wrong with it. */
    unpack(native: NativeCodec, pause: Pause): LuaMultiReturn<[bytes: string] | [undefined, UnpackFailure]> {
        if (last?.unit === this) {
            return $multi(last.bytes);
        }
        if (checksumOf(this.text, this.payload, pause) !== this.checksum) {
            return $multi(undefined, "checksum");
        }
        const base64 = sub(this.text, this.payload);
        const deflated = native.decodeBase64?.(base64) ?? decodeBase64(base64, pause);
        if (deflated === undefined) {
            return $multi(undefined, "base64");
        }
        pause();
        const bytes = native.inflate?.(deflated) ?? inflate(deflated, MAX_SAVED_BYTES, pause);
        if (bytes === undefined) {
            return $multi(undefined, "deflate");
        }
        if (bytes.length <= KEPT_BYTES) {
            last = { unit: this, bytes };
        }
        pause();
        return $multi(bytes);
    }
}

/** Reads the weeks of one unit, one behind the other. */
class UnitWeekReader extends UnitReader {
    constructor(
        bytes: string,
        readonly unit: PackedUnit,
        pause: Pause,
    ) {
        super(bytes, pause);
    }
}

/** A week that is part of a unit. */
export class UnitWeek implements PackedWeek {
    readonly count: number;
    readonly hash: number;
    readonly fingerprint: number;
    readonly lastTime: number;
    readonly lastId: number;
    readonly text: string;
    readonly weekNumber: number;
    contents: Contents | undefined;

    /** @param unit the unit that it is part of. */
    constructor(
        private readonly unit: PackedUnit,
        header: WeekHeader,
    ) {
        this.text = unit.text;
        this.weekNumber = weekOf(header.lastTime);
        this.count = header.count;
        this.hash = header.hash;
        this.fingerprint = header.fingerprint;
        this.lastTime = header.lastTime;
        this.lastId = header.lastId;
    }

    bytesPerEvent(): number {
        return this.text.length / this.unit.count;
    }

    siblings(): readonly PackedWeek[] {
        return this.unit.weeks;
    }

    read(
        native: NativeCodec,
        pause: Pause,
        before?: EventReader,
    ): LuaMultiReturn<[reader: EventReader] | [undefined, UnpackFailure]> {
        const { weekNumber } = this;
        const sibling = before as UnitWeekReader | undefined;
        if (sibling?.unit === this.unit && weekOf(sibling.time) < weekNumber) {
            sibling.readWeek(weekNumber, pause);
            return $multi(sibling);
        }
        const [bytes, failure] = this.unit.unpack(native, pause);
        if (bytes === undefined) {
            return $multi(undefined, failure);
        }
        const reader = new UnitWeekReader(bytes, this.unit, pause);
        reader.readWeek(weekNumber, pause);
        return $multi(reader);
    }

    /** Of a stream that is damaged there is nothing to be had; of one that is whole, the events up to the first fault. */
    salvage(native: NativeCodec, pause: Pause): EventReader | undefined {
        const [reader] = this.read(native, pause);
        return reader;
    }
}

/**
 * The saved text of a unit.
 * @param headers of its weeks, in order.
 * @param bytes the unit, before Deflate.
 */
export function formatUnit(headers: readonly WeekHeader[], bytes: string, native: NativeCodec, pause: Pause): string {
    const head = encodeBase64(encodeHeads(headers), pause);
    const deflated = native.deflate?.(bytes) ?? deflate(bytes, pause);
    const base64 = native.encodeBase64?.(deflated) ?? encodeBase64(deflated, pause);
    const [headSum, sum] = [checksumOf(head, 1, pause), checksumOf(base64, 1, pause)];
    return format("u %.0f %s %.0f %s", headSum, head, sum, base64);
}

function encodeHeads(headers: readonly WeekHeader[]): string {
    const parts: string[] = [];
    let previous = weekOf(headers[0].lastTime);
    for (const { count, hash, fingerprint, lastTime, lastId } of headers) {
        const weekNumber = weekOf(lastTime);
        parts[parts.length] = concat([
            encodeVarint(weekNumber - previous),
            encodeVarint(count),
            packU32(hash),
            packU32(fingerprint),
            packU24(lastTime % WEEK_SECONDS),
            packU32(creatorOf(lastId)),
            char(counterOf(lastId)),
        ]);
        previous = weekNumber;
    }
    return concat(parts);
}

/**
 * Reads the head of a saved unit.
 * @param text as it stands in the file: whatever is there.
 * @param first the number of the week under which it stands.
 * @returns nil when there is none.
 */
export function parseUnit(text: unknown, first: number): PackedUnit | undefined {
    if (typeof text !== "string") {
        return undefined;
    }
    const [headSum, head, sum, payload] = match(text, "^u (%d+) ([%w+/]+=?=?) (%d+) ()");
    if (payload === undefined || checksumOf(head, 1, noPause) !== tonumber(headSum)) {
        return undefined;
    }
    const unit = new PackedUnit(text, tonumber(sum)!, tonumber(payload)!);
    const bytes = decodeBase64(head, noPause);
    return bytes !== undefined && decodeHeads(bytes, first, unit) ? unit : undefined;
}

/** Gives a unit its weeks. False when the head is damaged. */
function decodeHeads(bytes: string, first: number, unit: PackedUnit): boolean {
    let position = 1;
    let weekNumber = first;
    while (position <= bytes.length) {
        const [step, afterStep] = decodeVarint(bytes, position);
        const [count, start] = decodeVarint(bytes, afterStep ?? position);
        const isFirst = position === 1;
        if (step === undefined || count === undefined || (step === 0) !== isFirst) {
            return false;
        }
        weekNumber += step;
        position = start + FIXED_BYTES;
        const isInRange = count > 0 && count <= MAX_WEEK_EVENTS && weekNumber >= 0 && weekNumber <= MAX_WEEK;
        if (!isInRange || position > bytes.length + 1) {
            return false;
        }
        const header = decodeHeader(bytes, start, weekNumber, count);
        if (header === undefined) {
            return false;
        }
        unit.weeks[unit.weeks.length] = new UnitWeek(unit, header);
        unit.count += count;
    }
    return unit.weeks.length > 0;
}

function decodeHeader(bytes: string, start: number, weekNumber: number, count: number): WeekHeader | undefined {
    const offset = readU24(bytes, start + 8)!;
    const lastTime = weekNumber * WEEK_SECONDS + offset;
    if (offset >= WEEK_SECONDS || lastTime > MAX_TIME) {
        return undefined;
    }
    return {
        count,
        hash: readU32(bytes, start)!,
        fingerprint: readU32(bytes, start + 4)!,
        lastTime,
        lastId: toId(readU32(bytes, start + 11)!, byte(bytes, start + 15)!),
    };
}
