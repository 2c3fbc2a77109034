/** Packs the weeks that are due into as few requests as possible. */

import type { Pause } from "../ports";
import { SKETCH_LIMIT, SKETCH_SLACK, UNIT_ASK_EVENTS } from "./constants";
import { isArithmeticExact } from "./prime-field";
import {
    encodeEntry,
    encodeRequest,
    ENTRY_LIMIT,
    Mode,
    READS_UNITS_BYTES,
    REQUEST_HEAD_BYTES,
    type RequestEntry,
} from "./requests";
import { powerSums } from "./sketch";

const abs = math.abs;
const ceil = math.ceil;
const floor = math.floor;
const max = math.max;
const min = math.min;

/** Bytes of one short id or sum. */
const NUMBER_BYTES = 3;

/** Most bytes of an entry without its numbers, with a count below 2^21. */
const ENTRY_BYTES = 12;

/** A week to ask for, with what the requester knows about it. */
export interface Wish {
    readonly weekNumber: number;
    readonly fingerprint: number;
    /** Short ids of this client's events. */
    readonly ids: readonly number[];
    /** Number of events that was advertised. */
    readonly advertised: number;
    /** Whether the short ids are keyed ones. */
    readonly isKeyed: boolean;
    /** Whether the rows are equal, but not the events. */
    readonly isDoubted: boolean;
}

/** Number of sums needed to find the difference of two sets of known sizes. */
export function sumsFor(own: number, advertised: number): number {
    return ceil((abs(own - advertised) * 9) / 8) + SKETCH_SLACK;
}

function modeOf({ ids, advertised }: Wish): Mode {
    const sums = sumsFor(ids.length, advertised);
    if (ids.length === 0) {
        return Mode.Whole;
    }
    if (ids.length <= min(sums, ENTRY_LIMIT)) {
        return Mode.List;
    }
    return sums <= SKETCH_LIMIT && isArithmeticExact() ? Mode.Sketch : Mode.Whole;
}

function entryOf(wish: Wish, mode: Mode, first: number, numbers: readonly number[]): RequestEntry {
    const fingerprint = mode === Mode.Whole ? 0 : wish.fingerprint;
    const { weekNumber, ids, isKeyed, isDoubted } = wish;
    return { weekNumber, count: ids.length, mode, isKeyed, isDoubted, fingerprint, first, numbers };
}

/** Number of events of which it is known that they are lacking. */
function lackingOf(wishes: readonly Wish[]): number {
    let sum = 0;
    for (const { ids, advertised } of wishes) {
        sum += max(0, advertised - ids.length);
    }
    return sum;
}

/** A request that is being composed. */
class Draft {
    private readonly entries: string[] = [];
    private readonly sketches: Wish[] = [];
    private readonly sums: number[] = [];
    private room: number;

    /** @param payloadBytes most bytes of the message. @param readsUnits whether the answer may come in units. */
    constructor(
        payloadBytes: number,
        private readonly readsUnits: boolean,
    ) {
        this.room = payloadBytes - REQUEST_HEAD_BYTES - (readsUnits ? READS_UNITS_BYTES : 0);
    }

    isEmpty(): boolean {
        return this.entries.length === 0 && this.sketches.length === 0;
    }

    /** Adds an encoded entry. Returns false when it does not fit. */
    add(entry: string): boolean {
        if (entry.length > this.room) {
            return false;
        }
        this.entries[this.entries.length] = entry;
        this.room -= entry.length;
        return true;
    }

    /** Adds a sketch with at least `sums` sums. Returns false when it does not fit. */
    addSketch(wish: Wish, sums: number): boolean {
        const bytes = ENTRY_BYTES + sums * NUMBER_BYTES;
        if (bytes > this.room) {
            return false;
        }
        this.sketches[this.sketches.length] = wish;
        this.sums[this.sums.length] = sums;
        this.room -= bytes;
        return true;
    }

    /** Returns the payload. The room that is left is shared among the sketches. */
    finish(salt: number, pause: Pause): string {
        const count = this.sketches.length;
        for (const index of $range(0, count - 1)) {
            const wish = this.sketches[index];
            const share = floor(this.room / (count - index) / NUMBER_BYTES);
            const sums = max(this.sums[index], min(ENTRY_LIMIT, this.sums[index] + share));
            this.room -= (sums - this.sums[index]) * NUMBER_BYTES;
            const numbers = powerSums(wish.ids, 1, sums, pause);
            this.entries[this.entries.length] = encodeEntry(entryOf(wish, Mode.Sketch, 1, numbers));
        }
        return encodeRequest(salt, this.entries, this.readsUnits);
    }
}

/** Encodes a request that holds the sums of a sketch from `first` on. */
export function encodeSums(salt: number, wish: Wish, first: number, count: number, pause: Pause): string {
    const numbers = powerSums(wish.ids, first, count, pause);
    const readsUnits = lackingOf([wish]) >= UNIT_ASK_EVENTS;
    return encodeRequest(salt, [encodeEntry(entryOf(wish, Mode.Sketch, first, numbers))], readsUnits);
}

/**
 * The payloads, of at most `payloadBytes` bytes each, that ask for these weeks. The weeks keep their order as far as
 * that fits.
 */
export function planRequests(salt: number, wishes: readonly Wish[], payloadBytes: number, pause: Pause): string[] {
    const payloads: string[] = [];
    const readsUnits = lackingOf(wishes) >= UNIT_ASK_EVENTS;
    let draft = new Draft(payloadBytes, readsUnits);
    const flush = (): void => {
        payloads[payloads.length] = draft.finish(salt, pause);
        draft = new Draft(payloadBytes, readsUnits);
    };
    for (const wish of wishes) {
        const mode = modeOf(wish);
        if (mode === Mode.Sketch) {
            const sums = sumsFor(wish.ids.length, wish.advertised);
            if (sums <= ENTRY_LIMIT) {
                if (!draft.addSketch(wish, sums)) {
                    flush();
                    draft.addSketch(wish, sums);
                }
            } else {
                for (const first of $range(1, sums, ENTRY_LIMIT)) {
                    const count = min(ENTRY_LIMIT, SKETCH_LIMIT - first + 1);
                    payloads[payloads.length] = encodeSums(salt, wish, first, count, pause);
                }
            }
        } else {
            const entry = encodeEntry(entryOf(wish, mode, 1, mode === Mode.List ? wish.ids : []));
            if (!draft.add(entry)) {
                flush();
                draft.add(entry);
            }
        }
        pause();
    }
    if (!draft.isEmpty()) {
        flush();
    }
    return payloads;
}
