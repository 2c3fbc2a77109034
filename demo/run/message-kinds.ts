/** What the messages on the network are about, as docs/protocol.md names them. */

import { decodeFrame } from "../../src/link/frame";
import { BlockReader } from "../../src/block/reader";
import { MessageType } from "../../src/sync/messages";
import { type MessageRecord } from "../../realm/realm";

/**
 * live: carries an event that nobody had sent before. repair: events that all were sent before, for whoever lacks them.
 * other: not understood.
 */
export type MessageKind =
    | "live"
    | "repair"
    | "fragment"
    | "hello"
    | "advertise"
    | "request"
    | "rowsRequest"
    | "rows"
    | "want"
    | "more"
    | "answering"
    | "other";

/** All kinds, in the order in which they are told. */
export const MESSAGE_KINDS: readonly MessageKind[] = [
    "live",
    "repair",
    "fragment",
    "hello",
    "advertise",
    "request",
    "rowsRequest",
    "rows",
    "want",
    "more",
    "answering",
    "other",
];

/** Of the types that are always of one kind. */
const KIND_OF_TYPE: Partial<Record<number, MessageKind>> = {
    [MessageType.Hello]: "hello",
    [MessageType.Advertise]: "advertise",
    [MessageType.Request]: "request",
    [MessageType.Fragment]: "fragment",
    [MessageType.RowsRequest]: "rowsRequest",
    [MessageType.Rows]: "rows",
    [MessageType.Want]: "want",
    [MessageType.More]: "more",
    [MessageType.Answering]: "answering",
};

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
        const [type, , payload] = decodeFrame(text);
        if (type === undefined) return "other";
        if (type === MessageType.Events) return this.kindOfEvents(payload as string);
        return KIND_OF_TYPE[type] ?? "other";
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
