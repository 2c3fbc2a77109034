/** Every version reads what every older one wrote (spec/fixtures/README.md). */

import { installEncodingUtil } from "../../realm/natives/encoding-util";
import { Archive, openScope, type SavedLedger } from "../../src/log/archive";
import { creatorOf } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { decodeChecked, encodeChecked } from "../../src/block/checked-text";
import type { Revocations } from "../../src/log/revocations";
import { Schema } from "../../src/event/schema";
import { findNativeCodec } from "../../src/platform/native";
import type { NativeCodec } from "../../src/ports";
import type { ScopedEvent } from "../fixtures/event-lines";
import { eventsOfWeek, fixtureBlocks, fixtureEvents, fixtureSaved } from "../fixtures/files";
import { ImmediateBackground, noPause } from "../support/background";
import { readBlock, type TestEvent, writeBlock } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { newRevocations, walk, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";

const GUILD = "guild:Zwölf Wächter-Realm";
const RAID = 'raid "two"\\';
const T0 = 2820 * 604800;
const T1 = 2821 * 604800;
const T2 = 2830 * 604800;

function deflateNative(): NativeCodec {
    const game = _G as unknown as LuaTable<string, unknown>;
    installEncodingUtil(game);
    const native = findNativeCodec();
    game.delete("C_EncodingUtil");
    return native;
}

function strip(events: readonly ScopedEvent[]): TestEvent[] {
    return events.map(({ time, id, server, body }) => ({ time, id, server, body }));
}

interface Loaded {
    readonly log: Log;
    readonly listener: RecordingListener;
    readonly revocations: Revocations;
    readonly damaged: readonly number[];
    readonly hasRevocations: boolean;
}

function load(file: string, scope: string, native: NativeCodec): Loaded {
    const listener = new RecordingListener();
    const log = new Log(new ImmediateBackground(), native, listener);
    const revocations = newRevocations();
    const archive = new Archive(openScope(fixtureSaved(file), scope)!, log, revocations, native);
    const damaged = archive.load(noPause);
    return { log, listener, revocations, damaged, hasRevocations: archive.loadRevocations(noPause) };
}

function loadGuild(): Loaded {
    return load("saved-1.lua.txt", GUILD, NO_NATIVE);
}

/** The types that the addon of the fixture had defined. */
function addonSchema(): Schema {
    const schema = new Schema();
    const any = (name: string) => ({ name, kind: "any" as const });
    const player = { name: "player", kind: "guid" as const };
    schema.add({ name: "award", id: 1, fields: [player, any("amount"), any("reason"), any("raid")] });
    schema.add({ name: "roster", id: 2, fields: [{ name: "players", kind: "guid[]" }] });
    schema.add({ name: "note", id: 3, fields: [any("content")] });
    schema.add({ name: "mark", id: 5, fields: [] });
    return schema;
}

/** The event under a key as the fixture's addon sees it, or why it does not. */
function decoded(loaded: Loaded, time: number, creator: number, counter: number): object | string | undefined {
    for (const event of walk(loaded.log)) {
        if (event.time === time && event.id === creator * 256 + counter) {
            const guid = loaded.log.directory.guid(creatorOf(event.id));
            const [fields, reason] = addonSchema().decode(time, event.id, event.body, guid);
            return fields ?? reason;
        }
    }
    return undefined;
}

describe("saved files of version 1", () => {
    const cases: [file: string, native: NativeCodec][] = [
        ["saved-1.lua.txt", NO_NATIVE],
        ["saved-1.lua.txt", deflateNative()],
        ["saved-1-deflate.lua.txt", deflateNative()],
    ];

    it("hold the events, scope by scope, byte for byte", () => {
        const events = fixtureEvents("events-1.txt");
        assert.equal(27, events.length);
        for (const [file, native] of cases) {
            for (const scope of [GUILD, RAID]) {
                const expected = strip(events.filter((event) => event.scope === scope));
                const { log, listener, damaged, hasRevocations } = load(file, scope, native);
                assert.same(withoutServer(expected), walk(log));
                // 0.1 did not know all kinds of revocations: the log has to be looked through for them.
                assert.same([[], [], false], [damaged, listener.quarantines, hasRevocations]);
                for (const { id, server } of expected) assert.equal(server, log.directory.server(creatorOf(id)));
            }
        }
    });

    it("have headers that hold when the weeks are opened", () => {
        for (const [file, native] of cases) {
            const { log, listener } = load(file, GUILD, native);
            assert.same([2820, 2821, 2830], log.weekNumbers);
            for (const number of log.weekNumbers) {
                const before = log.week(number)!.header();
                const week = log.open(number, noPause)!;
                assert.is_nil(week.packed);
                week.hash(noPause);
                assert.same(before, week.header());
            }
            assert.same([], listener.quarantines);
        }
    });

    it("say what is revoked before any week is read", () => {
        const { revocations } = loadGuild();
        assert.is_true(revocations.isRevoked(T0, 0xabcd * 256));
        assert.is_true(revocations.isRevoked(T0, 0xfffffffe * 256 + 7));
        assert.is_true(revocations.isRevoked(T1 + 5, 0xfffffffe * 256));
        assert.is_false(revocations.isRevoked(T1, 0xabcd * 256));
        assert.is_false(revocations.isRevoked(T2 + 20, 0xabcd * 256));
        assert.equal(4, revocations.count());
    });

    it("hold events that are read as they were meant", () => {
        const loaded = loadGuild();
        const creatorGuid = "Player-1001-0000ABCD";
        const award = { type: "award", creator: 0xabcd, creatorGuid };
        assert.same(
            { ...award, time: T0, counter: 255, player: "Player-4465-FFFFFFF0", amount: 50, reason: "Ragnaros" },
            decoded(loaded, T0, 0xabcd, 255),
        );
        assert.same(
            {
                type: "award",
                creator: 0,
                creatorGuid: "Player-16777215-00000000",
                time: T0 + 300,
                counter: 0,
                player: "Player-1001-0000BEEF",
                amount: 0.5,
                reason: '水 "quoted" \\ \n\r\0',
            },
            decoded(loaded, T0 + 300, 0, 0),
        );
        assert.same(
            {
                type: "roster",
                creator: 0xabcd,
                creatorGuid,
                time: T0 + 500,
                counter: 0,
                players: [
                    "Player-1001-00000001",
                    "Player-1001-00000002",
                    "Player-1001-FFFFFFFF",
                    "Player-4465-00000003",
                    "Player-1001-00000004",
                ],
            },
            decoded(loaded, T0 + 500, 0xabcd, 0),
        );
        assert.same(
            {
                type: "note",
                creator: 0xabcd,
                creatorGuid,
                time: T0 + 604799,
                counter: 0,
                content: {
                    list: [1, 2.5, -3, 1e300, 4503599627370496],
                    name: "x",
                    nested: { deep: [[[[true]]]], no: false },
                },
            },
            decoded(loaded, T0 + 604799, 0xabcd, 0),
        );
        assert.same(
            { type: "mark", creator: 0x80000000, creatorGuid: "Player-1-80000000", time: T1 + 13, counter: 0 },
            decoded(loaded, T1 + 13, 0x80000000, 0),
        );
    });

    it("hold events with a field that came later, and older ones without it", () => {
        const loaded = loadGuild();
        const old = decoded(loaded, T0, 0xabcd, 1) as Record<string, unknown>;
        const recent = decoded(loaded, T1, 0xabcd, 1) as Record<string, unknown>;
        const short = decoded(loaded, T0, 0xfffffffe, 7) as Record<string, unknown>;
        assert.equal("Ragnaros", old.reason);
        assert.is_nil(old.raid);
        assert.equal("25", recent.raid);
        assert.is_nil(short.amount);
        assert.equal("Onyxia", short.reason);
    });

    it("hold events of a type and with a field that nobody has defined", () => {
        const loaded = loadGuild();
        assert.equal("unknownType", decoded(loaded, T2 + 10, 0xffff, 0));
        assert.equal("unknownField", decoded(loaded, T2 + 11, 0xffff, 0));
    });

    it("are written again as they were", () => {
        const saved = fixtureSaved("saved-1.lua.txt");
        for (const scope of [GUILD, RAID]) {
            const { revocations } = load("saved-1.lua.txt", scope, NO_NATIVE);
            const fresh: SavedLedger = {};
            const copy = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
            for (const { time, id, server, body } of fixtureEvents("events-1.txt").filter((e) => e.scope === scope)) {
                copy.directory.note(creatorOf(id), server, false);
                copy.insert(time, id, body);
            }
            const target = openScope(fresh, scope)!;
            new Archive(target, copy, revocations, NO_NATIVE).save(noPause);
            // But for the end of the list of revocations, which 0.1 did not write.
            const seal = newRevocations().pack(noPause);
            const bytes = decodeChecked(target.revocations, NO_NATIVE, noPause)!;
            assert.equal(seal, string.sub(bytes, -seal.length));
            target.revocations = encodeChecked(string.sub(bytes, 1, -seal.length - 1), NO_NATIVE, noPause);
            target.units = undefined;
            assert.same(saved.scopes![scope], target);
        }
    });
});

describe("blocks of version 1", () => {
    const cases: [events: string, blocks: string, weeks: number[]][] = [
        ["events-1.txt", "blocks-1.txt", [2820, 2821, 2830]],
        ["events-1-tails.txt", "blocks-1-tails.txt", [2820]],
    ];

    it("are read, and written, byte for byte", () => {
        for (const [eventFile, blockFile, weeks] of cases) {
            const events = fixtureEvents(eventFile);
            const expected = [GUILD, RAID].flatMap((scope) =>
                weeks.map((week) => strip(eventsOfWeek(events, scope, week))).filter((list) => list.length > 0),
            );
            const blocks = fixtureBlocks(blockFile);
            assert.equal(expected.length, blocks.length);
            for (const index of $range(0, blocks.length - 1)) {
                const { week, block } = blocks[index];
                const [read, fault] = readBlock(block);
                assert.is_nil(fault);
                assert.same(expected[index], read);
                assert.equal(week, math.floor(read[0].time / 604800));
                assert.equal(block, writeBlock(read));
            }
        }
    });
});
