/** What a set of events changes in a log that is stored. */
import { hash } from "node:crypto";
import { fromText } from "../format/bytes";
import { digestOf } from "../format/hashes";
import { isAbove } from "../format/rank";
import { packKey, type StoredEvent } from "../format/key";
import type { EventStatus } from "../room/counting";
import type { Reader, Row } from "./driver";
import type { IdentifiedEvent, LogName } from "./event-columns";

/** Bytes of the hash that tells bodies under one key apart. */
const HASH_BYTES = 16;

/**
 * "counted": it is what the log has under its key. "conflict": another one under its key outranks it. "orphan": a file has it only among those that
 * came too late for a seal.
 */
export type Status = Extract<EventStatus, "counted" | "conflict" | "orphan">;

/** An event under a key, stored or about to be. */
interface Candidate {
    /** Where it is stored, if it is. */
    readonly row?: number;
    readonly hash: Buffer;
    readonly digest: number;
    readonly body: Buffer;
    readonly event?: StoredEvent;
    readonly before?: Status;
    status: Status;
}

/** An event that is to be stored. */
export interface Planned extends IdentifiedEvent {
    readonly status: Status;
}

/** What is to be done. */
export interface Plan {
    readonly inserts: readonly Planned[];
    readonly changes: readonly { readonly row: number; readonly status: Status }[];
}

/** A body's hash: the first half of its SHA-256. */
export function bodyHash(body: Buffer): Buffer {
    // By way of text: a buffer of its own for each takes twice as long, and memory that is slow to be freed.
    return fromText(hash("sha256", body, "binary").slice(0, HASH_BYTES));
}

/** Of those in the log the one that outranks all others stands. */
function settle(candidates: readonly Candidate[]): void {
    const inLog = candidates.filter(({ status }) => status !== "orphan");
    const first = inLog.reduce<Candidate | undefined>(
        (best, each) => (best === undefined || isAbove(each, best) ? each : best),
        undefined,
    );
    for (const each of inLog) each.status = each === first ? "counted" : "conflict";
}

function candidateOf(row: Row): Candidate {
    const status = row["status"] as Status;
    const [body, hashed] = [row["body"], row["hash"]] as Buffer[];
    return { row: Number(row["row"]), hash: hashed, digest: Number(row["digest"]), body, before: status, status };
}

/** The keys of events of one week and what stands under them. */
class Keys {
    private readonly byKey = new Map<string, Candidate[]>();

    addStored(row: Row): void {
        const key = (row["key"] as Buffer).toString("latin1");
        this.byKey.set(key, [...(this.byKey.get(key) ?? []), candidateOf(row)]);
    }

    /** Adds an event; one that is there already changes nothing, unless it was an orphan and is none. */
    add(event: StoredEvent, isOrphan: boolean): void {
        const key = packKey(event).toString("latin1");
        const candidates = this.byKey.get(key) ?? [];
        const hashed = bodyHash(event.body);
        const same = candidates.find((each) => each.hash.equals(hashed));
        if (same !== undefined) {
            if (isOrphan || same.status !== "orphan") return;
            same.status = "conflict";
        } else {
            const status = isOrphan ? "orphan" : "conflict";
            candidates.push({ hash: hashed, digest: digestOf(event), body: event.body, event, status });
            this.byKey.set(key, candidates);
        }
        settle(candidates);
    }

    plan(inserts: Planned[], changes: { row: number; status: Status }[]): void {
        for (const candidates of this.byKey.values()) {
            for (const { row, event, before, status, hash: hashed, digest } of candidates) {
                if (event !== undefined) inserts.push({ event, key: packKey(event), hash: hashed, digest, status });
                else if (row !== undefined && before !== status) changes.push({ row, status });
            }
        }
    }
}

/**
 * Plans to store events: each is there once afterwards, however often it came and in whatever order.
 * @param groups of events, each in order, as weeks are. @param isNew whether nothing of the log is stored.
 * @param isOrphan whether they are events that came too late for a seal.
 */
export async function planEvents(
    reader: Reader,
    log: LogName,
    groups: Iterable<readonly StoredEvent[]>,
    { isNew, isOrphan }: { readonly isNew: boolean; readonly isOrphan: boolean },
): Promise<Plan> {
    const inserts: Planned[] = [];
    const changes: { row: number; status: Status }[] = [];
    for (const events of groups) {
        const [first, last] = [events.at(0), events.at(-1)];
        if (first === undefined || last === undefined) continue;
        const keys = new Keys();
        const range = { ...log, from: packKey(first), to: packKey(last) };
        if (!isNew) for (const row of await reader.read("stored", range)) keys.addStored(row);
        for (const event of events) keys.add(event, isOrphan);
        keys.plan(inserts, changes);
    }
    return { inserts, changes };
}
