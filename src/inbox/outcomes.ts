/** What became of the offers of the inbox, as the companion reads it in the saved file (docs/storage.md). */

import type { Refusal } from "../api/authorize";
import { encodeChecked } from "../block/checked-text";
import { bytesLess } from "../codec/compare";
import type { NativeCodec, Pause } from "../ports";

const char = string.char;
const floor = math.floor;

/** Outcomes that are taken into the text between two looks at the frame's budget. */
const STEP = 16;

/** The number of a reason; 0 for none. An inbox has no events that are too many to be held. */
const REASONS: Record<Exclude<Refusal, "heldTooMany">, number> = {
    unauthorized: 1,
    future: 2,
    unparsable: 3,
    heldTooLong: 4,
    authorizeError: 5,
    sealed: 6,
};

/** Why an event of an offer was refused. */
export type OfferRefusal = keyof typeof REASONS;

/** One bit for each event of an offer, lowest first: 1 where it was refused. */
export class RefusedBits {
    private readonly bytes: number[] = [];
    /** That of the first refused event; nil when there is none. */
    first: OfferRefusal | undefined;

    constructor(count: number) {
        for (const index of $range(0, math.ceil(count / 8) - 1)) {
            this.bytes[index] = 0;
        }
    }

    /** Notes that the event at an index (0-based) was refused; of each event once. */
    note(index: number, reason: OfferRefusal): void {
        const bit = index % 8;
        this.bytes[(index - bit) / 8] += 2 ** bit;
        this.first ??= reason;
    }

    /** Reason, number of bytes, and the bits: none where no event was refused. */
    pack(): string {
        if (this.first === undefined) {
            return "\0\0";
        }
        return char(REASONS[this.first], this.bytes.length, ...this.bytes);
    }
}

/** The outcomes of a scope at this login. */
export class Outcomes {
    /** The ids, ascending. */
    private readonly ids: string[] = [];
    private readonly byId = new LuaMap<string, string>();
    /** Number of outcomes. */
    count = 0;

    has(id: string): boolean {
        return this.byId.has(id);
    }

    /** Adds the outcome of an offer that has none yet. */
    add(id: string, bits: RefusedBits): void {
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (bytesLess(this.ids[middle], id)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        table.insert(this.ids, low + 1, id);
        this.byId.set(id, bits.pack());
        this.count++;
    }

    /** Checked base64 of all of them. */
    text(native: NativeCodec, pause: Pause): string {
        const parts: string[] = [];
        let count = 0;
        for (const id of this.ids) {
            parts[count] = id + this.byId.get(id)!;
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        return encodeChecked(table.concat(parts), native, pause);
    }
}
