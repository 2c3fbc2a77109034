/** States of the companion and of the library's own ledger: the same bytes, now and at times, of recorded histories and of the examples. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { encodeHead } from "../../src/format/items";
import { compareKeys, packKey, type StoredEvent } from "../../src/format/key";
import { readSavedVariables } from "../../src/format/saved-file";
import { LogMachine } from "../../src/state/log-machine";
import { Modules } from "../../src/state/modules";
import { ledgerNames, statesOf } from "../../src/state/saved-states";
import { States } from "../../src/state/states";
import { importFile, localRoomId } from "../../src/store/local-rooms";
import type { Room } from "../../src/store/driver";
import type { LogName } from "../../src/store/event-columns";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { ROOT, writeStates } from "../support/library";
import { newFolder, savedBytes } from "../support/stored";

const RECORDINGS = [
    ["raid-history-wrath", true],
    ["raid-history-dkp", false],
    ["loot-history", true],
    ["epgp-history-text", false],
    ["dkp-history-text", false],
] as const;

const VARIABLE = "My_Saved";

/** Compares what the companion makes of a file with what the library has told. @returns the states that were compared. */
async function compare(path: string, modulePath: string, told: readonly string[]): Promise<number> {
    const driver = openSqlite(MEMORY);
    const file = readSavedVariables(readFileSync(path));
    await importFile(driver, path, file, new Map());
    const [ledger] = file.ledgers;
    const [scope] = ledger.scopes;
    const room = await driver.room(localRoomId("", scope.name));
    assert.ok(room !== undefined);
    const text = readFileSync(modulePath, "utf8");
    const modules = await Modules.open([{ path: modulePath, addon: "Spec", text }]);
    expect(modules.problems).toEqual([]);
    const log = { ledger: ledger.path, scope: scope.name };
    const machine = new LogMachine("one", modules.ledgers[0], log);
    await machine.update(room);
    await machine.finish();
    for (const line of told) {
        const [what, ...rest] = line.split("\t");
        const hex = rest.at(-1) ?? "";
        if (what === "at") await machine.seek(Number(rest[0]));
        const state = await machine.canonical(what === "at");
        assert.ok("bytes" in state, "problem" in state ? state.problem : "");
        assert.equal(Buffer.from(state.bytes).toString("hex"), hex, `${what} ${rest[0]}`);
    }
    await compareSaved(path, room, machine, log);
    await modules.stop();
    await driver.close();
    return told.length;
}

/** Without a module the state is what the library has saved with the file, where it has: here that of the same events. */
async function compareSaved(path: string, room: Room, machine: LogMachine, log: LogName): Promise<void> {
    const file = readSavedVariables(readFileSync(path));
    const saved = statesOf([{ path: "", file, written: 7 }]);
    const states = new States(Modules.NONE, saved, () => 0);
    const answer = await states.state(room, { log });
    if (file.ledgers[0].scopes[0].checkpoint === undefined) {
        assert.deepEqual([answer.source, answer.state, answer.saved], ["none", null, null]);
        return;
    }
    assert.deepEqual([answer.source, answer.saved?.savedAt], ["saved", 7]);
    await machine.seek(answer.time ?? 0);
    assert.equal((await machine.position(true)).events, answer.events);
    assert.deepEqual((await machine.state(true)).value, answer.state);
}

test.each(RECORDINGS)("%s", async (name, isSingle) => {
    const folder = newFolder();
    const [path, modulePath] = [join(folder, "Saved.lua"), join(folder, "Module.lua")];
    const text = readFileSync(join(import.meta.dirname, "histories.lua"), "utf8");
    writeFileSync(modulePath, text.replace('rawget(_G, "IS_SINGLE")', String(isSingle)));
    const told = writeStates(path, VARIABLE, modulePath, name);
    // The recordings are not everywhere.
    if (told.length === 1 && told[0] === "none") return;
    assert.equal(await compare(path, modulePath, told), 14);
});

const guid = (id: number): Buffer => Buffer.of(0x46, 0xe9, 0x07, 0, 0, 0, id);
const text = (words: string): Buffer => Buffer.concat([encodeHead(3, Buffer.byteLength(words)), Buffer.from(words)]);
const guids = (ids: readonly number[]): Buffer => {
    const list = Buffer.from([0xe9, 7, ids.length, ...ids.flatMap((id) => [0, 0, 0, id])]);
    return Buffer.concat([encodeHead(2, list.length), list]);
};

/** Events with bodies that are drawn, some of which are taken back. */
function drawn(random: Random, count: number, draw: (before: readonly StoredEvent[]) => Buffer): StoredEvent[] {
    const events: StoredEvent[] = [];
    for (let index = 0; index < count; index++) {
        const key = {
            time: 1_690_000_000 + index * random.integer(1000, 9000),
            creator: random.integer(1, 9),
            counter: index % 256,
        };
        const revoked = events.length > 5 && random.integer(1, 12) === 1 ? random.pick(events) : undefined;
        const isBehind = revoked !== undefined && compareKeys(revoked, key) < 0;
        const body = isBehind ? Buffer.concat([Buffer.of(0, 0x49), packKey(revoked)]) : draw(events);
        events.push({ ...key, server: 1001, body });
    }
    const byKey = new Map(events.map((event) => [packKey(event).toString("hex"), event]));
    return [...byKey.values()].sort(compareKeys);
}

/** What SimpleDKP writes, and now and then what does not fit. */
function simpleDkp(random: Random): Buffer {
    const ids = Array.from({ length: random.integer(1, 25) }, () => random.integer(1, 40));
    const reason = random.pick([[], [text("Ragnaros")], [text("on time")]]);
    if (random.integer(1, 10) === 1) return Buffer.concat([Buffer.of(2, random.integer(1, 20)), ...reason]);
    if (random.integer(1, 30) === 1) return Buffer.concat([Buffer.of(1), text("no list")]);
    return Buffer.concat([Buffer.of(1), guids([...new Set(ids)]), Buffer.of(random.integer(0, 23)), ...reason]);
}

function lootCouncil(random: Random, before: readonly StoredEvent[]): Buffer {
    const opened = before.filter(({ body }) => body[0] === 1);
    if (opened.length === 0 || random.integer(1, 8) === 1)
        return Buffer.concat([Buffer.of(1), text(`item:${random.integer(1000, 30_000)}`)]);
    const { time, creator, counter } = random.pick(opened.slice(-3));
    const session = text(`${time}/${creator}/${counter}`);
    if (random.integer(1, 8) === 1) return Buffer.concat([Buffer.of(3), session, text("Thrall")]);
    return Buffer.concat([Buffer.of(2), session, random.pick([text("need"), text("Thrall"), guid(1), Buffer.of(5)])]);
}

test.each([
    ["SimpleDKP/Ledger.lua", (random: Random) => simpleDkp(random)],
    ["LootCouncil/Council.lua", lootCouncil],
] as const)("the example %s", async (module, draw) => {
    const random = new Random(20261201);
    const path = join(newFolder(), "Saved.lua");
    writeFileSync(path, savedBytes(drawn(random, 2000, (before) => draw(random, before))));
    const modulePath = join(ROOT, "examples", module);
    const told = writeStates(path, VARIABLE, modulePath);
    assert.equal(await compare(path, modulePath, told), 14);
});

test("a ledger is known by the name that its file gives for the variable", async () => {
    const names = ledgerNames([{ path: "", file: readSavedVariables(savedBytes([])), written: null }]);
    assert.equal(names.size, 0);
    const text = "return { name = 'Other', initialState = function() return {} end, define = function() end }";
    const modules = await Modules.open([{ path: "a.lua", addon: "a", text }], new Map([["Deep.Saved", "Other"]]));
    assert.equal(modules.find("Deep.Saved")?.name, "Other");
    assert.equal(modules.find("Other")?.name, "Other");
    assert.equal(modules.find("Another"), undefined);
    await modules.stop();
});
