/** What requests may say, and what is answered: JSON Schema, by which requests are checked and the OpenAPI document is made. */
import { MOST_TOKEN_DAYS } from "./tokens";

/** Most events of a page, and how many without `limit`. */
export const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 100;

/** Most bytes of an import. A room of 100,000 events has about 1.4 MB; more than this comes in several requests. */
export const MAX_IMPORT = 33_554_432;

/** Longest text of a filter. */
const MAX_TEXT = 256;

/** Which events there are, by what became of them. */
export const STATUSES = ["counted", "unconfirmed", "refused", "conflict", "orphan"] as const;

const text = { type: "string", maxLength: MAX_TEXT } as const;

// The description of what has to have a form goes into the sentence that refuses another one.
const filters = {
    ledger: { ...text, description: "a ledger of the room" },
    scope: { ...text, description: "a scope of the room" },
    type: { ...text, description: "name or number of a type" },
    player: { ...text, description: "GUID of who wrote an event, or whom it names" },
    creator: { ...text, description: "GUID of who wrote an event" },
    status: { type: "string", enum: [...STATUSES, "all"], default: "counted" },
    from: { type: "integer", minimum: 0, description: "Unix seconds of the first event" },
    to: { type: "integer", minimum: 0, description: "Unix seconds of the last event" },
    text: { ...text, minLength: 1, description: "1 to 256 characters of a field or of a type's name" },
} as const;

function query<T extends object>(properties: T) {
    return { type: "object", additionalProperties: false, properties } as const;
}

/** Behind "?" of a page of events. */
export const eventsQuery = query({
    limit: {
        ...{ type: "integer", minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
        description: `1 to ${MAX_LIMIT}`,
    },
    after: {
        ...{ type: "string", maxLength: MAX_TEXT, pattern: "^[0-9a-f]{18}-[0-9]{1,15}$" },
        description: "the place of an event, as a page's next has it,",
    },
    order: { type: "string", enum: ["oldest", "newest"], default: "oldest" },
    ...filters,
    format: { type: "string", enum: ["json", "csv", "jsonl"], default: "json" },
});

const wholeFormat = { type: "string", enum: ["json", "csv", "jsonl"], default: "jsonl" } as const;

/** Behind "?" of an export of events. */
export const exportQuery = query({ ...filters, format: wholeFormat });

/** Behind "?" of records. */
export const recordsQuery = query({ format: wholeFormat });

/** Where nothing may stand behind "?". */
export const noQuery = query({});

function params<T extends object>(properties: T) {
    return { type: "object", required: Object.keys(properties), properties } as const;
}

const roomParam = { type: "string", description: "Id or name of a room; / in a name is written %2F" } as const;
export const roomParams = params({ room: roomParam });
export const memberParams = params({
    room: roomParam,
    number: { type: "string", pattern: "^[0-9]{1,4}$", description: "number of a member" },
});
export const deviceParams = params({
    room: roomParam,
    key: { type: "string", pattern: "^[0-9a-f]{64}$", description: "key of a computer, 64 digits 0-9 and a-f," },
});

export const signInBody = {
    type: "object",
    additionalProperties: false,
    required: ["token"],
    properties: { token: { type: "string", maxLength: MAX_TEXT, description: "the token of a link" } },
} as const;

const given = { type: "string", minLength: 1, maxLength: MAX_TEXT } as const;

function body<T extends object>(properties: T) {
    return { type: "object", additionalProperties: false, required: Object.keys(properties), properties } as const;
}

/** Bodies of what is changed. */
export const inviteBody = body({
    character: { ...given, description: "Name-Realm, or Name-Realm=Player-1001-0000ABCD," },
    role: { ...given, description: "read, own, relay or admin" },
});
export const roleBody = body({ role: { ...given, description: "read, own, relay or admin" } });
export const tokenBody = body({
    room: {
        type: ["string", "null"],
        maxLength: MAX_TEXT,
        description: "the id of a room, or null for an operator's,",
    },
    // A terminal obeys controls, and PostgreSQL takes no NUL.
    label: {
        ...{ type: "string", maxLength: MAX_TEXT, pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" },
        description: "for whom it is, without control characters,",
    },
    days: { type: "integer", minimum: 1, maximum: MOST_TOKEN_DAYS, description: `1 to ${MOST_TOKEN_DAYS}` },
});
/** Nothing is said, but as JSON, which no other website can send. */
export const changeBody = body({});
export const noBody = { type: "null" } as const;

const string = { type: "string" } as const;
const integer = { type: "integer" } as const;
const nullable = (type: "string" | "integer") => ({ type: [type, "null"] }) as const;

function object<T extends object>(properties: T) {
    return { type: "object", required: Object.keys(properties), properties } as const;
}

function list<T extends object>(items: T) {
    return { type: "array", items } as const;
}

const about = { id: string, name: string, flavour: string };

const logNumbers = {
    ...{ ledger: string, scope: string, events: integer, conflicts: integer, orphans: integer },
    ...{ unconfirmed: integer, refused: integer, revoked: integer },
    ...{ first: nullable("integer"), last: nullable("integer") },
};
const ledger = object(logNumbers);

const type = object({ type: integer, name: string, fields: list(object({ name: string, kind: string })) });
const typedLedger = object({ ...logNumbers, types: list(type) });

const event = object({
    ...{ place: string, ledger: string, scope: string, time: integer, date: string, type: integer, name: string },
    ...{ creator: string, counter: integer, status: string, revoked: { type: "boolean" } },
    ...{ vouchers: list(integer), reason: nullable("integer"), touched: integer },
    revokedBy: { ...object({ creator: string, time: integer }), nullable: true },
    reasonText: nullable("string"),
    fields: { type: "object", additionalProperties: true },
    body: { type: "string", description: "hex of the bytes that are stored" },
});

const player = object({
    ...{ player: string, name: nullable("string"), class: nullable("string") },
    ...{ written: integer, named: integer, first: integer, last: integer },
});

const character = object({ guid: string, name: string });
const device = object({ key: string, label: string, dropped: { type: "boolean" } });
const member = object({
    ...{ number: integer, label: string, role: string },
    characters: list(character),
    devices: list(device),
});

const person = object({
    ...{ id: integer, member: nullable("integer"), label: string, n: integer, online: { type: "boolean" } },
});

const change = { isSent: { type: "boolean" }, problems: list(string) } as const;
const own = { ...object({ member: integer, role: string, device: string }), nullable: true } as const;

const taken = object({
    room: string,
    records: { ...integer, description: "that were sent" },
    added: { ...integer, description: "that were not there before" },
    n: { ...integer, description: "records of the room now" },
});

/** Answers, by name: what the OpenAPI document says of them. */
export const answers = {
    health: object({ status: string, version: string }),
    me: object({ kind: string, isOperator: { type: "boolean" }, version: string }),
    room: object({ ...about, hasRecords: { type: "boolean" }, ledgers: list(typedLedger) }),
    rooms: object({ rooms: list(object({ ...about, ledgers: list(ledger) })) }),
    events: object({ room: string, events: list(event), next: nullable("string") }),
    players: object({ room: string, players: list(player) }),
    members: object({
        room: string,
        name: string,
        n: integer,
        members: list(member),
        own,
        canChange: { type: "boolean" },
    }),
    presence: object({ room: string, n: integer, people: list(person) }),
    taken,
    changed: object(change),
    link: object({ ...change, link: string }),
    tokens: object({
        tokens: list(object({ id: string, room: nullable("string"), label: string, made: integer, ends: integer })),
    }),
    newToken: object({ id: string, text: string, link: nullable("string") }),
    integrity: object({ room: string, checks: list(object({ name: string, status: string, text: string })) }),
    error: object({ error: string }),
} as const;
