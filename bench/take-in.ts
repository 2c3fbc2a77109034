/**
 * One live event at a member, and at who writes it: processor time and garbage. Of numbers and a state of points; of records with
 * a text and a state that keeps each of them.
 */

import type { Client, Realm } from "../realm/realm";
import { BlockReader } from "../src/block/reader";
import { BlockWriter } from "../src/block/writer";
import { parseField } from "../src/event/field";
import { formatGuid } from "../src/event/guid";
import { toId } from "../src/event/key";
import { encodeBody } from "../src/event/schema";
import { NEAR } from "../src/replay/checkpoints";
import { type Figure, measure } from "./harness";
import { callbackCost, type Cost } from "./support/callbacks";
import { addOfficer, checkErrors, createGuildRealm } from "./support/guild";

/** Events in the log before. */
const BEFORE = 2000;

/** Those that are measured at a time: as many as the checkpoint of a large state lags behind before it is moved. */
const MEASURED = NEAR;

/** Seconds of play from one event to the next. */
const APART = 5;

const ROUNDS = 5;

const clock = os.clock;

const LEDGER = `
    local hasRecords, isDeclared = ...
    Saved = {}
    Ledger = LibStub("LibEventLedger-1.0"):createLedger({
        name = "TakeIn",
        saved = Saved,
        authorize = LibStub("LibEventLedger-1.0").policies.guildRank(1),
        appendOnly = isDeclared and { "history" } or nil,
        initialState = function() return { points = {}, history = {}, count = 0 } end,
    })
    Ledger:define("award", { id = 1, fields = { "player:guid", "amount", "reason" } }, function(state, event)
        local player, amount = event.player, event.amount
        state.points[player] = (state.points[player] or 0) + amount
        state.count = state.count + 1
        if hasRecords then
            state.history[state.count] = { time = event.time, player = player, amount = amount, reason = event.reason }
        end
    end)
    Ledger:start()

    function Submit(index)
        Ledger:submit("award", {
            player = string.format("Player-1001-%08X", index % 40 + 1),
            amount = index % 50,
            reason = hasRecords and "Item " .. index % 300 or index % 300,
        })
    end
`;

/** What is written, and what the state keeps of it. */
interface Kind {
    readonly name: string;
    readonly hasRecords: boolean;
    /** Whether the list of records is declared to only grow. */
    readonly isDeclared: boolean;
}

const KINDS: readonly Kind[] = [
    { name: "numbers only", hasRecords: false, isDeclared: false },
    { name: "records, declared list", hasRecords: true, isDeclared: true },
    { name: "records, plain state", hasRecords: true, isDeclared: false },
];

const AWARD = {
    name: "award",
    id: 1,
    fields: ["player:guid", "amount", "reason"].map((field) => parseField(field)!),
};

/** The least that taking in an event can be: its block is read, and what stands in it is put behind the others in plain lists. */
function bareLoop({ hasRecords }: Kind): (this: void) => void {
    const blocks: string[] = [];
    for (const index of $range(1, BEFORE)) {
        const player = formatGuid(1001, (index % 40) + 1);
        const reason = hasRecords ? `Item ${tostring(index % 300)}` : index % 300;
        const [body] = encodeBody(AWARD, { player, amount: index % 50, reason });
        const writer = new BlockWriter();
        writer.add(1622419200 + index * APART, toId(5000, 0), 1001, body!);
        blocks[index - 1] = writer.finish();
    }
    return () => {
        const times: number[] = [];
        const ids: number[] = [];
        const bodies: string[] = [];
        for (const index of $range(0, BEFORE - 1)) {
            const reader = new BlockReader(blocks[index], 1);
            reader.next();
            times[index] = reader.time;
            ids[index] = reader.id;
            bodies[index] = reader.body();
        }
    };
}

/** A guild with an officer who writes, and one who only takes in. */
function createPair({ hasRecords, isDeclared }: Kind): LuaMultiReturn<[realm: Realm, writer: Client, member: Client]> {
    const realm = createGuildRealm({});
    const writer = addOfficer(realm, "Thrall");
    const member = addOfficer(realm, "Jaina");
    for (const client of [writer, member]) {
        client.login();
        client.run(LEDGER, hasRecords, isDeclared);
    }
    realm.advance(20);
    for (const index of $range(1, BEFORE)) {
        writer.call("Submit", index);
        if (index % 10 === 0) realm.advance(1);
    }
    if (!realm.advanceUntil(() => member.evaluate("Ledger:getState().count") === BEFORE, 3600)) {
        error("the member has not got all", 0);
    }
    realm.advance(120);
    return $multi(realm, writer, member);
}

/** What a member's callbacks take while events are written, and meanwhile the seconds that submit() itself takes. */
function play(realm: Realm, writer: Client, member: Client): LuaMultiReturn<[taken: Cost, submit: number]> {
    let submit = 0;
    const taken = callbackCost(() => {
        for (const index of $range(1, MEASURED)) {
            const start = clock();
            writer.call("Submit", index);
            submit += clock() - start;
            realm.advance(APART);
        }
    }, member);
    return $multi(taken, submit);
}

/** What they take in the same time while nothing is written. */
function rest(realm: Realm, member: Client): Cost {
    return callbackCost(() => realm.advance(MEASURED * APART), member);
}

/** Kilobytes that taking in an event makes, with the collector stopped. */
function memoryOf(realm: Realm, writer: Client, member: Client): number {
    collectgarbage("collect");
    collectgarbage("stop");
    let kilobytes = 0;
    for (const _ of $range(1, ROUNDS)) {
        const [taken] = play(realm, writer, member);
        kilobytes += taken.kilobytes - rest(realm, member).kilobytes;
    }
    collectgarbage("restart");
    return kilobytes / ROUNDS / MEASURED;
}

function figuresOf(kind: Kind): Figure[] {
    const loop = bareLoop(kind);
    const [realm, writer, member] = createPair(kind);
    let bare = math.huge;
    let taken = math.huge;
    let idle = math.huge;
    let submit = math.huge;
    for (const _ of $range(1, ROUNDS)) {
        bare = math.min(bare, measure(loop, 1) / BEFORE);
        const [cost, submitSeconds] = play(realm, writer, member);
        taken = math.min(taken, cost.seconds);
        submit = math.min(submit, submitSeconds);
        idle = math.min(idle, rest(realm, member).seconds);
    }
    const seconds = (taken - idle) / MEASURED;
    const kilobytes = memoryOf(realm, writer, member);
    checkErrors(realm);
    return [
        {
            name: `${kind.name}: a member takes in a live event among 2,000, all that follows included, over reading and appending it`,
            value: seconds / bare,
            unit: "×",
            target: 8,
            atMost: true,
        },
        { name: "the same, processor time", value: seconds * 1e6, unit: "us" },
        { name: "the same, memory used", value: kilobytes, unit: "kB", target: 10, atMost: true },
        { name: "submit() among the same", value: (submit / MEASURED) * 1e6, unit: "us" },
    ];
}

export function run(): Figure[] {
    return KINDS.flatMap((kind) => figuresOf(kind));
}
