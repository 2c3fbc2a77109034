import { openScope, type SavedLedger, type SavedScope } from "../../src/log/archive";
import { LogCursor } from "../../src/log/cursor";
import { isKeyBefore } from "../../src/event/key";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, WEEK } from "../support/events";
import { NO_NATIVE, TOY_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";
import { savedOf, Store } from "../support/store";

const SEED = 133;
const TABLES = rounds(10000);
const SCOPE = "guild:Guild-Realm";

type Table = LuaTable<AnyNotNil, unknown>;

/** What the game may read from a file that somebody or something has changed. */
function randomThing(random: SeededRandom, text: unknown): unknown {
    const kind = random.integer(1, 8);
    if (kind === 1) return random.integer(-5, 5) * 1e9;
    if (kind === 2) return random.integer(0, 1) === 1;
    if (kind === 3) return random.bytes(random.integer(0, 30));
    if (kind === 4) return {};
    if (kind === 5) return [text];
    if (kind === 6) return undefined;
    return damage(random, typeof text === "string" ? text : "b 1 2 3 4 5 6 AAAA");
}

function damage(random: SeededRandom, text: string): string {
    let damaged = text;
    for (const _ of $range(1, random.integer(1, 3))) {
        const at = random.integer(1, math.min(damaged.length, random.integer(1, 2) === 1 ? 70 : 100000));
        const kind = random.integer(1, 4);
        const middle = kind === 1 ? random.bytes(1) : kind === 2 ? "" : kind === 3 ? "9" : "A ";
        damaged = string.sub(damaged, 1, at - 1) + middle + string.sub(damaged, kind === 4 ? at : at + 1);
    }
    return damaged;
}

/** The keys of a table in a fixed order. */
function keysOf(table: Table): AnyNotNil[] {
    const keys: AnyNotNil[] = [];
    for (const [key] of pairs(table)) keys.push(key);
    keys.sort((a, b) => (tostring(a) < tostring(b) ? -1 : 1));
    return keys;
}

/** Changes one thing of a table, or of a table within it. */
function change(random: SeededRandom, table: Table): void {
    const keys = keysOf(table);
    if (keys.length === 0) return;
    const key = keys[random.integer(0, keys.length - 1)];
    const value = table.get(key);
    const chance = random.integer(1, 10);
    if (type(value) === "table" && chance <= 8) {
        change(random, value as Table);
    } else if (chance === 10) {
        table.set(["x", 5, 1.5, true, WEEK, -1, "weeks"][random.integer(0, 6)], randomThing(random, value));
    } else {
        const changed = randomThing(random, value);
        if (changed === undefined) table.delete(key);
        else table.set(key, changed);
    }
}

function copyOf(table: Table): Table {
    const copy = new LuaTable() as Table;
    for (const [key, value] of pairs(table)) copy.set(key, type(value) === "table" ? copyOf(value as Table) : value);
    return copy;
}

/** Keys and bodies of a log; what is wrong with their order, where something is. */
function read(store: Store): LuaMultiReturn<[lines: string[], problem: string | undefined]> {
    const lines: string[] = [];
    const cursor = new LogCursor(store.log);
    let time = -1;
    let id = -1;
    while (cursor.next(noPause)) {
        if (!isKeyBefore(time, id, cursor.time, cursor.id)) return $multi(lines, "out of order");
        [time, id] = [cursor.time, cursor.id];
        lines.push(string.format("%.0f %.0f %s", time, id, cursor.body()));
    }
    return $multi(lines, lines.length === store.log.count() ? undefined : "counted otherwise");
}

/** Takes up a saved table, saves it and takes it up again; what is wrong, where something is. */
function check(saved: SavedLedger, native: typeof NO_NATIVE): string | undefined {
    const scope = openScope(saved, SCOPE);
    if (scope === undefined) return (saved.version as number) > 1 ? undefined : "not opened";
    const store = new Store(scope, native);
    const [lines, problem] = read(store);
    if (problem !== undefined) return problem;
    // Read whole or searched for in the log.
    store.archive.hasRevocations = true;
    store.archive.save(noPause);
    const again = new Store(copyOf(scope as unknown as Table) as unknown as SavedScope, native);
    const [linesAgain, problemAgain] = read(again);
    if (problemAgain !== undefined) return `saved anew: ${problemAgain}`;
    if (linesAgain.join("\n") !== lines.join("\n")) return "saved anew: other events";
    if (again.damaged.length > 0 || again.listener.quarantines.length > 0) return "saved anew: damaged";
    return again.hasRevocations ? undefined : "saved anew: no revocations";
}

describe("Archive, fuzzed", () => {
    it(`takes up ${TABLES} damaged tables without an error, and writes what it has of them whole (seed ${SEED})`, () => {
        const random = new SeededRandom(SEED);
        const originals: Table[] = [];
        const natives = [NO_NATIVE, TOY_NATIVE];
        for (const index of $range(0, 19)) {
            const events = [...randomEvents(random, 3, WEEK - 5), ...randomEvents(random, random.integer(1, 4))];
            const scopes = { [SCOPE]: savedOf(events, natives[index % 2]) };
            originals.push({ version: 1, scopes } as unknown as Table);
        }
        collectgarbage("collect");
        const before = collectgarbage("count");
        let most = 0;
        let quarantined = 0;
        for (const round of $range(1, TABLES)) {
            const index = round % originals.length;
            const saved = copyOf(originals[index]);
            for (const _ of $range(1, random.integer(1, 3))) change(random, saved);
            const [ok, problem] = pcall(check, saved as unknown as SavedLedger, natives[index % 2]);
            if (!ok || problem !== undefined) error(`seed ${SEED}, round ${round}: ${tostring(problem)}`);
            const scope = openScope(saved as unknown as SavedLedger, SCOPE);
            if (scope?.quarantine !== undefined) quarantined++;
            if (round % (TABLES / 10) === 0) {
                collectgarbage("collect");
                most = math.max(most, collectgarbage("count") - before);
            }
        }
        assert.is_true(quarantined > TABLES / 10 && quarantined < TABLES, `${quarantined} with something set aside`);
        // Nothing of any of them stays behind.
        assert.is_true(most < 500, `${most} kB`);
    });
});
