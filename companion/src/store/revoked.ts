/** What is revoked in a log that is stored, by all that any file has told of it. */
import { createHash } from "node:crypto";
import { unpackKey, type StoredEvent } from "../format/key";
import { isRevoked, revocationsAmong, type Revoked, revokedTargets, type Targets } from "../format/revocations";
import type { SealTerms } from "../format/seal-entries";
import type { Params, Row, Writer } from "./driver";
import type { LogName } from "./event-columns";

/** Rows that are looked at in one go. */
const CHUNK = 5000;

/** What is revoked, and under which seal. */
export interface Revocations {
    readonly revoked: Revoked;
    readonly terms: SealTerms | undefined;
    /** The same for the same revocations. */
    readonly hash: string;
}

/** An event of a row with key and body, as far as revocations look at it. */
export function eventOf(row: Row): StoredEvent {
    return { ...unpackKey(row["key"] as Buffer), server: 0, body: row["body"] as Buffer };
}

/** The words of a set in their order. */
const sorted = (words: Iterable<string>): string[] => [...words].sort();

function hashOf(revoked: Revoked, seal: string): string {
    return createHash("sha256")
        .update(JSON.stringify([sorted(revoked), seal]))
        .digest("hex");
}

/** The text that a seal's terms are stored as. */
export function formatTerms(terms: SealTerms | undefined): string {
    if (terms === undefined) return "";
    const { before, listed, late, boundaries, undone } = terms;
    return JSON.stringify({
        before,
        listed: sorted(listed),
        late: sorted(late),
        boundaries,
        undone: sorted(undone),
    });
}

function parseTerms(text: string): SealTerms | undefined {
    if (text === "") return undefined;
    const { before, listed, late, boundaries, undone } = JSON.parse(text) as Record<string, string[]> & {
        before: number;
        boundaries: number[];
    };
    return { before, boundaries, listed: new Set(listed), late: new Set(late), undone: new Set(undone) };
}

/** Of two texts of terms the one that counts: of the later seal, then the one that misses fewer undos, then the larger one. */
export function laterTerms(one: string, other: string): string {
    const [first, second] = [parseTerms(one), parseTerms(other)];
    if (first === undefined || second === undefined) return first === undefined ? other : one;
    if (first.before !== second.before) return first.before > second.before ? one : other;
    if (first.undone.size !== second.undone.size) return first.undone.size < second.undone.size ? one : other;
    return one > other ? one : other;
}

/**
 * Stores what the copy in a file lists of revocations that the file's own events lack, and finds what is revoked.
 * @param listed as the file has them. @param seal the text of the terms that count.
 */
export async function findRevoked(writer: Writer, log: LogName, listed: Targets, seal: string): Promise<Revocations> {
    await writer.put(
        "putRevocation",
        [...listed].map(([key, target]) => ({ ...log, key, target })),
    );
    const rows = await writer.read("revocations", log);
    const stored = rows.map((row) => [String(row["key"]), String(row["target"])] as const);
    const system = await writer.read("system", log);
    const own = system.filter((row) => row["status"] === "counted").map(eventOf);
    const terms = parseTerms(seal);
    const revoked = revokedTargets(new Map([...stored, ...revocationsAmong(own)]), terms);
    return { revoked, terms, hash: hashOf(revoked, seal) };
}

/** Looks at all events of a log, a part at a time, and puts what `change` gives for them. */
export async function changeAll(
    writer: Writer,
    log: LogName,
    query: "setRevoked" | "setFields",
    change: (row: Row) => Params | undefined,
): Promise<void> {
    for (let row = 0, isDone = false; !isDone;) {
        const rows = await writer.read("bodies", { ...log, row, limit: CHUNK });
        const changed = rows.map((each) => ({ each, values: change(each) }));
        await writer.put(
            query,
            changed.flatMap(({ each, values }) => (values === undefined ? [] : [{ ...values, row: each["row"] }])),
        );
        row = Number(rows.at(-1)?.["row"] ?? row);
        isDone = rows.length < CHUNK;
    }
}

/** Whether a stored event is to be marked otherwise than it is. */
function markOf(row: Row, { revoked, terms }: Revocations): { revoked: number } | undefined {
    const now = isRevoked(eventOf(row), revoked, terms) ? 1 : 0;
    return now === row["revoked"] ? undefined : { revoked: now };
}

/** Marks all stored events of a log that are revoked, and no others. */
export function markRevoked(writer: Writer, log: LogName, revocations: Revocations): Promise<void> {
    return changeAll(writer, log, "setRevoked", (row) => markOf(row, revocations));
}

/** The same of the library's own events alone. */
export async function markSystem(writer: Writer, log: LogName, revocations: Revocations): Promise<void> {
    const rows = await writer.read("system", log);
    const marks = rows.map((row) => ({ row: row["row"], mark: markOf(row, revocations) }));
    const changes = marks.flatMap(({ row, mark }) => (mark === undefined ? [] : [{ ...mark, row }]));
    await writer.put("setRevoked", changes);
}
