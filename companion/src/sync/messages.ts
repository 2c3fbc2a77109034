/** Messages as frames: docs/companion-protocol.md. */
import { attempt, Damage } from "../format/damage";
import { encodeHead } from "../format/items";
import { type Cbor, decodeCbor, encodeCbor } from "../room/cbor";
import { type Fields, type Named, readFields, uint, writeFields } from "../room/forms";
import { LIMITS } from "./limits";
import { MESSAGES } from "./message-forms";

type Table = typeof MESSAGES;

/** The items of one message. */
export type Items<Type extends keyof Table> = Named<Table[Type]["fields"]>;

/** A message of one type. */
export type MessageOf<Type extends keyof Table> = { readonly type: Type; readonly channel: number } & Items<Type>;

type Sent<Side> = { [Type in keyof Table]: Table[Type]["from"] extends Side ? never : Type }[keyof Table];
type Every<Type extends keyof Table> = Type extends keyof Table ? MessageOf<Type> : never;

/** A type that this version does not know: it is passed over. */
export interface UnknownMessage {
    readonly type: "Unknown";
    readonly channel: number;
}

/** What a server may get. */
export type FromClient = Every<Sent<"server">> | UnknownMessage;

/** What a client may get. */
export type FromServer = Every<Sent<"client">> | UnknownMessage;

/** What the side that reads is not: the one that has sent. */
export type Sender = "client" | "server";

interface Row {
    readonly type: keyof Table;
    readonly on: "room" | "connection" | "any";
    readonly fields: Fields;
}

/** By number, what a side may send. */
function rowsOf(sender: Sender): ReadonlyMap<number, Row> {
    const rows = Object.entries(MESSAGES).filter(([, { from }]) => from === sender || from === "both");
    return new Map(rows.map(([type, { number, on, fields }]) => [number, { type: type as keyof Table, on, fields }]));
}

const ROWS: Readonly<Record<Sender, ReadonlyMap<number, Row>>> = {
    client: rowsOf("client"),
    server: rowsOf("server"),
};
const NUMBERS = new Set<number>(Object.values(MESSAGES).map(({ number }) => number));

const head = { type: uint(), channel: uint(0, LIMITS.channel) };
const HEAD_ITEMS = 2;

/** Major type of arrays. */
const ARRAY = 4;

function read(sender: Sender, frame: Buffer): FromClient | FromServer {
    const items = decodeCbor(frame);
    if (!Array.isArray(items)) throw new Damage("an array expected");
    const { type, channel } = readFields(head, items as Cbor[]);
    const row = ROWS[sender].get(type);
    if (row === undefined) {
        if (NUMBERS.has(type)) throw new Damage(`message ${type} is not for the ${sender} to send`);
        return { type: "Unknown", channel };
    }
    if (row.on !== "any" && (row.on === "connection") !== (channel === 0))
        throw new Damage(`${row.type} on channel ${channel}`);
    const values = readFields(row.fields, (items as Cbor[]).slice(HEAD_ITEMS));
    return { ...values, type: row.type, channel } as FromClient | FromServer;
}

/** Reads a frame that a client has sent. Never raises. @returns a Damage where that ends the connection with `protocol`. */
export function readFromClient(frame: Buffer): FromClient | Damage {
    return attempt(() => read("client", frame) as FromClient);
}

/** The same of one that a server has sent. */
export function readFromServer(frame: Buffer): FromServer | Damage {
    return attempt(() => read("server", frame) as FromServer);
}

/**
 * The frame of a message.
 * @example writeMessage("Ping", 0, { number: 7 }) // 83 0a 00 07
 */
export function writeMessage<Type extends keyof Table>(type: Type, channel: number, items: Items<Type>): Buffer {
    const { number, fields } = MESSAGES[type];
    return encodeCbor([number, channel, ...writeFields<Fields>(fields, { ...items })]);
}

/** A frame that goes out in several channels. */
export type SharedFrame = (channel: number) => Buffer;

/** A message whose items are encoded once. Its frame is made once for as long as the number of the channel is the same, as it mostly is. */
export function sharedFrame<Type extends keyof Table>(type: Type, items: Items<Type>): SharedFrame {
    const { number, fields } = MESSAGES[type];
    const values = writeFields<Fields>(fields, { ...items });
    const tail = values.map((value) => encodeCbor(value));
    const count = HEAD_ITEMS + tail.length;
    let [made, frame]: [number | undefined, Buffer] = [undefined, Buffer.of()];
    return (channel) => {
        if (made === channel) return frame;
        frame = Buffer.concat([encodeHead(ARRAY, count), encodeCbor(number), encodeCbor(channel), ...tail]);
        made = channel;
        return frame;
    };
}
