/** Saved parts of a seal that somebody has edited, with checksums that are right, too. docs/seals.md has the parts ("Storage"). */

import { decodeChecked, encodeChecked } from "../../src/block/checked-text";
import type { SavedLedger } from "../../src/log/archive";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";
import { type SealedClient, SealedGuild } from "../support/sealed-guild";

const SEED = 271;
const ROUNDS = rounds(4000, 400);
const PARTS = ["seal", "sealState", "seals", "orphans"] as const;

type Table = Record<string, unknown>;

function copyOf<Value>(value: Value): Value {
    if (type(value) !== "table") return value;
    const copy = new LuaTable<AnyNotNil, unknown>();
    for (const [key, one] of pairs(value as unknown as LuaTable<AnyNotNil, unknown>)) copy.set(key, copyOf(one));
    return copy as unknown as Value;
}

function scopeOf(saved: SavedLedger): Table {
    for (const [, scope] of pairs(saved.scopes!)) return scope as unknown as Table;
    return error("no scope");
}

/** Changes a few bytes, cuts or lengthens. */
function mutate(random: SeededRandom, bytes: string): string {
    let changed = bytes;
    for (const _ of $range(1, random.integer(1, 3))) {
        const at = random.integer(1, math.max(1, changed.length));
        const kind = random.integer(1, 5);
        const size = random.integer(0, 9);
        const middle =
            kind === 1 ? random.bytes(1) : kind === 2 ? random.bytes(size) : kind === 3 ? "\xff\xff\xff\xff" : "";
        const rest = kind === 4 ? at + size : kind === 5 ? changed.length + 1 : at + (kind === 3 ? 4 : 1);
        changed = string.sub(changed, 1, at - 1) + middle + string.sub(changed, rest);
    }
    return changed;
}

/** A file with one part edited. @returns it, and what was done. */
function edited(random: SeededRandom, original: SavedLedger): LuaMultiReturn<[SavedLedger, string]> {
    const saved = copyOf(original);
    const scope = scopeOf(saved);
    const parts = PARTS.filter((name) => scope[name] !== undefined);
    const part = parts[random.integer(0, parts.length - 1)];
    const text = scope[part] as string;
    const bytes = decodeChecked(text, NO_NATIVE, noPause)!;
    const kind = random.integer(1, 6);
    if (kind === 1) {
        scope[part] = mutate(random, text);
    } else if (kind === 2) {
        scope[part] = scope[parts[random.integer(0, parts.length - 1)]];
    } else if (kind === 3) {
        scope[part] = undefined;
    } else {
        scope[part] = encodeChecked(mutate(random, bytes), NO_NATIVE, noPause);
    }
    return $multi(saved, string.format("%s, kind %d", part, kind));
}

/** A guild of which B has an orphan of its own, one of A and a few revocations in its file; and C has dropped what is sealed. */
function filedGuild(): SealedGuild {
    const guild = new SealedGuild(3);
    const [a, b, c] = guild.clients;
    guild.start();
    for (const index of $range(1, 4)) {
        guild.write(a, `n${index}`, 1);
        guild.pass(1);
    }
    b.isConnected = false;
    guild.write(b, "late", 10);
    guild.write(b, "late too", 10);
    guild.pass(2);
    guild.sealAll(a, { force: true });
    b.isConnected = true;
    guild.time.advance(600);
    guild.prune(c, 1);
    a.ledger.revoke(guild.events(a)[0]);
    guild.write(a, "since", 100);
    guild.time.advance(600);
    assert.are.same(
        [103, 103, 103],
        guild.clients.map(({ ledger }) => ledger.getState().sum),
    );
    assert.are.equal(2, b.ledger.orphans().length);
    return guild;
}

/** Logs in with a file. @returns the number of notes in its log. */
function login(guild: SealedGuild, client: SealedClient, saved: SavedLedger, seconds: number): number {
    guild.relog(client, { saved });
    guild.time.advance(seconds);
    return guild.events(client).length;
}

describe("A saved part of a seal that somebody has edited", () => {
    it(`raises nothing, and loses no week that is there, alone and with others (${ROUNDS} rounds, seed ${SEED})`, () => {
        const random = new SeededRandom(SEED);
        const guild = filedGuild();
        const files = [1, 2].map((index) => {
            const client = guild.clients[index];
            client.ledger.stop();
            return { client, saved: copyOf(client.saved), notes: index === 1 ? 5 : 1 };
        });
        for (const { client } of files) client.isConnected = false;
        for (const round of $range(1, ROUNDS)) {
            const { client, saved: original, notes } = files[round % 2];
            const [saved, what] = edited(random, original);
            const label = `round ${round}, ${what}, client ${client.index}`;
            assert.are.equal(notes, login(guild, client, saved, 5), label);
            client.ledger.stop();
            assert.are.equal(notes, login(guild, client, saved, 5), `${label}, again`);
            client.ledger.stop();
            assert.are.same([], guild.reports(), label);
        }
    });

    it(`comes to what others have (${ROUNDS / 20} rounds, seed ${SEED + 1})`, () => {
        const random = new SeededRandom(SEED + 1);
        const guild = filedGuild();
        const files = [1, 2].map((index) => {
            const client = guild.clients[index];
            client.ledger.stop();
            return { client, saved: copyOf(client.saved) };
        });
        for (const round of $range(1, ROUNDS / 20)) {
            const { client, saved: original } = files[round % 2];
            const [saved, what] = edited(random, original);
            const label = `round ${round}, ${what}, client ${client.index}`;
            login(guild, client, saved, 1200);
            const { sync } = client.ledger.status();
            assert.are.equal(103, client.ledger.getState().sum, label);
            // Who is equal to one that advertises keeps silent.
            assert.is_true(sync === "synced" || sync === "unknown", `${label}, ${sync}`);
            client.ledger.stop();
        }
    });
});
