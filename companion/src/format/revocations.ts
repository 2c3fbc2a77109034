/** Which events are revoked: docs/storage.md, "Kinds of fields"; under a seal docs/seals.md, "What is revoked". */
import { splitBody, SYSTEM_TYPE } from "./body";
import { ByteReader, varint } from "./bytes";
import { unmark } from "./import-mark";
import { itemValue } from "./item-value";
import { byteStringOf, NULL } from "./items";
import { type EventKey, KEY_BYTES, keyHex, packKey, type StoredEvent } from "./key";
import type { SealTerms } from "./seal-entries";

/** Behind the saved revocations: one of key 0, which is none. It tells that all kinds of them are there. */
const END = Buffer.concat([Buffer.alloc(KEY_BYTES), Buffer.of(1, 0)]);

/** By the hex of its key: what a revocation takes back, as targetOf() has it. */
export type Targets = ReadonlyMap<string, string>;

const isNull = (item: Buffer): boolean => item.length === 1 && item[0] === NULL;

function isId(item: Buffer): boolean {
    const value = itemValue(item);
    return ["string", "number", "bigint"].includes(typeof value) || value instanceof Uint8Array;
}

/**
 * What a body takes back: the hex of a packed key, of an id behind "id ", or of a key behind "undo "; undefined when it is no
 * revocation.
 */
function targetOf(body: Buffer): string | undefined {
    const all = body[0] === SYSTEM_TYPE ? splitBody(body) : undefined;
    if (all === undefined) return undefined;
    const { items } = unmark(all);
    const [target, id, undone] = items;
    const key = target === undefined ? undefined : byteStringOf(target);
    const isKey = key?.length === KEY_BYTES;
    if (items.length === 1 && isKey) return key.toString("hex");
    if (items.length === 4 && isKey && isNull(id)) {
        const carried = byteStringOf(undone);
        return carried === undefined || carried.length === 0 ? undefined : `undo ${key.toString("hex")}`;
    }
    const namesId = items.length === 2 && (isKey || isNull(target)) && isId(id);
    return namesId ? `id ${id.toString("hex")}` : undefined;
}

/** The hex of the key that a revocation names. */
const keyOf = (target: string): string => target.replace("undo ", "");

/** One that stands before the key that it names is none. */
function targetsOf(entries: Iterable<{ readonly hex: string; readonly body: Buffer }>): Map<string, string> {
    const targets = new Map<string, string>();
    for (const { hex, body } of entries) {
        const target = targetOf(body);
        if (target !== undefined && (target.startsWith("id ") || hex > keyOf(target))) targets.set(hex, target);
    }
    return targets;
}

/** The revocations among events. */
export function revocationsAmong(events: readonly StoredEvent[]): Targets {
    const own = events.filter(({ body }) => body[0] === SYSTEM_TYPE);
    return targetsOf(own.map((event) => ({ hex: keyHex(event), body: event.body })));
}

/** Reads the saved copy of the revocations. */
export function readRevocations(buffer: Buffer): Targets {
    const entries: { hex: string; body: Buffer }[] = [];
    for (const bytes = new ByteReader(buffer); !bytes.isAtEnd();) {
        const hex = bytes.take(KEY_BYTES).toString("hex");
        entries.push({ hex, body: bytes.take(bytes.varint()) });
    }
    return targetsOf(entries);
}

/** The saved copy of the revocations among events. */
export function encodeRevocations(events: readonly StoredEvent[]): Buffer {
    const parts = events
        .filter((event) => revocationsAmong([event]).size > 0)
        .flatMap((event) => [packKey(event), varint(event.body.length), event.body]);
    return Buffer.concat([...parts, END]);
}

const timeOf = (hex: string): number => parseInt(hex.slice(0, 8), 16);

/** The name of an id as that of events that are sealed, between the same two boundaries as a time. */
function sealedName(time: number, name: string, { boundaries }: SealTerms): string {
    return `sealed ${boundaries.filter((boundary) => boundary <= time).length} ${name}`;
}

/** Whether a seal covers a key: it stands in a sealed week and is none of a late revocation, or is that of a listed one. */
function isCovered(hex: string, sealed: SealTerms | undefined): boolean {
    if (sealed === undefined) return false;
    return timeOf(hex) < sealed.before ? !sealed.late.has(hex) : sealed.listed.has(hex);
}

/** The names under which a revocation by id counts: for events of unsealed weeks, for all sealed ones, for some of these. */
function namesOfId(key: string, target: string, sealed: SealTerms | undefined): string[] {
    if (sealed === undefined || timeOf(key) >= sealed.before)
        return sealed?.listed.has(key) === true ? [target, `listed ${target}`] : [target];
    if (sealed.listed.has(key)) return [`listed ${target}`];
    return isCovered(key, sealed) ? [sealedName(timeOf(key), target, sealed)] : [];
}

/** What is revoked: hex of keys; "id " and the hex of an id; and ids of sealed events, as namesOfId() has them. */
export type Revoked = ReadonlySet<string>;

/**
 * What revocations take back that are not revoked themselves. Of what a seal covers, only revocations that it covers count. Of several
 * undos of one key only the first counts: the others are revoked, and all where one that is not here counts.
 */
export function revokedTargets(targets: Targets, sealed: SealTerms | undefined): Revoked {
    const revoked = new Set<string>();
    const undos = new Map<string, string>();
    // A revocation stands behind its target: from the last one on, whether one counts is known when it is reached.
    for (const [key, target] of [...targets].sort(([one], [other]) => (one < other ? 1 : -1))) {
        if (revoked.has(key)) continue;
        if (target.startsWith("undo ")) {
            const isUndone = sealed?.undone.has(keyOf(target)) === true;
            const before = undos.get(target);
            if (before !== undefined) revoked.add(before);
            if (isUndone) revoked.add(key);
            else undos.set(target, key);
        } else if (target.startsWith("id ")) {
            for (const name of namesOfId(key, target, sealed)) revoked.add(name);
        } else if (isCovered(key, sealed) || !isCovered(target, sealed)) {
            revoked.add(target);
        }
    }
    return revoked;
}

/** Whether an event is revoked, by its key or, unless it is a revocation, by its id. */
export function isRevoked(
    event: EventKey & { body: Buffer },
    revoked: Revoked,
    sealed: SealTerms | undefined,
): boolean {
    if (revoked.size === 0) return false;
    if (revoked.has(keyHex(event))) return true;
    const items = event.body[0] === SYSTEM_TYPE ? undefined : splitBody(event.body);
    const id = items === undefined ? undefined : unmark(items).id;
    if (id === undefined) return false;
    const name = `id ${id.toString("hex")}`;
    if (sealed === undefined || event.time >= sealed.before) return revoked.has(name);
    return revoked.has(sealedName(event.time, name, sealed)) || revoked.has(`listed ${name}`);
}
