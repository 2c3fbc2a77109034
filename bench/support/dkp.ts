/** A ledger like that of SimpleDKP: one type, its reducer, and a long log of it. */

import { formatGuid } from "../../src/event/guid";
import { toId } from "../../src/event/key";
import { parseField } from "../../src/event/field";
import { encodeBody, Schema, type TypeDefinition } from "../../src/event/schema";
import type { LedgerEvent } from "../../src/api/event";
import { Random } from "../../realm/random";
import type { History } from "./history";

const SERVER = 4465;
const START = 1622419200;
const WEEK = 604800;
const RAIDERS = 40;
const REASONS = ["Ragnaros", "Onyxia", "Nefarian", "attendance", "on time"];

export const AWARD: TypeDefinition = {
    name: "award",
    id: 1,
    fields: ["players:guid[]", "amount", "reason"].map((field) => parseField(field)!),
};

export interface Standings {
    readonly points: LuaTable<string, number>;
    awards: number;
}

export function newStandings(): Standings {
    return { points: new LuaTable(), awards: 0 };
}

/** The reducer of examples/SimpleDKP. */
export function award(this: void, state: object, event: LedgerEvent): void {
    const standings = state as Standings;
    for (const player of event.players as string[]) {
        standings.points.set(player, (standings.points.get(player) ?? 0) + (event.amount as number));
    }
    standings.awards++;
}

export function newSchema(): Schema {
    const schema = new Schema();
    schema.add(AWARD);
    return schema;
}

/** Awards that one officer writes in a row. */
const RUN = 20;

/** Awards to one player each, spread evenly over the weeks; the officers take turns. */
export function awardHistory(count: number, weeks: number): History {
    const random = new Random(2);
    const times: number[] = [];
    const ids: number[] = [];
    const bodies: string[] = [];
    const perWeek = math.ceil(count / weeks);
    for (const index of $range(0, count - 1)) {
        const inWeek = index % perWeek;
        times[index] = START + math.floor(index / perWeek) * WEEK + math.floor((inWeek * (WEEK - 1)) / perWeek);
        ids[index] = toId(5000 + (math.floor(index / RUN) % 3), 0);
        const players = [formatGuid(SERVER, 100000 + random.integer(1, RAIDERS) * 7919)];
        const values = { players, amount: random.integer(-3, 6) * 10, reason: random.pick(REASONS) };
        bodies[index] = encodeBody(AWARD, values)[0]!;
    }
    return { name: "awards", times, ids, bodies, count };
}
