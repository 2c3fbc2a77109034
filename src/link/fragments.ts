/**
 * A payload that is too large for one message is sent in fragments. There are two fragment types: the newer one names
 * the type of the whole payload; the older one does not, and carries only events. docs/protocol.md describes both.
 */

import { packU16, readU16 } from "../codec/integers";
import { hash32 } from "../codec/murmur3";
import type { MessageKind } from "./message-kind";

const byte = string.byte;
const ceil = math.ceil;
const char = string.char;
const format = string.format;
const max = math.max;
const sub = string.sub;

/**
 * Header bytes of a fragment: u16 sequence, u8 index, u8 total. The newer type puts the type of the whole before them.
 */
const HEADER_BYTES = 4;

/** Most fragments of one whole. This is enough for an event of 4 kB with its block header. */
export const FRAGMENT_LIMIT = 24;

/** Most unfinished wholes that are kept at a time, over all peers: of more, the oldest of the peer with the most is dropped. */
const UNFINISHED_LIMIT = 32;

/** Seconds without a further fragment after which an unfinished whole is given up. */
const EXPIRY_SECONDS = 60;

/**
 * Number of different sequences. The sequence is a hash of the content. Fragments of a repeated whole therefore fill
 * the gaps of the first attempt, and those of another whole, from before a /reload, do not.
 */
const SEQUENCES = 65536;

/** A decoded fragment. */
export interface Fragment {
    /** The type of the whole; nil in the older type of fragment. */
    readonly type?: number;
    readonly sequence: number;
    /** 0 to total - 1. */
    readonly index: number;
    readonly total: number;
    readonly bytes: string;
}

function decodeFragment(payload: string, start: number): Fragment | undefined {
    const sequence = readU16(payload, start);
    const [index, total] = byte(payload, start + 2, start + 3);
    const isInRange = total !== undefined && total <= FRAGMENT_LIMIT && index < total;
    if (sequence === undefined || !isInRange || payload.length < start + HEADER_BYTES) {
        return undefined;
    }
    const type = start === 1 ? undefined : byte(payload, 1);
    return { type, sequence, index, total, bytes: sub(payload, start + HEADER_BYTES) };
}

function describeFragment({ index, total }: Fragment): string {
    return format("%.0f of %.0f", index + 1, total);
}

/** A fragment of an events message, in the older form that every version of the library reads and writes. */
export const EVENT_FRAGMENT: MessageKind<Fragment> = {
    type: 5,
    name: "fragment",
    decode: (payload) => decodeFragment(payload, 1),
    describe: describeFragment,
};

/** A fragment that names the type of the message it is part of. */
export const TYPED_FRAGMENT: MessageKind<Fragment> = {
    type: 64,
    name: "typedFragment",
    decode: (payload) => decodeFragment(payload, 2),
    describe: describeFragment,
};

/** A payload in fragments, and how far it is sent. */
export interface SplitWhole {
    /** The type of its fragments. */
    readonly type: number;
    readonly sequence: number;
    readonly payloads: string[];
    /** How many of them are on their way. */
    taken: number;
}

/** Most bytes of a whole in fragments that name its type. */
export function wholeBytesOf(payloadBytes: number): number {
    return FRAGMENT_LIMIT * (payloadBytes - HEADER_BYTES - 1);
}

/**
 * Splits a payload into the messages that carry its fragments.
 * @param payloadBytes most bytes in the payload of one message.
 * @returns nil when a receiver takes no fragments of this type, or not so many.
 */
export function splitFragments(kind: MessageKind, whole: string, payloadBytes: number): SplitWhole | undefined {
    const { type, fragmentType } = kind;
    const head = fragmentType === EVENT_FRAGMENT.type ? "" : char(type);
    const size = payloadBytes - HEADER_BYTES - head.length;
    const sequence = hash32(whole, 0) % SEQUENCES;
    const total = ceil(whole.length / size);
    if (fragmentType === undefined || total > FRAGMENT_LIMIT) {
        return undefined;
    }
    const payloads: string[] = [];
    for (const index of $range(0, total - 1)) {
        const start = index * size + 1;
        payloads[index] = head + packU16(sequence) + char(index, total) + sub(whole, start, start + size - 1);
    }
    return { type: fragmentType, sequence, payloads, taken: 0 };
}

/** A whole of which some fragments have come. */
export interface Unfinished {
    readonly sender: string;
    /** The type of the whole; nil when its fragments do not name it. */
    readonly type: number | undefined;
    readonly sequence: number;
    readonly total: number;
    /** Size of every fragment but the last, in bytes; nil until one of them has come. */
    size?: number;
    readonly parts: LuaTable<number, string>;
    count: number;
    /** Uptime when the last fragment came that was new. */
    lastAt: number;
    /** Whether a fragment of it was whispered. */
    isWhispered: boolean;
    /** How often this client has asked for what is missing, and when somebody last did. */
    asks: number;
    askedAt: number;
    /** Uptime when somebody else's asking last kept this client from it. */
    putOffAt?: number;
}

/** Puts fragments together again. */
export class FragmentAssembler {
    /** Wholes in the order in which their first fragments came. Read only. */
    readonly unfinished: Unfinished[] = [];
    /** Whether a fragment of the whole that take() gave last was whispered: then it was not said to all. */
    wasWhispered = false;

    /**
     * Takes in a fragment.
     * @param now uptime in seconds.
     * @returns the whole payload if this was its last missing fragment, else nil.
     */
    take(sender: string, fragment: Fragment, now: number, isWhispered = false): string | undefined {
        const { index, total, bytes } = fragment;
        this.expire(now);
        const whole = this.find(sender, fragment, now);
        if (index < total - 1) {
            whole.size ??= bytes.length;
            if (bytes.length !== whole.size) {
                return undefined;
            }
        }
        if (!whole.parts.has(index)) {
            whole.parts.set(index, bytes);
            whole.count++;
            whole.lastAt = now;
            whole.isWhispered = whole.isWhispered || isWhispered;
        }
        if (whole.count < total) {
            return undefined;
        }
        table.remove(this.unfinished, this.unfinished.indexOf(whole) + 1);
        this.wasWhispered = whole.isWhispered;
        const parts: string[] = [];
        for (const part of $range(0, total - 1)) {
            parts[part] = whole.parts.get(part);
        }
        return table.concat(parts);
    }

    private find(sender: string, { type, sequence, total }: Fragment, now: number): Unfinished {
        for (const whole of this.unfinished) {
            const isOfSender = whole.sender === sender && whole.sequence === sequence;
            if (isOfSender && whole.type === type && whole.total === total) {
                return whole;
            }
        }
        if (this.unfinished.length >= UNFINISHED_LIMIT) {
            this.makeRoom();
        }
        const parts = new LuaTable<number, string>();
        const known = { sender, type, sequence, total, parts };
        const whole = { ...known, count: 0, lastAt: now, isWhispered: false, asks: 0, askedAt: 0 };
        this.unfinished[this.unfinished.length] = whole;
        return whole;
    }

    /** Drops the oldest whole of the peer that has the most: who begins many takes the room of nobody else. */
    private makeRoom(): void {
        const counts = new LuaMap<string, number>();
        let most = 0;
        for (const { sender } of this.unfinished) {
            const count = (counts.get(sender) ?? 0) + 1;
            counts.set(sender, count);
            most = max(most, count);
        }
        const index = this.unfinished.findIndex(({ sender }) => counts.get(sender) === most);
        table.remove(this.unfinished, index + 1);
    }

    private expire(now: number): void {
        for (const index of $range(this.unfinished.length - 1, 0, -1)) {
            if (now - this.unfinished[index].lastAt > EXPIRY_SECONDS) {
                table.remove(this.unfinished, index + 1);
            }
        }
    }
}
