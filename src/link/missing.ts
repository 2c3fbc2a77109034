/** The message by which a receiver asks for fragments that it lacks. docs/protocol.md is normative. */

import { packU16, readU16 } from "../codec/integers";
import { FRAGMENT_LIMIT } from "./fragments";
import type { MessageKind } from "./message-kind";

const byte = string.byte;
const ceil = math.ceil;
const char = string.char;
const floor = math.floor;
const format = string.format;

/** Bytes before the bitmap: u16 sequence, u8 total. */
const HEADER_BYTES = 3;

/** The fragments of a whole that its receiver lacks. */
export interface Missing {
    readonly sequence: number;
    /** Number of all fragments of the whole. */
    readonly total: number;
    /** Those that are missing, ascending from 0; at least one. */
    readonly indices: readonly number[];
}

export function encodeMissing({ sequence, total, indices }: Missing): string {
    const bitmap: number[] = [];
    for (const place of $range(0, ceil(total / 8) - 1)) {
        bitmap[place] = 0;
    }
    for (const index of indices) {
        bitmap[floor(index / 8)] += 2 ** (index % 8);
    }
    return packU16(sequence) + char(total, ...bitmap);
}

function decodeMissing(payload: string): Missing | undefined {
    const sequence = readU16(payload, 1);
    const total = byte(payload, HEADER_BYTES);
    const isInRange = total !== undefined && total > 0 && total <= FRAGMENT_LIMIT;
    if (sequence === undefined || !isInRange || payload.length !== HEADER_BYTES + ceil(total / 8)) {
        return undefined;
    }
    const indices: number[] = [];
    for (const place of $range(0, ceil(total / 8) - 1)) {
        let bits = byte(payload, HEADER_BYTES + 1 + place)!;
        for (const index of $range(place * 8, place * 8 + 7)) {
            if (bits % 2 === 1) {
                indices[indices.length] = index;
            }
            bits = floor(bits / 2);
        }
    }
    const last = indices[indices.length - 1];
    return last === undefined || last >= total ? undefined : { sequence, total, indices };
}

/** Asks the sender of a message in fragments for those that its receiver lacks. */
export const MISSING: MessageKind<Missing> = {
    type: 65,
    name: "missing",
    decode: decodeMissing,
    describe: ({ indices, total }) => format("%.0f fragments of %.0f", indices.length, total),
};
