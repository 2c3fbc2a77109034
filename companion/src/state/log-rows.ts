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

/** What tells one set of events from another: a row is always the same event. */
export interface LogMark {
    readonly events: number;
    /** Sums of the rows, of those that are revoked, and of the servers of their creators. */
    readonly rows: bigint;
    readonly revoked: bigint;
    readonly servers: bigint;
    /** The largest row, and the largest number of a record that has changed one. */
    readonly last: number;
    readonly touched: number;
}

export const NO_MARK: LogMark = { events: 0, rows: 0n, revoked: 0n, servers: 0n, last: 0, touched: 0 };

/** The mark of what is stored. */
export async function readMark(reader: Reader, log: LogName): Promise<LogMark> {
    const [row] = await reader.read("countedMark", log);
    const sum = (name: string): bigint => BigInt(String(row[name]));
    return {
        ...{ events: Number(row["events"]), rows: sum("rows"), revoked: sum("revoked_rows"), servers: sum("servers") },
        ...{ last: Number(row["last"]), touched: Number(row["touched"]) },
    };
}

/** Whether the same events are behind two marks, revoked or not. */
export const isSameContent = (one: LogMark, other: LogMark): boolean =>
    one.events === other.events && one.rows === other.rows && one.servers === other.servers;

const NO_KEY = Buffer.alloc(0);

/** All that count and came, or were changed, since; in the order of keys. */
export async function readCounted(reader: Reader, log: LogName, since: LogMark): Promise<Row[]> {
    const { last: row, touched } = since;
    const all: Row[] = [];
    for (let key: Buffer = NO_KEY; ;) {
        const rows = await reader.read("counted", { ...log, row, touched, key, limit: CHUNK });
        // The one that the page begins with was the last of the page before. Of several under one key one counts.
        for (const each of key === NO_KEY ? rows : rows.slice(1)) all.push(each);
        if (rows.length < CHUNK) return all;
        key = rows[rows.length - 1]["key"] as Buffer;
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
