/**
 * A single event too large for one message travels as fragments: u16 sequence, index, total, bytes.
 * All else fits one message, so that a lost message loses only its own events.
 */

import { packU16, readU16 } from "../codec/integers";
import { PAYLOAD_BYTES } from "./frame";

const byte = string.byte;
const char = string.char;
const sub = string.sub;

const HEADER_BYTES = 4;

/** Bytes of a fragment. */
export const FRAGMENT_BYTES = PAYLOAD_BYTES - HEADER_BYTES;

/** Most fragments of one whole: an event of 4 kB with its block header. */
const MAX_FRAGMENTS = 24;

/** Unfinished wholes that are kept at a time, over all peers. */
const MAX_UNFINISHED = 32;

/** Seconds after which an unfinished whole is given up. */
const EXPIRY = 60;

interface Unfinished {
    readonly key: string;
    readonly total: number;
    readonly parts: LuaTable<number, string>;
    count: number;
    since: number;
}

/** The payloads that carry `bytes` in fragments. */
export function splitFragments(sequence: number, bytes: string): string[] {
    const total = math.ceil(bytes.length / FRAGMENT_BYTES);
    const payloads: string[] = [];
    for (const index of $range(0, total - 1)) {
        const start = index * FRAGMENT_BYTES + 1;
        payloads[index] = packU16(sequence) + char(index, total) + sub(bytes, start, start + FRAGMENT_BYTES - 1);
    }
    return payloads;
}

export class FragmentAssembler {
    private readonly unfinished: Unfinished[] = [];

    /**
     * Takes in a fragment's payload.
     * @param now uptime in seconds.
     * @returns the whole, when this was its last missing fragment.
     */
    take(sender: string, payload: string, now: number): string | undefined {
        const sequence = readU16(payload, 1);
        const [index, total] = byte(payload, 3, 4);
        if (sequence === undefined || total === undefined || total > MAX_FRAGMENTS || index >= total) {
            return undefined;
        }
        const length = payload.length - HEADER_BYTES;
        if (length < 1 || length > FRAGMENT_BYTES || (index < total - 1 && length < FRAGMENT_BYTES)) {
            return undefined;
        }
        this.expire(now);
        const whole = this.find(`${sender} ${string.format("%.0f", sequence)}`, total, now);
        if (!whole.parts.has(index)) {
            whole.parts.set(index, sub(payload, HEADER_BYTES + 1));
            whole.count++;
        }
        if (whole.count < total) {
            return undefined;
        }
        table.remove(this.unfinished, this.unfinished.indexOf(whole) + 1);
        const parts: string[] = [];
        for (const part of $range(0, total - 1)) {
            parts[part] = whole.parts.get(part);
        }
        return table.concat(parts);
    }

    private find(key: string, total: number, now: number): Unfinished {
        for (const whole of this.unfinished) {
            if (whole.key === key && whole.total === total) {
                return whole;
            }
        }
        if (this.unfinished.length >= MAX_UNFINISHED) {
            table.remove(this.unfinished, 1);
        }
        const whole = { key, total, parts: new LuaTable<number, string>(), count: 0, since: now };
        this.unfinished[this.unfinished.length] = whole;
        return whole;
    }

    private expire(now: number): void {
        while (this.unfinished.length > 0 && now - this.unfinished[0].since > EXPIRY) {
            table.remove(this.unfinished, 1);
        }
    }
}
