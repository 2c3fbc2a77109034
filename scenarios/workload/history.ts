/** Recorded histories as a workload: every row becomes an award or a decay, written in the second in which it was recorded. */

import { type Random } from "../../realm/random";
import { type GuildSize } from "./attendance";
import { type Deed, type Evening, type Submission, type Workload } from "./evening";
import { faultsOf } from "./faults";
import { playerGuid } from "./players";

/** A row of a recorded history; docs/demo.md describes the file. */
export interface HistoryRow {
    /** Unix seconds. */
    readonly ts: number;
    /** Number of who wrote it. */
    readonly actor: number;
    readonly kind: number;
    /** Numbers of players. */
    readonly targets: readonly number[];
    readonly item?: number;
    readonly v1?: number;
    readonly v2?: number;
    /** Makes the row a decay: it has no targets and no values then. */
    readonly percent?: number;
    readonly reason?: string;
}

/** A deed that a row became. */
export interface RecordedDeed extends Deed {
    readonly submission: Submission;
    /** Unix seconds, as the file has it. */
    readonly recordedTime: number;
}

export interface RecordedEvening extends Evening {
    readonly deeds: readonly RecordedDeed[];
}

export interface RecordedWorkload extends Workload {
    readonly evenings: readonly RecordedEvening[];
}

/** Seconds without a row after which everybody has logged out. */
const BREAK = 600;
/** Probability that a client who writes nothing comes to an evening: each login costs a replay of the whole log. */
const ATTENDANCE = 0.1;
/** The middle of the second: rounding of the realm's clock must not move a row into the one before. */
const INSIDE_SECOND = 0.5;

/** The text of the row as it is. A row without one gets one of all that has no place of its own in the event. */
function reasonOf(row: HistoryRow): string {
    if (row.reason !== undefined) return row.reason;
    const parts = [`kind ${row.kind}`, `actor ${row.actor}`];
    if (row.item !== undefined) parts.push(`item ${row.item}`);
    if (row.v1 !== undefined && row.v2 !== undefined) parts.push(`v2 ${row.v2}`);
    return table.concat(parts, ", ");
}

/** A row with a percentage becomes a decay, any other an award: its targets are the players, its first value the amount. */
export function toSubmission(row: HistoryRow): Submission {
    const reason = reasonOf(row);
    if (row.percent !== undefined) return { type: "decay", fields: { percent: row.percent, reason } };
    const players = row.targets.map((target) => playerGuid(target));
    return { type: "award", fields: { players, amount: row.v1 ?? row.v2 ?? 0, reason } };
}

/** Actor -> index of the officer that writes for it: in order of first appearance, shared when there are more actors. */
function assignOfficers(rows: readonly HistoryRow[], officers: number): LuaTable<number, number> {
    const assigned = new LuaTable<number, number>();
    let next = 0;
    for (const { actor } of rows) {
        if (!assigned.has(actor)) {
            assigned.set(actor, next);
            next = (next + 1) % officers;
        }
    }
    return assigned;
}

/** The deeds of all rows, cut where there is a break. A row that lies before the one above it is written along with that one. */
function splitEvenings(rows: readonly HistoryRow[], officers: number): RecordedDeed[][] {
    const officerOf = assignOfficers(rows, officers);
    const evenings: RecordedDeed[][] = [];
    let deeds: RecordedDeed[] = [];
    let last = 0;
    for (const row of rows) {
        const second = math.max(row.ts, last);
        if (second - last > BREAK) {
            deeds = [];
            evenings.push(deeds);
        }
        deeds.push({
            time: second + INSIDE_SECOND,
            officer: officerOf.get(row.actor),
            submission: toSubmission(row),
            recordedTime: row.ts,
        });
        last = second;
    }
    return evenings;
}

function drawPresent(random: Random, deeds: readonly Deed[], guest: number, clients: number): number[] {
    const comes = new LuaSet<number>();
    comes.add(guest);
    for (const deed of deeds) comes.add(deed.officer);
    const present: number[] = [];
    for (const index of $range(0, clients - 1)) {
        const isDrawn = random.chance(ATTENDANCE);
        if (isDrawn || comes.has(index)) present.push(index);
    }
    return present;
}

/**
 * The last deed in the second of a deed: faults come behind it. A ledger that has just started writes no event into the second of
 * the newest one in its log, so a /reload within a second would move the rest of it.
 */
function lastOfSecond(deeds: readonly Deed[], index: number): number {
    let last = index;
    while (last + 1 < deeds.length && deeds[last + 1].time === deeds[index].time) last++;
    return last;
}

/** Turns a history into evenings. Rows are in the order in which they were written. */
export function recordedEvenings(random: Random, rows: readonly HistoryRow[], size: GuildSize): RecordedWorkload {
    const split = splitEvenings(rows, size.officers);
    const evenings: RecordedEvening[] = [];
    for (const deeds of split) {
        const index = evenings.length;
        // Some member hears what is written, so that a crash of one can be among the faults.
        const member = random.integer(size.officers, size.clients - 1);
        const present = drawPresent(random, deeds, member, size.clients);
        const faults = faultsOf(index, split.length, deeds.length, { officer: deeds[0].officer, member }).map(
            (fault) => ({
                ...fault,
                afterDeed: lastOfSecond(deeds, fault.afterDeed),
            }),
        );
        evenings.push({ phase: "history", deeds, present, faults });
    }
    return { evenings, deeds: rows.length };
}
