/** Rooms, their pools, requests, leases, calls and listeners. */

import type {
    CallWhy,
    ContributeRefusal,
    EmitRefusal,
    Lease,
    LeaveReason,
    MeetFailure,
    MeetResult,
    Pool,
    PoolOptions,
    Room,
    RoomStatus,
} from "lib-event-ledger";
import { expectType, LibStub, room, type Same } from "./stage";

const library = LibStub("LibEventLedgerRooms-1.0");
expectType<Same<typeof library.version, string>>();
const made = library.createRoom({ name: "MyDKPLive", members: "group", timeout: 10 });
expectType<Same<typeof made, Room>>();
library.createRoom({
    name: "MyDKPLive",
    authorize: (action, subject, sender) => action !== "hold" || subject < sender,
});
// @ts-expect-error no name
library.createRoom({ members: "guild" });
// @ts-expect-error no such members
library.createRoom({ name: "MyDKPLive", members: "raid" });
// @ts-expect-error authorize() has to answer
library.createRoom({ name: "MyDKPLive", authorize: () => {} });
// @ts-expect-error what the library alone calls
room.receive("text", "sender");

// Pools: fields become the type of the values.
const bids = room.pool("bids", { key: (bid) => bid.item, fields: ["item:string", "amount:number", "note:string?"] });
interface Bid {
    readonly item: string;
    readonly amount: number;
    readonly note?: string | undefined;
}
expectType<Same<typeof bids, Pool<Bid>>>();
const [ok, refusal] = bids.replaceContribution({ item: "Ashkandi", amount: 120 });
expectType<Same<typeof ok, boolean>>();
expectType<Same<typeof refusal, ContributeRefusal | undefined>>();
// @ts-expect-error no amount
bids.replaceContribution({ item: "Ashkandi" });
// @ts-expect-error a text is no number
bids.replaceContribution({ item: "Ashkandi", amount: "120" });
// @ts-expect-error no such field
bids.replaceContribution({ item: "Ashkandi", amount: 120, player: "Thrall" });
expectType<Same<ReturnType<typeof bids.getContribution>, Bid | undefined>>();
expectType<Same<ReturnType<typeof bids.getAllContributions>, LuaTable<string | number, Bid>>>();
const end = bids.on("changed", (key, value, owner, old) => {
    expectType<Same<typeof key, string | number>>();
    expectType<Same<typeof value, Bid | undefined>>();
    expectType<Same<typeof owner, string | undefined>>();
    expectType<Same<typeof old, Bid | undefined>>();
});
end();
// @ts-expect-error no such listener
bids.on("changd", () => {});
// @ts-expect-error a key is a string or a number
bids.removeContribution(true);

// The same from a constant, from a list that is not known, and without fields.
const FIELDS = ["item:string", "amount:number", "note:string?"] as const;
expectType<Same<Pool<Bid>, ReturnType<typeof fromConstant>>>();
const fromConstant = () => room.pool("bids", { key: (bid) => bid.item, fields: FIELDS });
const texts: string[] = ["item:string"];
const anyFields = room.pool("bids", { key: (bid) => bid.item as string, fields: texts });
expectType<Same<typeof anyFields, Pool<Readonly<Record<string, unknown>>>>>();
const named = room.pool<Bid>("bids", { key: (bid) => bid.item });
expectType<Same<typeof named, Pool<Bid>>>();
const annotated = room.pool("bids", { key: (bid: Bid) => bid.item });
expectType<Same<typeof annotated, Pool<Bid>>>();
const options: PoolOptions<Bid> = { key: ({ item }) => item };
const fromOptions = room.pool("bids", options);
expectType<Same<typeof fromOptions, Pool<Bid>>>();
const unknown = room.pool("bids", { key: () => 1 });
expectType<Same<typeof unknown, Pool>>();
// @ts-expect-error no key
room.pool("bids", { fields: ["item:string"] });
// @ts-expect-error a value without fields is not known
room.pool("bids", { key: (bid) => bid.item });
const wanted = room.stringPool("wanted");
expectType<Same<typeof wanted, Pool<string>>>();
// @ts-expect-error a pool of numbers
room.numberPool("numbers").replaceContribution("5");

// Listeners: what the room tells, and events.
room.on("joined", (name) => expectType<Same<typeof name, string>>());
room.on("left", (_name, reason) => expectType<Same<typeof reason, LeaveReason>>());
room.on("opened", (scope) => expectType<Same<typeof scope, string>>());
room.on("gap", (_sender, count) => expectType<Same<typeof count, number>>());
room.on("countdown", (value, sender) => {
    expectType<Same<typeof value, unknown>>();
    expectType<Same<typeof sender, string>>();
})();
// @ts-expect-error nothing else is told of who has come
room.on("joined", (_name, _reason) => {});
// @ts-expect-error who says an event is a string
room.on("countdown", (_value, sender: number) => sender);
const [said, why] = room.emit("countdown", { seconds: 5 });
expectType<Same<typeof said, boolean>>();
expectType<Same<typeof why, EmitRefusal | undefined>>();

const request = room.meet(
    { event: "pull", mates: 2, labels: { role: "tank" }, selector: "role in (tank, healer)", timeout: false },
    (result, failure) => {
        expectType<Same<typeof result, MeetResult | undefined>>();
        expectType<Same<typeof failure, MeetFailure | undefined>>();
    },
);
expectType<Same<ReturnType<typeof request.cancel>, boolean>>();
// @ts-expect-error no event
room.meet({ mates: 2 }, () => {});
// @ts-expect-error true is no time
room.meet({ event: "pull", timeout: true }, () => {});
for (const { createdAt } of room.pending()) {
    expectType<Same<typeof createdAt, number>>();
}

const lease = room.lease("auctioneer", { electors: ["Thrall-Durotan"] });
expectType<Same<typeof lease, Lease>>();
room.lease("auctioneer", { electors: [0, 1] }).acquire((granted) => expectType<Same<typeof granted, boolean>>());
lease.acquire(() => {}, { wait: false });
lease.on("changed", (holders, term) => {
    expectType<Same<typeof holders, readonly string[]>>();
    expectType<Same<typeof term, number | undefined>>();
});
// @ts-expect-error names or ranks, not both
room.lease("auctioneer", { electors: ["Thrall-Durotan", 0] });
// @ts-expect-error no such option
lease.acquire(() => {}, { wiat: false });

room.handle("raid", {
    getFoo: (args, caller) => {
        expectType<Same<typeof args, unknown>>();
        return caller;
    },
    boss: {
        later: (_args, _caller, respond) => {
            expectType<Same<ReturnType<typeof respond>, boolean>>();
            return respond;
        },
    },
})();
// @ts-expect-error neither a function nor a table of them
room.handle("raid", { getFoo: 5 });
room.call("any", "raid.getFoo", undefined, (result, failure, detail) => {
    expectType<Same<typeof result, unknown>>();
    expectType<Same<typeof failure, CallWhy | undefined>>();
    expectType<Same<typeof detail, string | undefined>>();
});
room.call(
    () => lease.holders()[0],
    "raid.getFoo",
    { item: 5 },
    () => {},
    { timeout: 5 },
);
// @ts-expect-error no callback
room.call("any", "raid.getFoo", {});
room.ping("Thrall-Durotan", (seconds) => expectType<Same<typeof seconds, number | undefined>>());

const status: RoomStatus = room.status();
expectType<Same<typeof status.closedReason, "noGuild" | "noGroup" | "unknown" | "closed" | undefined>>();
// @ts-expect-error a status is read only
status.members = 5;
