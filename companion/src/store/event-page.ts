/** Pages of a room's events. */
import { isoTime } from "../format/iso-time";
import type { Reader, Row } from "./driver";
import type { Status } from "./plan";

/** Where a page begins: behind the event with this key, and of several under it this row. */
export interface Place {
    readonly key: Buffer;
    readonly row: number;
}

/** Which events, and how many. */
export interface PageQuery {
    readonly limit: number;
    readonly after: Place | undefined;
    /** A type's name or number. */
    readonly type: string | undefined;
    /** A GUID: who wrote the event, or whom a field names. */
    readonly player: string | undefined;
    readonly status: Status | "all";
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
    readonly status: Status;
    readonly revoked: boolean;
    readonly fields: Readonly<Record<string, unknown>>;
    /** Hex of the bytes that are stored. */
    readonly body: string;
}

const PLACE = /^([0-9a-f]{18})-(\d{1,15})$/;
const START: Place = { key: Buffer.alloc(0), row: 0 };

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
        status: text("status") as Status,
        revoked: row["revoked"] === 1,
        fields: JSON.parse(text("fields")) as Record<string, unknown>,
        body: (row["body"] as Buffer).toString("hex"),
    };
}

/** The next events, in the order of the log. */
export async function readPage(reader: Reader, query: PageQuery): Promise<EventInfo[]> {
    const { limit, after = START, type = null, player = null, status } = query;
    const quoted = player === null ? null : JSON.stringify(player);
    const rows = await reader.read("page", { ...after, limit, type, player, quoted, status });
    return rows.map(eventInfo);
}

/** The events that were written last, the last one first. */
export async function readNewest(reader: Reader, limit: number): Promise<EventInfo[]> {
    return (await reader.read("newest", { limit })).map(eventInfo);
}
