/** What getState() gives: it can be read, and not be changed. */

import type { Ledger, ReadonlyState } from "lib-event-ledger";
import { expectType, type Same } from "./stage";

interface Standing {
    effort: number;
    history: { amount: number }[];
}

interface Deep {
    version: number;
    note?: string;
    list: string[];
    pair: [number, Standing];
    byName: Record<string, Standing>;
    table: LuaTable<string, Standing>;
    map: LuaMap<number, Standing>;
    set: LuaSet<string>;
}

declare const deep: Ledger<Deep>;
const state = deep.getState();

expectType<Same<typeof state.version, number>>();
expectType<Same<typeof state.note, string | undefined>>();
expectType<Same<typeof state.list, readonly string[]>>();
expectType<Same<typeof state.set, ReadonlyLuaSet<string>>>();
expectType<Same<ReturnType<typeof state.map.get>, ReadonlyState<Standing> | undefined>>();
expectType<Same<ReturnType<typeof state.table.get>, ReadonlyState<Standing>>>();
for (const [name, standing] of state.table) {
    expectType<Same<typeof name, string>>();
    expectType<Same<typeof standing, ReadonlyState<Standing>>>();
}
for (const [id, standing] of state.map) {
    expectType<Same<typeof id, number>>();
    expectType<Same<typeof standing, ReadonlyState<Standing>>>();
}
for (const name of state.set) expectType<Same<typeof name, string>>();
expectType<Same<ReturnType<typeof state.table.length>, number>>();

// @ts-expect-error read only
state.version = 5;
// @ts-expect-error read only
state.list[0] = "x";
// @ts-expect-error read only
state.list.push("x");
// @ts-expect-error read only
state.pair[1].effort = 5;
// @ts-expect-error read only
state.byName.Thrall = { effort: 5, history: [] };
// @ts-expect-error read only
state.byName.Thrall.effort = 5;
// @ts-expect-error read only
state.byName.Thrall.history[0].amount++;
// @ts-expect-error read only
state.table.set("Thrall", { effort: 5, history: [] });
// @ts-expect-error read only
state.table.get("Thrall").effort = 5;
// @ts-expect-error read only
state.table.delete("Thrall");
// @ts-expect-error read only
state.map.get(5)!.history.pop();
// @ts-expect-error read only
state.map.delete(5);
// @ts-expect-error read only
state.set.add("Thrall");

deep.on("stateChanged", (changed) => {
    // @ts-expect-error read only
    changed.version = 5;
});
// A state of an earlier time is the caller's own, and reducers change theirs.
deep.stateAt(5, (older) => {
    older!.version = 5;
});
deep.define("x", { id: 1, fields: [] }, (next) => {
    next.table.set("Thrall", { effort: 5, history: [] });
});
