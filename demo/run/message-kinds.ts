/** What the messages on the network are about, as docs/protocol.md names them. */

import { ASK, BYE, COPIES, DELTA, DIGEST } from "../../src/live/board/messages";
import { decodeFrame } from "../../src/link/frame";
import { TYPED_FRAGMENT } from "../../src/link/fragments";
import { MISSING } from "../../src/link/missing";
import { BlockReader } from "../../src/block/reader";
import { SYNC_KINDS } from "../../src/sync/kinds";
import { EVENTS } from "../../src/sync/messages";
import { TEXT_LIMIT } from "../../realm/channel/message";
import { type MessageRecord } from "../../realm/realm";

/**
 * live: carries an event that nobody had sent before. repair: events that all were sent before, for whoever lacks them.
 * other: not understood. The rest are the names of the types.
 */
export type MessageKind = string;

/** The types of rooms. */
const ROOM_KINDS = [DELTA, COPIES, DIGEST, ASK, BYE];

/** All types whose names are kinds. */
const NAMED_KINDS = [...SYNC_KINDS, ...ROOM_KINDS];

/** All kinds, in the order in which they are told. */
export const MESSAGE_KINDS: readonly MessageKind[] = [
    "live",
    "repair",
    ...NAMED_KINDS.filter((kind) => kind !== EVENTS).map(({ name }) => name),
    MISSING.name,
    "other",
];

/** Messages of one kind. */
export interface KindTraffic {
    readonly kind: MessageKind;
    messages: number;
    bytes: number;
}

/** Counts messages by kind. */
export class KindCounters {
    /** Keys of the events that were sent. */
    private readonly sent = new LuaSet<string>();
    private counters = new LuaTable<MessageKind, KindTraffic>();

    /** Counts a message that enters the network. */
    count({ text }: MessageRecord): void {
        const kind = this.kindOf(text);
        if (!this.counters.has(kind)) this.counters.set(kind, { kind, messages: 0, bytes: 0 });
        const counter = this.counters.get(kind);
        counter.messages += 1;
        counter.bytes += text.length;
    }

    /** The kinds that were seen since the last time this was asked. */
    take(): KindTraffic[] {
        const { counters } = this;
        this.counters = new LuaTable();
        return MESSAGE_KINDS.filter((kind) => counters.has(kind)).map((kind) => counters.get(kind));
    }

    private kindOf(text: string): MessageKind {
        const [type, , payload] = decodeFrame(text, TEXT_LIMIT);
        if (type === undefined) return "other";
        if (type === EVENTS.type) return this.kindOfEvents(payload as string);
        if (type === MISSING.type) return MISSING.name;
        if (type === TYPED_FRAGMENT.type) return nameOf(TYPED_FRAGMENT.decode(payload as string)?.type);
        return nameOf(type);
    }

    private kindOfEvents(payload: string): MessageKind {
        const reader = new BlockReader(payload, 1);
        let isNew = false;
        while (reader.next()) {
            const key = string.format("%.0f %.0f", reader.time, reader.id);
            if (!this.sent.has(key)) isNew = true;
            this.sent.add(key);
        }
        if (reader.fault !== undefined) return "other";
        return isNew ? "live" : "repair";
    }
}

/** A fragment is of the kind of its whole. */
function nameOf(type: number | undefined): MessageKind {
    return NAMED_KINDS.find((kind) => kind.type === type)?.name ?? "other";
}
