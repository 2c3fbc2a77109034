/** The offers of one week of the inbox (docs/companion-batches.md), read one by one. What is out of form ends the week. */

import { BlockReader } from "../block/reader";
import { Stride } from "../block/stride";
import { decodeVarint } from "../codec/varint";
import { readU32 } from "../codec/integers";
import { formatGuid, ID_BYTES, MAX_SERVER } from "../event/guid";
import type { Pause } from "../ports";

const byte = string.byte;
const sub = string.sub;

/** Bytes of the id of an offer. */
export const OFFER_ID_BYTES = 16;

/** Most speakers of an offer, and most bytes of their names. */
const SPEAKERS = 8;
const NAME_BYTES = 96;

/** Most bytes and events of a block, and most bytes of their bodies. */
const BLOCK_BYTES = 65536;
const BLOCK_EVENTS = 500;
const BODY_BYTES = 131072;

/** A player who stands for the events of an offer. */
export interface Speaker {
    readonly server: number;
    /** The u32 of the 8 hex digits of the GUID. */
    readonly id: number;
    readonly guid: string;
    /** "Name-Realm", as the offer says it. */
    readonly name: string;
}

/** Events that the companion offers. */
export interface Offer {
    readonly id: string;
    readonly speakers: readonly Speaker[];
    /** By event. */
    readonly times: readonly number[];
    readonly ids: readonly number[];
    readonly servers: readonly number[];
    readonly bodies: readonly string[];
    readonly count: number;
}

/** Reads the offers of a week. */
export class OfferReader {
    /** Whether something out of form was found. Nothing behind it is read. */
    isFaulty = false;
    private position = 1;

    constructor(
        private readonly bytes: string,
        private readonly weekNumber: number,
    ) {}

    /** The next offer; nil at the end, and at what is out of form. */
    next(pause: Pause): Offer | undefined {
        if (this.isFaulty || this.position > this.bytes.length) {
            return undefined;
        }
        const id = sub(this.bytes, this.position, this.position + OFFER_ID_BYTES - 1);
        this.position += OFFER_ID_BYTES;
        const speakers = this.readSpeakers();
        const offer = speakers && this.readEvents(id, speakers, pause);
        this.isFaulty = offer === undefined;
        return offer;
    }

    private readSpeakers(): Speaker[] | undefined {
        const count = byte(this.bytes, this.position);
        this.position++;
        if (count === undefined || count === 0 || count > SPEAKERS) {
            return undefined;
        }
        const speakers: Speaker[] = [];
        for (const index of $range(0, count - 1)) {
            const speaker = this.readSpeaker();
            if (speaker === undefined) {
                return undefined;
            }
            speakers[index] = speaker;
        }
        return speakers;
    }

    private readSpeaker(): Speaker | undefined {
        const { bytes } = this;
        const [server, afterServer] = decodeVarint(bytes, this.position);
        if (server === undefined || server > MAX_SERVER) {
            return undefined;
        }
        const id = readU32(bytes, afterServer);
        const length = byte(bytes, afterServer + ID_BYTES);
        const start = afterServer + ID_BYTES + 1;
        if (id === undefined || length === undefined || length === 0 || length > NAME_BYTES) {
            return undefined;
        }
        this.position = start + length;
        const name = sub(bytes, start, start + length - 1);
        return name.length < length ? undefined : { server, id, guid: formatGuid(server, id), name };
    }

    /** Reads the block to its end: an offer is good as a whole, or not at all. */
    private readEvents(id: string, speakers: readonly Speaker[], pause: Pause): Offer | undefined {
        const [length, start] = decodeVarint(this.bytes, this.position);
        if (length === undefined || length > BLOCK_BYTES || start + length - 1 > this.bytes.length) {
            return undefined;
        }
        this.position = start + length;
        const reader = new BlockReader(sub(this.bytes, start, start + length - 1), 1);
        if (reader.weekNumber !== this.weekNumber) {
            return undefined;
        }
        const [times, ids, servers, bodies]: [number[], number[], number[], string[]] = [[], [], [], []];
        const stride = new Stride(pause);
        let count = 0;
        let size = 0;
        while (reader.next()) {
            const body = reader.body();
            size += body.length;
            if (count === BLOCK_EVENTS || size > BODY_BYTES) {
                return undefined;
            }
            times[count] = reader.time;
            ids[count] = reader.id;
            servers[count] = reader.server;
            bodies[count] = body;
            count++;
            stride.passed(body.length);
        }
        return reader.fault === undefined ? { id, speakers, times, ids, servers, bodies, count } : undefined;
    }
}
