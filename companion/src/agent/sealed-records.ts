/** The rows behind a seal, which only a saved file has: docs/companion-batches.md, "Kind 4". */
import { u32 } from "../format/bytes";
import { digestOf, headerOf } from "../format/hashes";
import { compareKeys, keyHex, packKey, type StoredEvent, weekOf } from "../format/key";
import { type NumberedRow, packRows } from "../format/seal-entries";
import { placeName } from "../room/chain";
import { type Content, type ContentOf, KIND, MAX_ROWS, MAX_SURPLUS } from "../room/contents";
import { isTaken } from "../room/history";
import { sha256 } from "../room/keys";
import type { Room } from "../room/room";
import { eventName, keyName } from "./event-name";
import type { PlaceView } from "./room-view";
import { logOf, type SavedScope, type SavedSeal } from "./saved-scope";

type Sealed = ContentOf<typeof KIND.sealed>;

/** Bytes of the hash of rows in a seal. */
const ROWS_HASH_BYTES = 16;

/** By placeName(): what _sealed_ records say. */
export type SealedRecords = ReadonlyMap<string, readonly Sealed[]>;

export function sealedRecordsOf(room: Room): SealedRecords {
    const records = new Map<string, Sealed[]>();
    for (const numbered of room.records()) {
        if (!isTaken(numbered) || numbered.record.content.kind !== KIND.sealed) continue;
        const { content } = numbered.record;
        const scope = room.chain.scopeOf(content.ledger, content.scope);
        if (scope === undefined) continue;
        const place = placeName(content.ledger, scope.scope);
        records.set(place, [...(records.get(place) ?? []), content]);
    }
    return records;
}

/** The packed rows of a seal; undefined where the file does not have all of them. */
function wholeRows({ rows, rowsHash, count, week }: SavedSeal): Buffer | undefined {
    const packed = packRows(rows);
    const sum = rows.reduce((all, row) => all + row.count, 0);
    const isWhole =
        packed.length > 0 &&
        packed.length <= MAX_ROWS &&
        sum === count &&
        rows.every(({ number }) => number < week) &&
        sha256(packed).subarray(0, ROWS_HASH_BYTES).toString("hex") === rowsHash;
    return isWhole ? packed : undefined;
}

/** What a week of the room has beyond its row, as the file knows it; undefined where that does not lead to the row. */
function surplusOfWeek(
    events: readonly StoredEvent[],
    row: NumberedRow | undefined,
    saved: SavedScope,
): StoredEvent[] | undefined {
    const { names, orphans } = logOf(saved);
    const isAbsent = row !== undefined && saved.absent.has(row.number);
    const isSurplus = (event: StoredEvent): boolean =>
        isAbsent ? orphans.has(keyName(event)) : !names.has(eventName(event));
    const rest = events.filter((event) => !isSurplus(event)).sort(compareKeys);
    const { count, hash, fingerprint } = headerOf(rest);
    const isReached = row === undefined ? count === 0 : count === row.count && hash === row.hash;
    return isReached && (row === undefined || fingerprint === row.fingerprint) ? events.filter(isSurplus) : undefined;
}

/** Events of the room that the seal leaves out, of weeks that are open for want of that; whole weeks, as many as a record holds. */
function newSurplus(place: PlaceView, saved: SavedScope, seal: SavedSeal): StoredEvent[] {
    const open = new Set(place.incomplete);
    const isStanding = isStandingIn(place, seal);
    const weeks = new Map<number, StoredEvent[]>();
    for (const { event, status } of place.events.values()) {
        const week = weekOf(event.time);
        const stands = status === "counted" || status === "orphan";
        if (week >= seal.week || !stands || (isStanding && !open.has(week))) continue;
        weeks.set(week, [...(weeks.get(week) ?? []), event]);
    }
    const rows = new Map(seal.rows.map((row) => [row.number, row]));
    const surplus: StoredEvent[] = [];
    for (const [week, events] of [...weeks].sort(([one], [other]) => one - other)) {
        const own = surplusOfWeek(events, rows.get(week), saved) ?? [];
        if (surplus.length + own.length <= MAX_SURPLUS) surplus.push(...own);
    }
    return surplus.sort(compareKeys);
}

const isStandingIn = (place: PlaceView, { event }: SavedSeal): boolean => place.seal === keyHex(event.key);

const packSurplus = (events: readonly StoredEvent[]): Buffer =>
    Buffer.concat(events.flatMap((event) => [packKey(event), u32(digestOf(event))]));

/**
 * The record that a file's seal calls for: where the room has none that fits, and where it lacks a surplus that closes a week.
 * @param place undefined where the room has no batch of it. @param records of that place.
 */
export function sealedRecord(
    place: PlaceView | undefined,
    saved: SavedScope,
    records: readonly Sealed[],
): Content | undefined {
    const { seal, ledger, scope } = saved;
    const rows = seal === undefined ? undefined : wholeRows(seal);
    if (seal === undefined || rows === undefined) return undefined;
    const key = packKey(seal.event.key);
    const fitting = records.filter((each) => each.seal.equals(key) && each.rows.equals(rows));
    // While a seal does not stand, what it leaves out changes with every record: it is looked at again once it does.
    if (fitting.length > 0 && (place === undefined || !isStandingIn(place, seal))) return undefined;
    const surplus = place === undefined ? Buffer.of() : packSurplus(newSurplus(place, saved, seal));
    const isKnown = fitting.some((each) => each.surplus.equals(surplus));
    if (isKnown || (fitting.length > 0 && surplus.length === 0)) return undefined;
    return { kind: KIND.sealed, ledger, scope, seal: key, rows, surplus };
}
