/** Recorded histories as a workload: every row becomes an award, written in the second in which it was recorded. */

import { type Random } from "../../realm/random";
import { type GuildSize } from "./attendance";
import { type Award, type Deed, type Evening, type Workload } from "./evening";
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
}

/** Seconds without a row after which everybody has logged out. */
const BREAK = 600;
/** Probability that a client who writes nothing comes to an evening: each login costs a replay of the whole log. */
const ATTENDANCE = 0.1;
/** The middle of the second: rounding of the realm's clock must not move a row into the one before. */
const INSIDE_SECOND = 0.5;

/** Row -> award: the targets become players, the first value there is the amount, everything else the reason. */
export function toAward(row: HistoryRow): Award {
    const reason = [`kind ${row.kind}`, `actor ${row.actor}`];
    if (row.item !== undefined) reason.push(`item ${row.item}`);
    if (row.v1 !== undefined && row.v2 !== undefined) reason.push(`v2 ${row.v2}`);
    return {
        players: row.targets.map((target) => playerGuid(target)),
        amount: row.v1 ?? row.v2 ?? 0,
        reason: table.concat(reason, ", "),
    };
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
function splitEvenings(rows: readonly HistoryRow[], officers: number): Deed[][] {
    const officerOf = assignOfficers(rows, officers);
    const evenings: Deed[][] = [];
    let deeds: Deed[] = [];
    let last = 0;
    for (const row of rows) {
        const second = math.max(row.ts, last);
        if (second - last > BREAK) {
            deeds = [];
            evenings.push(deeds);
        }
        deeds.push({ time: second + INSIDE_SECOND, officer: officerOf.get(row.actor), award: toAward(row) });
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

/** Turns a history into evenings. Rows are in the order in which they were written. */
export function recordedEvenings(random: Random, rows: readonly HistoryRow[], size: GuildSize): Workload {
    const split = splitEvenings(rows, size.officers);
    const evenings: Evening[] = [];
    for (const deeds of split) {
        const index = evenings.length;
        // Some member hears what is written, so that a crash of one can be among the faults.
        const member = random.integer(size.officers, size.clients - 1);
        const present = drawPresent(random, deeds, member, size.clients);
        const faults = faultsOf(index, split.length, deeds.length, { officer: deeds[0].officer, member });
        evenings.push({ phase: "history", deeds, present, faults });
    }
    return { evenings, deeds: rows.length };
}
