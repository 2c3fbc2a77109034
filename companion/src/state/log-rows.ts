/** The events of a log that count, as the machine takes them. */
import { KEY_BYTES } from "../format/key";
import type { LogName } from "../store/event-columns";
import type { Reader, Row } from "../store/driver";

/** Rows that are read in one go. */
const CHUNK = 10_000;

/** Bytes of an event beside its body. */
const HEAD_BYTES = KEY_BYTES + 6;

/** Bytes that are fed at once, about. */
const FEED_BYTES = 1_000_000;

/** What tells one set of events from another: equal where the sets are. */
export interface LogMark {
    readonly events: number;
    /** Sums over the events. */
    readonly digests: bigint;
    readonly rows: bigint;
    /** Over those that are revoked. */
    readonly revoked: bigint;
    readonly servers: bigint;
}

export const NO_MARK: LogMark = { events: 0, digests: 0n, rows: 0n, revoked: 0n, servers: 0n };

const big = (value: Row[string] | undefined): bigint => BigInt(String(value ?? 0));

/** The mark of what is stored. */
export async function readMark(reader: Reader, log: LogName): Promise<LogMark> {
    const [row] = await reader.read("countedMark", log);
    return {
        events: Number(row["events"]),
        digests: big(row["digests"]),
        rows: big(row["rows"]),
        revoked: big(row["revoked_rows"]),
        servers: big(row["servers"]),
    };
}

export const isSameContent = (one: LogMark, other: LogMark): boolean =>
    one.events === other.events &&
    one.digests === other.digests &&
    one.rows === other.rows &&
    one.servers === other.servers;

/** Where reading goes on. */
export interface ReadSince {
    /** The largest row, and the largest number of a record that has changed one, that were read. */
    readonly row: number;
    readonly touched: number;
}

/** All that count and came, or were changed, since; in the order of keys. */
export async function readCounted(reader: Reader, log: LogName, { row, touched }: ReadSince): Promise<Row[]> {
    const all: Row[] = [];
    for (let key: Buffer = Buffer.alloc(0), behind = 0; ;) {
        const rows = await reader.read("counted", { ...log, row, touched, key, behind, limit: CHUNK });
        for (const each of rows) all.push(each);
        const last = rows.at(-1);
        if (last === undefined || rows.length < CHUNK) return all;
        [key, behind] = [last["key"] as Buffer, Number(last["row"])];
    }
}

/** Hex of the keys of those that are revoked. */
export async function readRevoked(reader: Reader, log: LogName): Promise<Set<string>> {
    const rows = await reader.read("countedRevoked", log);
    return new Set(rows.map((row) => (row["key"] as Buffer).toString("hex")));
}

function packRow(row: Row, into: Buffer, at: number): number {
    const key = row["key"] as Buffer;
    const body = row["body"] as Buffer;
    into.set(key, at);
    into.writeUIntBE(Number(row["server"]), at + KEY_BYTES, 3);
    into[at + KEY_BYTES + 3] = row["revoked"] === 1 ? 1 : 0;
    into.writeUInt16BE(body.length, at + HEAD_BYTES - 2);
    into.set(body, at + HEAD_BYTES);
    return at + HEAD_BYTES + body.length;
}

/** Rows as the machine takes them, in portions. */
export function* packRows(rows: readonly Row[]): Generator<Buffer> {
    let first = 0;
    while (first < rows.length) {
        let [size, end] = [0, first];
        for (; end < rows.length && size < FEED_BYTES; end++) size += HEAD_BYTES + (rows[end]["body"] as Buffer).length;
        const bytes = Buffer.allocUnsafe(size);
        let at = 0;
        for (let index = first; index < end; index++) at = packRow(rows[index], bytes, at);
        yield bytes;
        first = end;
    }
}

/** Keys of which it is said anew whether they are skipped. */
export function packSkips(before: ReadonlySet<string>, after: ReadonlySet<string>): Buffer {
    const entry = (hex: string, isSkipped: number): Buffer =>
        Buffer.concat([Buffer.from(hex, "hex"), Buffer.of(isSkipped)]);
    const gone = [...before].filter((hex) => !after.has(hex)).map((hex) => entry(hex, 0));
    return Buffer.concat([...gone, ...[...after].filter((hex) => !before.has(hex)).map((hex) => entry(hex, 1))]);
}
