/** Pages of a room's events. */
import { isoTime } from "../format/iso-time";
import { KEY_BYTES, MAX_TIME } from "../format/key";
import type { EventStatus } from "../room/counting";
import type { Reader, Row } from "./driver";

/** Where a page begins: behind the event with this key, and of several under it this row. */
export interface Place {
    readonly key: Buffer;
    readonly row: number;
}

/** Which events, and how many. */
export interface PageQuery {
    readonly limit: number;
    readonly after: Place | undefined;
    /** Names of a ledger and of a scope. */
    readonly ledger?: string | undefined;
    readonly scope?: string | undefined;
    /** A type's name or number. */
    readonly type: string | undefined;
    /** A GUID: who wrote the event, or whom a field names. */
    readonly player: string | undefined;
    /** A GUID: who wrote the event. */
    readonly creator?: string | undefined;
    /** Unix seconds of the first and of the last event. */
    readonly from?: number | undefined;
    readonly to?: number | undefined;
    /** What a field or the name of the type has in it, large and small letters of A to Z alike. */
    readonly text?: string | undefined;
    readonly status: EventStatus | "all";
    /** Whether the last event comes first; then `after` is in front of an event. */
    readonly isNewestFirst?: boolean;
}

/** An event as it is told. */
export interface EventInfo {
    /** Where the next page begins: what `after` takes. */
    readonly place: string;
    readonly ledger: string;
    readonly scope: string;
    /** Unix seconds, and the same as text. */
    readonly time: number;
    readonly date: string;
    readonly type: number;
    /** Of the type; "#7" where it has none. */
    readonly name: string;
    /** GUID. */
    readonly creator: string;
    readonly counter: number;
    readonly status: EventStatus;
    readonly revoked: boolean;
    /** Numbers of the members that vouch for it, ascending; none in a room of this computer's own files. */
    readonly vouchers: readonly number[];
    /** Why games refused it, as docs/companion-batches.md numbers it, "Outcomes"; null where none did. */
    readonly reason: number | null;
    /** The number of the record that changed it last; 0 in a room of this computer's own files. */
    readonly touched: number;
    readonly fields: Readonly<Record<string, unknown>>;
    /** Hex of the bytes that are stored. */
    readonly body: string;
}

const PLACE = /^([0-9a-f]{18})-(\d{1,15})$/;
const START: Place = { key: Buffer.alloc(0), row: 0 };
/** Behind all keys. */
const END: Place = { key: Buffer.alloc(KEY_BYTES + 1, 0xff), row: 0 };

/** A place of its text; undefined where it is none. */
export function parsePlace(text: string): Place | undefined {
    const [, key, row] = PLACE.exec(text) ?? [];
    return key === undefined ? undefined : { key: Buffer.from(key, "hex"), row: Number(row) };
}

function eventInfo(row: Row): EventInfo {
    const text = (name: string): string => String(row[name]);
    const number = (name: string): number => Number(row[name]);
    const time = number("time");
    return {
        place: `${(row["key"] as Buffer).toString("hex")}-${number("row")}`,
        ledger: text("ledger"),
        scope: text("scope"),
        time,
        date: isoTime(time),
        type: number("type"),
        name: text("name"),
        creator: text("creator"),
        counter: number("counter"),
        status: text("status") as EventStatus,
        revoked: row["revoked"] === 1,
        vouchers: JSON.parse(text("vouchers")) as number[],
        reason: row["reason"] as number | null,
        touched: number("touched"),
        fields: JSON.parse(text("fields")) as Record<string, unknown>,
        body: (row["body"] as Buffer).toString("hex"),
    };
}

/** The place in front of all events of a second and later: keys begin with their time. */
function placeOfTime(time: number): Place {
    const key = Buffer.alloc(4);
    key.writeUInt32BE(time);
    return { key, row: 0 };
}

function isBehind(one: Place, other: Place): boolean {
    const order = Buffer.compare(one.key, other.key);
    return order === 0 ? one.row > other.row : order > 0;
}

/** Where a page starts, and the key at which it ends. */
function rangeOf({ after, from, to, isNewestFirst = false }: PageQuery): { start: Place; end: Buffer | null } {
    const first = from === undefined ? START : placeOfTime(from);
    const last = to === undefined || to >= MAX_TIME ? END : placeOfTime(to + 1);
    if (isNewestFirst) {
        const start = after !== undefined && isBehind(last, after) ? after : last;
        return { start, end: from === undefined ? null : first.key };
    }
    const start = after !== undefined && isBehind(after, first) ? after : first;
    return { start, end: last === END ? null : last.key };
}

/** A text as it is looked for in fields, which are JSON. */
const inFields = (text: string): string =>
    JSON.stringify(text)
        .slice(1, -1)
        .replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The next events, in the order of the log or against it. */
export async function readPage(reader: Reader, query: PageQuery): Promise<EventInfo[]> {
    const {
        limit,
        ledger = null,
        scope = null,
        type = null,
        player = null,
        creator = null,
        text,
        status,
        isNewestFirst = false,
    } = query;
    const { start, end } = rangeOf(query);
    const quoted = player === null ? null : JSON.stringify(player);
    const filter = {
        ledger,
        scope,
        type,
        player,
        quoted,
        creator,
        text: text === undefined ? null : inFields(text),
        status,
    };
    const rows = await reader.read(isNewestFirst ? "pageBack" : "page", { ...start, end, ...filter, limit });
    return rows.map(eventInfo);
}

/** All events from a place on, a page at a time. */
export async function* readAll(reader: Reader, query: PageQuery): AsyncGenerator<readonly EventInfo[]> {
    for (let { after } = query; ;) {
        const events = await readPage(reader, { ...query, after });
        yield events;
        const last = events.at(-1);
        if (last === undefined || events.length < query.limit) return;
        after = parsePlace(last.place);
    }
}

/**
 * Events that some records have changed, in the order of these: behind an event, up to a record.
 * @param after number of the record that changed the event last, and its row.
 */
export async function readTouched(
    reader: Reader,
    after: { readonly touched: number; readonly row: number },
    upTo: number,
    limit: number,
): Promise<EventInfo[]> {
    return (await reader.read("touched", { ...after, upTo, limit })).map(eventInfo);
}
