/** The items of messages: docs/companion-protocol.md, "Messages". */
import { Damage } from "../format/damage";
import { idForm } from "../room/content-items";
import { ascending, bool, bytes, checked, type Form, list, nullable, text, tuple, uint } from "../room/forms";
import { KEY_BYTES, SIGNATURE_BYTES } from "../room/keys";
import { positionForm } from "../room/position";
import { MAX_RECORD } from "../room/record";
import { LIMITS } from "./limits";

/** Who may read a room, and how that is known. */
export type Credential =
    { readonly key: Buffer; readonly host: string; readonly signature: Buffer } | { readonly token: Buffer };

const KEY = 0;
const TOKEN = 1;
const keyItems = tuple({
    by: uint(KEY, KEY),
    key: bytes(KEY_BYTES),
    host: text(0, 255),
    signature: bytes(SIGNATURE_BYTES),
});
const tokenItems = tuple({ by: uint(TOKEN, TOKEN), token: bytes(KEY_BYTES) });

const credentialForm: Form<Credential> = {
    read(item) {
        if (!Array.isArray(item)) throw new Damage("a credential expected");
        if (item[0] === TOKEN) return { token: tokenItems.read(item as never).token };
        const { key, host, signature } = keyItems.read(item as never);
        return { key, host, signature };
    },
    write: (credential) =>
        "token" in credential
            ? tokenItems.write({ by: TOKEN, ...credential })
            : keyItems.write({ by: KEY, ...credential }),
};

const locatorForm = checked(
    list(positionForm, LIMITS.locator),
    "descending positions down to an empty list",
    (all) => all.at(-1)?.n === 0 && all.every(({ n }, index) => index === 0 || n < all[index - 1].n),
);

const headsForm = ascending(tuple({ key: bytes(KEY_BYTES), seq: uint(1), id: idForm }), LIMITS.heads, ({ key }) => key);

const reasonForm = tuple({ index: uint(0, LIMITS.offerRecords - 1), code: text(0, 32), text: text(0, 256) });
const some = <T>(form: Form<readonly T[]>): Form<readonly T[]> =>
    checked(form, "at least one item", ({ length }) => length > 0);
const reasonsForm = some(list(reasonForm, LIMITS.offerRecords));

const recordForm = bytes(0, MAX_RECORD);
const version = uint(1);
const epochRecord = nullable(bytes(0, MAX_RECORD));
const label = text(0, LIMITS.label);
const url = text(0, 255);
const person = tuple({ id: uint(), member: nullable(uint()), label, n: uint(), online: bool });

/** One message: its number, who sends it, whether on a room's channel, on channel 0 or on any, and its items from 2 on. */
interface Said {
    readonly number: number;
    readonly from: "client" | "server" | "both";
    readonly on: "room" | "connection" | "any";
    readonly fields: Readonly<Record<string, Form<unknown>>>;
}

/** All messages, by name. Those that differ by who sends them are two. */
export const MESSAGES = {
    Hello: {
        ...{ number: 0, from: "server", on: "connection" },
        fields: { version, software: text(0, 64), key: nullable(bytes(KEY_BYTES)), nonce: bytes(32) },
    },
    AnnouncePresence: {
        ...{ number: 1, from: "client", on: "room" },
        fields: {
            ...{ version, room: idForm, credential: credentialForm, position: positionForm, epoch: epochRecord },
            ...{ label, kinds: uint() },
        },
    },
    Welcome: {
        ...{ number: 2, from: "server", on: "room" },
        fields: { role: uint(1, 5), name: text(0, 64), position: positionForm, kinds: uint(), primary: url },
    },
    StreamRequest: { number: 3, from: "client", on: "room", fields: { locator: locatorForm, own: bool } },
    Heads: { number: 3, from: "server", on: "room", fields: { heads: headsForm } },
    Changes: {
        ...{ number: 4, from: "server", on: "room" },
        fields: { since: positionForm, records: list(recordForm, LIMITS.changesRecords), remaining: uint() },
    },
    Offer: {
        ...{ number: 5, from: "client", on: "room" },
        fields: { offer: uint(1), records: some(list(recordForm, LIMITS.offerRecords)) },
    },
    Accepted: { number: 6, from: "server", on: "room", fields: { offer: uint(1), position: positionForm } },
    RejectOffer: {
        ...{ number: 7, from: "server", on: "room" },
        fields: { offer: uint(1), reasons: reasonsForm, heads: headsForm },
    },
    RejectChanges: {
        ...{ number: 7, from: "client", on: "room" },
        fields: { zero: uint(0, 0), reasons: reasonsForm, locator: locatorForm },
    },
    Presence: {
        ...{ number: 8, from: "server", on: "room" },
        fields: { whole: bool, people: list(person, LIMITS.people) },
    },
    Seen: { number: 9, from: "client", on: "room", fields: { n: uint(), label } },
    Ping: { number: 10, from: "both", on: "connection", fields: { number: uint() } },
    Pong: { number: 11, from: "both", on: "connection", fields: { number: uint() } },
    Err: {
        ...{ number: 12, from: "both", on: "any" },
        fields: { code: text(0, 32), text: text(0, 1024), retry: nullable(uint()) },
    },
    Leave: { number: 13, from: "client", on: "room", fields: {} },
    CreateRoom: {
        ...{ number: 14, from: "client", on: "room" },
        fields: { version, founding: recordForm, credential: credentialForm, permit: nullable(bytes(32)) },
    },
    NotPrimary: {
        ...{ number: 15, from: "server", on: "room" },
        fields: { offer: uint(), url, epoch: epochRecord },
    },
} as const satisfies Readonly<Record<string, Said>>;
