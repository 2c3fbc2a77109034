/** The seal of a scope that stands in a room, and what it leaves out: docs/companion-batches.md, "Seals". */
import { digestOf, headerOf } from "../format/hashes";
import { packKey, type StoredEvent, weekOf } from "../format/key";
import { u32 } from "../format/bytes";
import { type SealContent, sealContent } from "../format/seal-content";
import type { NumberedRow } from "../format/seal-entries";
import { type ContentOf, type KIND, rowsOf, surplusOf } from "./contents";
import { ROLE } from "./content-items";
import type { Evidence } from "./evidence";
import { sha256 } from "./keys";

/** Events that a seal may leave out without an admin. */
export const SURPLUS_LIMIT = 256;
/** Bytes of the hash of rows in a seal. */
const ROWS_BYTES = 16;

/** What a record says of kind _sealed_. */
export type SealedContent = ContentOf<typeof KIND.sealed>;

/** The seal that stands. */
export interface StandingSeal {
    readonly evidence: Evidence;
    readonly content: SealContent;
    /** What it leaves out. */
    readonly orphans: ReadonlySet<Evidence>;
    /** Sealed weeks whose row is not reached, ascending: all their events count. */
    readonly incomplete: readonly number[];
}

/** Rows behind a seal's hash, and the surpluses that fitting records name. */
interface Fitting {
    readonly rows: readonly NumberedRow[];
    /** Hex of packed key and digest. */
    readonly surpluses: readonly ReadonlySet<string>[];
}

/** A seal among what stands. */
interface Candidate {
    readonly evidence: Evidence;
    readonly content: SealContent;
}

const nameInSurplus = (event: StoredEvent): string =>
    Buffer.concat([packKey(event), u32(digestOf(event))]).toString("hex");

/** The first that is not 0; 0 where all are. */
const firstOf = (...orders: readonly number[]): number => orders.find((order) => order !== 0) ?? 0;

/** Negative where one is stronger: the larger week, the larger count, the earlier key. docs/seals.md. */
function byStrength(one: Candidate, other: Candidate): number {
    const byKey = Buffer.compare(packKey(one.evidence.event), packKey(other.evidence.event));
    return firstOf(other.content.week - one.content.week, other.content.count - one.content.count, byKey);
}

/** Whether a record is fitting for a seal. */
function isFitting(sealed: SealedContent, rows: readonly NumberedRow[], { evidence, content }: Candidate): boolean {
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    return (
        sealed.seal.equals(packKey(evidence.event)) &&
        sha256(sealed.rows).subarray(0, ROWS_BYTES).toString("hex") === content.rows &&
        count === content.count &&
        rows.every(({ number }) => number < content.week)
    );
}

function fittingOf(candidate: Candidate, records: readonly SealedContent[]): Fitting | undefined {
    const fitting = records.filter((sealed) => isFitting(sealed, rowsOf(sealed), candidate));
    if (fitting.length === 0) return undefined;
    // Short ones first, and then by their bytes: not by where they stand in the list.
    const surpluses = [...fitting].sort(({ surplus: one }, { surplus: other }) =>
        firstOf(one.length - other.length, Buffer.compare(one, other)),
    );
    return { rows: rowsOf(fitting[0]), surpluses: surpluses.map((sealed) => new Set(surplusOf(sealed))) };
}

/**
 * What a week has beyond its row.
 * @param events those that stand, by the number of the record that brought them.
 * @returns undefined where the row is not reached.
 */
function surplusOfWeek(
    events: readonly Evidence[],
    row: Omit<NumberedRow, "number">,
    surpluses: Fitting["surpluses"],
): Evidence[] | undefined {
    for (const surplus of [new Set<string>(), ...surpluses]) {
        const rest = events.filter(({ event }) => !surplus.has(nameInSurplus(event)));
        const sealed = rest.slice(0, row.count).map(({ event, name }) => ({ event, name }));
        sealed.sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
        const { count, hash, fingerprint } = headerOf(sealed.map(({ event }) => event));
        if (count !== row.count || hash !== row.hash || fingerprint !== row.fingerprint) continue;
        const inRow = new Set(sealed.map(({ name }) => name));
        return events.filter(({ name }) => !inRow.has(name));
    }
    return undefined;
}

const EMPTY_ROW = { count: 0, hash: 1, fingerprint: 0 };

function settle(candidate: Candidate, { rows, surpluses }: Fitting, events: readonly Evidence[]): StandingSeal {
    const weeks = new Map<number, Evidence[]>(rows.map(({ number }) => [number, []]));
    for (const evidence of events) {
        const number = weekOf(evidence.event.time);
        if (number >= candidate.content.week) continue;
        const week = weeks.get(number) ?? [];
        weeks.set(number, week);
        week.push(evidence);
    }
    const rowOf = new Map(rows.map((row) => [row.number, row]));
    const orphans = new Set<Evidence>();
    const incomplete: number[] = [];
    for (const [number, week] of weeks) {
        week.sort((one, other) => firstOf(one.first - other.first, one.name < other.name ? -1 : 1));
        const surplus = surplusOfWeek(week, rowOf.get(number) ?? EMPTY_ROW, surpluses);
        if (surplus === undefined) incomplete.push(number);
        else for (const evidence of surplus) orphans.add(evidence);
    }
    return { ...candidate, orphans, incomplete: incomplete.sort((one, other) => one - other) };
}

/** Whether a seal may leave out what it does: what stood in the list before it, or an admin vouches for it. */
function isAllowed({ evidence, orphans }: StandingSeal): boolean {
    const isByAdmin = [...evidence.vouchers.values()].some((roles) => roles.has(ROLE.admin));
    return isByAdmin || [...orphans].filter(({ first }) => first <= evidence.first).length <= SURPLUS_LIMIT;
}

/**
 * The strongest seal that stands among events.
 * @param events those that stand in a scope. @param records what _sealed_ records of it say.
 */
export function standingSeal(events: readonly Evidence[], records: readonly SealedContent[]): StandingSeal | undefined {
    const candidates = events.flatMap((evidence): Candidate[] => {
        const content = sealContent(evidence.event.body);
        return content === undefined ? [] : [{ evidence, content }];
    });
    for (const candidate of candidates.sort(byStrength)) {
        const fitting = fittingOf(candidate, records);
        const seal = fitting === undefined ? undefined : settle(candidate, fitting, events);
        if (seal !== undefined && isAllowed(seal)) return seal;
    }
    return undefined;
}
