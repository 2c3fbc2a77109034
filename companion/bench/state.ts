/** States by a module: cold, at times when warm, and with a new event. A state is asked of an embedded database, as the page does. */
import { Random } from "../../tools/random.mjs";
import { packKey, type StoredEvent } from "../src/format/key";
import { Modules } from "../src/state/modules";
import { States } from "../src/state/states";
import { importScope } from "../src/store/import-scope";
import { MEMORY, openSqlite } from "../src/store/sqlite/sqlite-driver";
import { readSavedVariables } from "../src/format/saved-file";
import { writeLedger } from "../src/format/ledger-writer";
import { writeLuaFile } from "../src/format/lua-writer";
import type { Room } from "../src/store/driver";
import { THIS_WEEK } from "./bench-events";

const LOG = { ledger: "Bench_Saved", scope: "guild:Bench-Realm" };
const PLAYERS = 400;
const RAIDS = 60;
const RAID_SIZE = 25;
const SECONDS = 120;

const MODULE = `
local module = { name = "Bench", saved = "Bench_Saved", initialState = function() return { points = {}, awards = 0 } end }
function module.define(ledger)
    local fields = { "players:guid[]", "amount:number", "reason:string?" }
    ledger:define("award", { id = 1, fields = fields }, function(state, event)
        for _, player in ipairs(event.players) do
            state.points[player] = (state.points[player] or 0) + event.amount
        end
        state.awards = state.awards + 1
    end)
end
module.views = { standings = { columns = { "player:player", "points:number" }, rows = function(state)
    local rows = {}
    for player, points in pairs(state.points) do
        rows[#rows + 1] = { player, points }
    end
    table.sort(rows, function(a, b) return a[2] > b[2] or a[2] == b[2] and a[1] < b[1] end)
    return rows
end } }
return module
`;

const packed = (ids: readonly number[]): Buffer =>
    Buffer.from([0xe9, 7, ids.length, ...ids.flatMap((id) => [0, 0, id >> 8, id & 255])]);

/** The raids of a guild: whoever comes to one gets its awards. */
function raidsOf(random: Random): Buffer[] {
    return Array.from({ length: RAIDS }, () => {
        const start = random.integer(0, PLAYERS - RAID_SIZE);
        return packed(Array.from({ length: RAID_SIZE }, (_, index) => start + index));
    });
}

/** One award, to one player or a whole raid, with a word why. One in fifty takes an earlier one back. */
function eventAt(random: Random, index: number, events: readonly StoredEvent[], raids: readonly Buffer[]): StoredEvent {
    const key = { time: THIS_WEEK - 20_000_000 + index * SECONDS, creator: random.integer(1, 6), counter: 0 };
    if (index > 50 && random.integer(1, 50) === 1) {
        const target = packKey(events[random.integer(0, index - 1)]);
        return { ...key, server: 1001, body: Buffer.concat([Buffer.of(0, 0x49), target]) };
    }
    const players = random.integer(1, 4) === 1 ? random.pick(raids) : packed([random.integer(0, PLAYERS - 1)]);
    const head = players.length < 24 ? [0x40 + players.length] : [0x58, players.length];
    const reason = Buffer.from(random.pick(["boss", "on time", "decay", "Helm of the Third Wind"]));
    const rest = [Buffer.of(random.integer(1, 23), 0x60 + reason.length), reason];
    return { ...key, server: 1001, body: Buffer.concat([Buffer.of(1, ...head), players, ...rest]) };
}

async function store(room: Room, events: readonly StoredEvent[]): Promise<void> {
    const bytes = writeLuaFile(new Map([[LOG.ledger, writeLedger(new Map([[LOG.scope, { events }]]))]]));
    const [{ scopes }] = readSavedVariables(bytes).ledgers;
    await importScope(room, LOG.ledger, scopes[0], new Map());
}

const medianOf = (values: readonly number[]): number =>
    [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

async function timed(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
}

async function measure(count: number): Promise<void> {
    const random = new Random(7);
    const raids = raidsOf(random);
    const events: StoredEvent[] = [];
    for (let index = 0; index < count; index++) events.push(eventAt(random, index, events, raids));
    const driver = openSqlite(MEMORY);
    const room = await driver.room("bench", { create: true });
    if (room === undefined) throw new Error("no room");
    await store(room, events.slice(0, -1));
    const colds: number[] = [];
    let states: States | undefined;
    for (let round = 0; round < 3; round++) {
        await states?.stop();
        const modules = await Modules.open([{ path: "Bench.lua", addon: "Bench", text: MODULE }]);
        const opened = new States(modules, new Map(), () => performance.now());
        states = opened;
        colds.push(await timed(async () => problemless(await opened.view(room, { log: LOG }))));
    }
    if (states === undefined) return;
    const asked = states;
    const times = Array.from({ length: 40 }, () => events[random.integer(0, count - 1)].time);
    const slides: number[] = [];
    for (const at of times) slides.push(await timed(() => asked.view(room, { log: LOG, at })));
    await store(room, events.slice(-1));
    const news = await timed(() => asked.view(room, { log: LOG }));
    const player = "Player-1001-00000001";
    const curve = await timed(async () => problemless(await asked.curve(room, LOG, { player })));
    const difference = await timed(() =>
        asked.difference(room, LOG, { from: times[0], to: times[1], view: "standings" }),
    );
    const text = (ms: number): string => `${ms.toFixed(0)} ms`;
    console.log(
        `${count} events: cold ${text(medianOf(colds))}; at a time, warm, median ${text(medianOf(slides))}, most ${text(Math.max(...slides))}; ` +
            `a new event ${text(news)}; curve ${text(curve)}; difference ${text(difference)}`,
    );
    await asked.stop();
    await driver.close();
}

function problemless({ problem }: { readonly problem: string | null }): void {
    if (problem !== null) throw new Error(problem);
}

for (const count of [10_000, 100_000]) await measure(count);
