/**
 * The events of one week in key order, with their count, hash and fingerprint.
 *
 * A week has a packed part (its saved text, of which only the header is read) and behind it an open part in parallel
 * arrays. Appending never unpacks. Whoever looks at packed events, or inserts between them, opens the week first.
 */

import { updateAdler } from "../codec/adler32";
import type { NativeCodec, Pause } from "../ports";
import type { EventReader } from "../block/event-reader";
import { Stride } from "../block/stride";
import { digestOf } from "../event/body";
import { creatorOf, isKeyBefore, packKey } from "../event/key";
import { isKept } from "../event/place";
import type { Directory } from "./directory";
import type { PackedWeek, UnpackFailure, WeekHeader } from "../block/packed-week";

const floor = math.floor;
const insertAt = table.insert;

const U32 = 4294967296;

/** Events that are hashed between two looks at the frame's budget, and bytes of bodies after which no more are. */
const STEP = 16;
const STEP_BYTES = 4096;

/** Events by which the size of all is judged, and bytes that a digit of base64 holds. */
const SAMPLE = 16;
const BYTES_PER_DIGIT = 0.75;

/**
 * What insert() did. "packed": nothing so far, the week must be opened first. "corrected": the new body took the place of
 * one that was read from a damaged text.
 */
export type Insertion = "added" | "duplicate" | "packed" | "kept" | "replaced" | "corrected";

/** The events of one week. */
export class Week {
    /** Keys and bodies of the open part, 0-based. Read only. */
    times: number[] = [];
    ids: number[] = [];
    bodies: string[] = [];
    /** Number of events in the open part. */
    size = 0;
    /** The part in front of the open one; nil when all is open. */
    packed: PackedWeek | undefined;
    /** Key of the last event; (-1, -1) when there is none. */
    lastTime = -1;
    lastId = -1;
    /** Raised by whatever changes an event's index or body. */
    generation = 0;
    /** Raised by every change of the content. */
    revision = 0;
    /** The body that the last insert() found under its key. */
    present = "";
    /** Packed keys of events that were read from a damaged text: any body from elsewhere is better. */
    private doubtful = new LuaSet<string>();

    /** Events at the front of the open part that hash and fingerprint already cover. */
    private hashed = 0;
    private digested = 0;
    private adlerA = 1;
    private adlerB = 0;
    private fingerprint = 0;

    constructor(packed?: PackedWeek) {
        if (packed !== undefined) {
            this.packed = packed;
            this.lastTime = packed.lastTime;
            this.lastId = packed.lastId;
            this.fingerprint = packed.fingerprint;
            this.restartHash();
        }
    }

    /** Number of all events. */
    count(): number {
        return this.size + (this.packed?.count ?? 0);
    }

    /** About how many bytes an event has, key included; 0 when there are none. */
    bytesPerEvent(): number {
        if (this.packed !== undefined) {
            return this.packed.bytesPerEvent() * BYTES_PER_DIGIT;
        }
        const sample = math.min(this.size, SAMPLE);
        let sum = 0;
        for (const index of $range(0, sample - 1)) {
            sum += this.bodies[index].length;
        }
        return sample === 0 ? 0 : sum / sample;
    }

    /** Index in the open part of the first event that is not before the key; `size` when all are. */
    find(time: number, id: number): number {
        const times = this.times;
        const ids = this.ids;
        let low = 0;
        let high = this.size;
        while (low < high) {
            const middle = floor((low + high) / 2);
            const middleTime = times[middle];
            if (middleTime < time || (middleTime === time && ids[middle] < id)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The body under a key of the open part, if there is one. */
    bodyAt(time: number, id: number): string | undefined {
        const index = this.find(time, id);
        return this.times[index] === time && this.ids[index] === id ? this.bodies[index] : undefined;
    }

    /**
     * Puts an event in its place. Of two bodies under one key the one with the larger digest stays
     * ("kept": the present one, "replaced": the new one).
     */
    insert(time: number, id: number, body: string): Insertion {
        const size = this.size;
        const lastTime = this.lastTime;
        if (time > lastTime || (time === lastTime && id > this.lastId)) {
            this.times[size] = time;
            this.ids[size] = id;
            this.bodies[size] = body;
            this.size = size + 1;
            this.lastTime = time;
            this.lastId = id;
            this.revision++;
            return "added";
        }
        const packed = this.packed;
        if (packed !== undefined && !isKeyBefore(packed.lastTime, packed.lastId, time, id)) {
            return "packed";
        }
        const index = this.find(time, id);
        if (this.times[index] === time && this.ids[index] === id) {
            return this.resolve(index, time, id, body);
        }
        insertAt(this.times, index + 1, time);
        insertAt(this.ids, index + 1, id);
        insertAt(this.bodies, index + 1, body);
        this.size = size + 1;
        this.generation++;
        this.revision++;
        if (index < this.digested) {
            this.digested++;
            this.fingerprint = (this.fingerprint + digestOf(time, id, body)) % U32;
        }
        if (index < this.hashed) {
            this.restartHash();
        }
        return "added";
    }

    /**
     * Puts another body under a key of the open part, whichever digest is larger.
     * @returns the body that stood there; nil when there is no such event or it has this body.
     */
    replace(time: number, id: number, body: string): string | undefined {
        const index = this.find(time, id);
        const present = this.bodies[index];
        if (this.times[index] !== time || this.ids[index] !== id || present === body) {
            return undefined;
        }
        this.put(index, body, digestOf(time, id, body) - digestOf(time, id, present));
        return present;
    }

    /** Takes note that what stands in the open part comes from a damaged text. */
    doubt(): void {
        for (const index of $range(0, this.size - 1)) {
            this.doubtful.add(packKey(this.times[index], this.ids[index]));
        }
    }

    /** Whether the event under a key comes from a damaged text, and nobody has sent it since. */
    isDoubtful(time: number, id: number): boolean {
        return this.doubtful.has(packKey(time, id));
    }

    /** Whether hash and fingerprint cover all events. */
    isHashed(): boolean {
        return this.hashed === this.size && this.digested === this.size;
    }

    /** Brings hash and fingerprint up to date: continued after appends, from the start after an insert in the middle. */
    hash(pause: Pause): void {
        while (!this.isHashed()) {
            this.digestSome();
            this.hashSome();
            pause();
        }
    }

    /** Count, hash, fingerprint and last key; right only while isHashed(). */
    header(): WeekHeader {
        const { lastTime, lastId } = this;
        return {
            count: this.count(),
            hash: this.adlerB * 65536 + this.adlerA,
            fingerprint: this.fingerprint,
            lastTime,
            lastId,
        };
    }

    /**
     * Unpacks the packed part, so that every event stands in the arrays.
     * @param directory takes in the server ids of creators; nil when they are known.
     * @returns nil; or what is wrong with the packed part, which then stays as it is.
     */
    open(native: NativeCodec, pause: Pause, directory?: Directory): UnpackFailure | undefined {
        const packed = this.packed;
        if (packed === undefined) {
            return undefined;
        }
        const [reader, failure] = packed.read(native, pause);
        if (reader === undefined) {
            return failure;
        }
        const front = Week.fromReader(reader, pause, directory);
        front.hash(pause);
        if (this.packed !== packed) {
            return undefined;
        }
        if (!front.matches(packed)) {
            return "header";
        }
        this.prepend(front);
        return undefined;
    }

    /** The events that a reader gives, up to its first fault, as a week of their own. */
    static fromReader(reader: EventReader, pause: Pause, directory?: Directory): Week {
        const week = new Week();
        const stride = new Stride(pause);
        while (reader.next()) {
            const body = reader.body();
            week.insert(reader.time, reader.id, body);
            directory?.note(creatorOf(reader.id), reader.server, false);
            stride.passed(body.length);
        }
        return week;
    }

    /** Whether this week is what the header says. Right only while isHashed(). */
    matches(header: WeekHeader): boolean {
        const own = this.header();
        return (
            own.count === header.count &&
            own.hash === header.hash &&
            own.fingerprint === header.fingerprint &&
            own.lastTime === header.lastTime &&
            own.lastId === header.lastId
        );
    }

    /** Drops the arrays for their saved text, which holds the same events. */
    pack(packed: PackedWeek): void {
        this.packed = packed;
        this.times = [];
        this.ids = [];
        this.bodies = [];
        this.size = 0;
        this.digested = 0;
        this.fingerprint = packed.fingerprint;
        this.generation++;
        this.restartHash();
    }

    /** Forgets all events. */
    clear(): void {
        this.packed = undefined;
        this.setEvents([], [], []);
        this.fingerprint = 0;
        this.digested = 0;
        this.doubtful = new LuaSet();
    }

    /**
     * Takes events out of an open week.
     * @param indices of these in the arrays, ascending.
     */
    remove(indices: readonly number[]): void {
        const { times, ids, bodies, size } = this;
        const [keptTimes, keptIds, keptBodies]: [number[], number[], string[]] = [[], [], []];
        let count = 0;
        let removed = 0;
        let digested = this.digested;
        for (const index of $range(0, size - 1)) {
            if (index !== indices[removed]) {
                keptTimes[count] = times[index];
                keptIds[count] = ids[index];
                keptBodies[count] = bodies[index];
                count++;
                continue;
            }
            removed++;
            this.doubtful.delete(packKey(times[index], ids[index]));
            if (index < this.digested) {
                digested--;
                this.fingerprint = (this.fingerprint - digestOf(times[index], ids[index], bodies[index])) % U32;
            }
        }
        this.setEvents(keptTimes, keptIds, keptBodies);
        this.digested = digested;
    }

    /** Puts other events in the place of all. What holds the arrays keeps the ones that it has. */
    private setEvents(times: number[], ids: number[], bodies: string[]): void {
        const size = times.length;
        this.times = times;
        this.ids = ids;
        this.bodies = bodies;
        this.size = size;
        this.lastTime = times[size - 1] ?? -1;
        this.lastId = ids[size - 1] ?? -1;
        this.generation++;
        this.revision++;
        this.restartHash();
    }

    private prepend(front: Week): void {
        const offset = front.size;
        for (const index of $range(0, this.size - 1)) {
            front.times[offset + index] = this.times[index];
            front.ids[offset + index] = this.ids[index];
            front.bodies[offset + index] = this.bodies[index];
        }
        this.packed = undefined;
        this.times = front.times;
        this.ids = front.ids;
        this.bodies = front.bodies;
        this.size += offset;
        this.hashed += offset;
        this.digested += offset;
        this.generation++;
    }

    private resolve(index: number, time: number, id: number, body: string): Insertion {
        const present = this.bodies[index];
        this.present = present;
        const isDoubtful = this.isDoubtful(time, id);
        this.doubtful.delete(packKey(time, id));
        if (present === body) {
            return "duplicate";
        }
        if (!isDoubtful && isKept(time, id, present, body)) {
            return "kept";
        }
        this.put(index, body, digestOf(time, id, body) - digestOf(time, id, present));
        return isDoubtful ? "corrected" : "replaced";
    }

    /** Puts another body at an index. @param change by how much larger its digest is. */
    private put(index: number, body: string, change: number): void {
        this.bodies[index] = body;
        if (index < this.digested) {
            this.fingerprint = (this.fingerprint + change) % U32;
        }
        this.generation++;
        this.revision++;
    }

    private restartHash(): void {
        const hash = this.packed?.hash ?? 1;
        this.hashed = 0;
        this.adlerA = hash % 65536;
        this.adlerB = floor(hash / 65536);
    }

    private digestSome(): void {
        const last = math.min(this.digested + STEP, this.size);
        let sum = this.fingerprint;
        let index = this.digested;
        let bytes = 0;
        while (index < last && bytes < STEP_BYTES) {
            const body = this.bodies[index];
            sum += digestOf(this.times[index], this.ids[index], body);
            bytes += body.length;
            index++;
        }
        this.fingerprint = sum % U32;
        this.digested = index;
    }

    private hashSome(): void {
        const last = math.min(this.hashed + STEP, this.size) - 1;
        const keys: string[] = [];
        let count = 0;
        for (const index of $range(this.hashed, last)) {
            keys[count] = packKey(this.times[index], this.ids[index]);
            count++;
        }
        const [a, b] = updateAdler(this.adlerA, this.adlerB, table.concat(keys));
        this.adlerA = a;
        this.adlerB = b;
        this.hashed = math.max(last + 1, this.hashed);
    }
}
