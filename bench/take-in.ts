/** One live event at a member whose state keeps a history, and at who writes it: processor time and garbage. */

import type { Client, Realm } from "../realm/realm";
import { BlockReader } from "../src/block/reader";
import { BlockWriter } from "../src/block/writer";
import { parseField } from "../src/event/field";
import { formatGuid } from "../src/event/guid";
import { toId } from "../src/event/key";
import { encodeBody } from "../src/event/schema";
import { type Figure, measure } from "./harness";
import { callbackCost, type Cost } from "./support/callbacks";
import { addOfficer, checkErrors, createGuildRealm } from "./support/guild";

/** Events in the log before, and those that are measured. */
const BEFORE = 2000;
const MEASURED = 60;

/** Seconds of play from one event to the next. */
const APART = 5;

const ROUNDS = 3;

const clock = os.clock;

const LEDGER = `
    Saved = {}
    Ledger = LibStub("LibEventLedger-1.0"):createLedger({
        name = "TakeIn",
        saved = Saved,
        authorize = LibStub("LibEventLedger-1.0").policies.guildRank(1),
        initialState = function() return { points = {}, history = {} } end,
    })
    Ledger:define("award", { id = 1, fields = { "player:guid", "amount", "reason" } }, function(state, event)
        local player, amount = event.player, event.amount
        state.points[player] = (state.points[player] or 0) + amount
        state.history[#state.history + 1] = { time = event.time, player = player, amount = amount, reason = event.reason }
    end)
    Ledger:start()

    function Submit(index)
        Ledger:submit("award", {
            player = string.format("Player-1001-%08X", index % 40 + 1),
            amount = index % 50,
            reason = "Item " .. index % 300,
        })
    end
`;

const AWARD = {
    name: "award",
    id: 1,
    fields: ["player:guid", "amount", "reason"].map((field) => parseField(field)!),
};

/** The least that taking in an event can be: its block is read, and what stands in it is put behind the others in plain lists. */
function bareTime(): number {
    const blocks: string[] = [];
    for (const index of $range(1, BEFORE)) {
        const player = formatGuid(1001, (index % 40) + 1);
        const [body] = encodeBody(AWARD, { player, amount: index % 50, reason: `Item ${tostring(index % 300)}` });
        const writer = new BlockWriter();
        writer.add(1622419200 + index * APART, toId(5000, 0), 1001, body!);
        blocks[index - 1] = writer.finish();
    }
    const seconds = measure(() => {
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
    });
    return seconds / BEFORE;
}

/** A guild with an officer who writes, and one who only takes in. */
function createPair(): LuaMultiReturn<[realm: Realm, writer: Client, member: Client]> {
    const realm = createGuildRealm({});
    const writer = addOfficer(realm, "Thrall");
    const member = addOfficer(realm, "Jaina");
    for (const client of [writer, member]) {
        client.login();
        client.run(LEDGER);
    }
    realm.advance(20);
    for (const index of $range(1, BEFORE)) {
        writer.call("Submit", index);
        if (index % 10 === 0) realm.advance(1);
    }
    if (!realm.advanceUntil(() => member.evaluate("#Ledger:getState().history") === BEFORE, 3600)) {
        error("the member has not got all", 0);
    }
    realm.advance(120);
    return $multi(realm, writer, member);
}

/** What a member's callbacks take while events are written, each of them, and the seconds that submit() itself takes. */
function play(realm: Realm, writer: Client, member: Client): LuaMultiReturn<[taken: Cost, submit: number]> {
    let submit = 0;
    const { seconds, kilobytes } = callbackCost(() => {
        for (const index of $range(1, MEASURED)) {
            const start = clock();
            writer.call("Submit", index);
            submit += clock() - start;
            realm.advance(APART);
        }
    }, member);
    const idle = callbackCost(() => realm.advance(MEASURED * APART), member);
    return $multi(
        { seconds: (seconds - idle.seconds) / MEASURED, kilobytes: (kilobytes - idle.kilobytes) / MEASURED },
        submit / MEASURED,
    );
}

export function run(): Figure[] {
    const bare = bareTime();
    const [realm, writer, member] = createPair();
    let seconds = math.huge;
    let submitSeconds = math.huge;
    for (const _ of $range(1, ROUNDS)) {
        const [cost, submit] = play(realm, writer, member);
        seconds = math.min(seconds, cost.seconds);
        submitSeconds = math.min(submitSeconds, submit);
    }
    collectgarbage("collect");
    collectgarbage("stop");
    const [{ kilobytes }] = play(realm, writer, member);
    collectgarbage("restart");
    checkErrors(realm);
    return [
        {
            name: "a member takes in a live event among 2,000, all that follows included, over reading and appending it",
            value: seconds / bare,
            unit: "×",
            target: 8,
            atMost: true,
        },
        { name: "the same, processor time", value: seconds * 1e6, unit: "us" },
        { name: "the same, memory used", value: kilobytes, unit: "kB", target: 10, atMost: true },
        { name: "submit() among 2,000 events", value: submitSeconds * 1e6, unit: "us" },
    ];
}
