/** What define() infers from the fields, in the reducer and in the type that it gives. */

import type { EventOf, EventType, LedgerEvent, SubmitRefusal, ValuesOf } from "lib-event-ledger";
import { expectType, ledger, type Same } from "./stage";

const FIELDS = {
    id: 1,
    fields: [
        "player:guid",
        "players:guid[]",
        "amount:number",
        "reason:string",
        "isBonus:boolean",
        "note:string?",
        "extra",
    ],
} as const;

const award = ledger.define("award", FIELDS, (state, event) => {
    expectType<Same<typeof event.type, "award">>();
    expectType<Same<typeof event.time, number>>();
    expectType<Same<typeof event.creatorGuid, string>>();
    expectType<Same<typeof event.player, string>>();
    expectType<Same<typeof event.players, readonly string[]>>();
    expectType<Same<typeof event.amount, number>>();
    expectType<Same<typeof event.reason, string>>();
    expectType<Same<typeof event.isBonus, boolean>>();
    expectType<Same<typeof event.note, string | undefined>>();
    expectType<Same<typeof event.extra, unknown>>();
    state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
    // @ts-expect-error no such field
    state.points[event.plyer] = 1;
    // @ts-expect-error a number
    const amount: string = event.amount;
    // @ts-expect-error events are read only
    event.amount = 5;
    // @ts-expect-error a bare field may be anything
    state.points.sum += event.extra;
    return amount;
});

type Award = EventOf<typeof award>;
type AwardValues = ValuesOf<typeof award>;
expectType<Same<Award["amount"], number>>();
expectType<Same<Award["type"], "award">>();

const values: AwardValues = { player: "", players: [], amount: 5, reason: "", isBonus: true };
const [event, refusal] = award.submit(values);
expectType<Same<typeof event, Award | undefined>>();
expectType<Same<typeof refusal, SubmitRefusal | undefined>>();
if (event === undefined) {
    expectType<Same<typeof refusal, SubmitRefusal>>();
} else {
    expectType<Same<typeof event, Award>>();
}
award.submit({ ...values, note: "x", extra: { any: [1, "x", true] } });
award.submit({ ...values, note: undefined });
// @ts-expect-error a number
award.submit({ ...values, amount: "x" });
// @ts-expect-error no such field
award.submit({ ...values, plyer: "x" });
// @ts-expect-error a text
award.submit({ ...values, note: 5 });
// @ts-expect-error a list
award.submit({ ...values, players: "Player-1-00000001" });
// @ts-expect-error required fields are missing
award.submit({ amount: 5 });
// @ts-expect-error an event's own members are not given
award.submit({ ...values, time: 5 });

for (const { amount, player } of award.events({ from: 5, creator: "Player-1-00000001" })) {
    expectType<Same<typeof amount, number>>();
    expectType<Same<typeof player, string>>();
}
// @ts-expect-error the type is given already
award.events({ type: "award" });

declare const anyEvent: LedgerEvent;
expectType<Same<typeof anyEvent.amount, unknown>>();
if (award.is(anyEvent)) {
    const { amount } = anyEvent;
    expectType<Same<typeof amount, number>>();
}
ledger.revoke(event!);

// Fields of which every one may be missing, and none at all.
const vote = ledger.define("vote", { id: 2, fields: ["choice:number?", "remark:any"] }, () => {});
vote.submit({});
const ping = ledger.define("ping", { id: 3, fields: [] }, (_state, { time }) => {
    expectType<Same<typeof time, number>>();
});
ping.submit({});
// @ts-expect-error no such field
ping.submit({ player: "x" });

// @ts-expect-error no such kind
ledger.define("wrong", { id: 4, fields: ["amount:numbr"] }, () => {});
// @ts-expect-error the name of a member that every event has
ledger.define("wrong", { id: 4, fields: ["time:number"] }, () => {});
// @ts-expect-error no id
ledger.define("wrong", { fields: ["amount:number"] }, () => {});
// @ts-expect-error the reducer wants another event
ledger.define("wrong", { id: 4, fields: ["amount:number"] }, (_state, { amount }: { amount: string }) => amount);

// Fields that are only known at run time.
declare const fields: string[];
const loose = ledger.define("loose", { id: 5, fields }, (_state, looseEvent) => {
    expectType<Same<typeof looseEvent, LedgerEvent>>();
});
loose.submit({ whatever: 5 });
const types: EventType[] = [loose];
types[0].submit({ whatever: 5 });
