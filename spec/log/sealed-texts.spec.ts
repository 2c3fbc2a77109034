import { MAX_BODY_BYTES } from "../../src/event/body";
import { MAX_SERVER } from "../../src/event/guid";
import { MAX_TIME, packKey, toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { packU16, packU32 } from "../../src/codec/integers";
import {
    packEvents,
    packSeal,
    readOrphans,
    readSeal,
    readSeals,
    readState,
    readStateHead,
    SEAL_LIMIT,
    SEALED_STATE_BYTES,
    type SealEvent,
} from "../../src/log/sealed-texts";
import type { WeekSummary } from "../../src/log/week-row";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomBody, randomEvents, WEEK } from "../support/events";

const FIRST_SEED = 1;
const SEEDS = 20;
const KEY = packKey(WEEK * WEEK_SECONDS, toId(7, 3));
const DIGEST = string.rep("d", 16);

function randomRows(random: SeededRandom, count: number): WeekSummary[] {
    const rows: WeekSummary[] = [];
    let weekNumber = random.integer(0, 9);
    for (const _ of $range(1, count)) {
        const [hash, fingerprint] = [random.integer(0, 0xffffffff), random.integer(0, 0xffffffff)];
        rows.push({ weekNumber, count: random.integer(1, 1_000_000), hash, fingerprint });
        weekNumber += random.integer(1, 99);
    }
    return rows;
}

function eventsOf(random: SeededRandom, hasServers: boolean): SealEvent[] {
    return randomEvents(random, random.integer(1, 40)).map(({ time, id, server, body }) =>
        hasServers ? { time, id, server, body } : { time, id, body },
    );
}

/** Calls back with each part of a text that ends too soon. */
function eachPrefix(text: string, call: (this: void, prefix: string) => void): void {
    for (const length of $range(0, text.length - 1)) call(string.sub(text, 1, length));
}

describe("packSeal", () => {
    it("is read back as it was, with all rows", () => {
        for (const seed of $range(FIRST_SEED, FIRST_SEED + SEEDS - 1)) {
            const random = new SeededRandom(seed);
            const seal = { key: KEY, body: randomBody(random), flags: random.integer(0, 7) };
            const rows = randomRows(random, random.integer(0, 60));
            assert.same({ seal, rows }, readSeal(packSeal(seal, rows, noPause), noPause), `seed ${seed}`);
        }
    });

    it("cut off anywhere is none, but for between two rows", () => {
        const random = new SeededRandom(FIRST_SEED);
        const seal = { key: KEY, body: randomBody(random), flags: 1 };
        const rows = randomRows(random, 3);
        const whole = new LuaMap<string, number>();
        for (const count of $range(0, 2)) whole.set(packSeal(seal, rows.slice(0, count), noPause), count);
        let found = 0;
        eachPrefix(packSeal(seal, rows, noPause), (prefix) => {
            const part = readSeal(prefix, noPause);
            assert.equal(whole.get(prefix), part?.rows.length);
            if (part !== undefined) found++;
        });
        assert.equal(3, found);
    });

    it("has rows of the last week that a time can lie in, and of none behind it", () => {
        const [row] = randomRows(new SeededRandom(FIRST_SEED), 1);
        const last = weekOf(MAX_TIME);
        const seal = { key: KEY, body: "\0", flags: 0 };
        const read = (weekNumber: number) => readSeal(packSeal(seal, [{ ...row, weekNumber }], noPause), noPause);
        assert.equal(last, read(last)!.rows[0].weekNumber);
        assert.is_nil(read(last + 1));
    });

    it("has a body of as many bytes as an event may have, and no longer one", () => {
        const longest = { key: KEY, body: string.rep("x", MAX_BODY_BYTES), flags: 0 };
        assert.same(longest, readSeal(packSeal(longest, [], noPause), noPause)!.seal);
        assert.is_nil(readSeal(packSeal({ ...longest, body: `${longest.body}x` }, [], noPause), noPause));
    });
});

describe("packEvents", () => {
    it("is read back as it was, with server ids and without", () => {
        for (const seed of $range(FIRST_SEED, FIRST_SEED + SEEDS - 1)) {
            const random = new SeededRandom(seed);
            const orphans = eventsOf(random, true);
            const seals = eventsOf(random, false);
            assert.same(orphans, readOrphans(packEvents(orphans, noPause), noPause), `seed ${seed}`);
            assert.same(seals, readSeals(packEvents(seals, noPause), noPause), `seed ${seed}`);
        }
    });

    it("cut off anywhere is none, but for between two events", () => {
        const random = new SeededRandom(FIRST_SEED);
        for (const [read, hasServers] of [
            [readOrphans, true],
            [readSeals, false],
        ] as const) {
            const events = eventsOf(random, hasServers).slice(0, 5);
            const whole = new LuaMap<string, number>();
            for (const count of $range(0, events.length - 1)) {
                whole.set(packEvents(events.slice(0, count), noPause), count);
            }
            let found = 0;
            eachPrefix(packEvents(events, noPause), (prefix) => {
                const part = read(prefix, noPause);
                assert.equal(whole.get(prefix), part?.length);
                if (part !== undefined) found++;
            });
            assert.equal(events.length, found);
        }
    });

    it("keeps the order, and events under one key apart", () => {
        const [first] = eventsOf(new SeededRandom(FIRST_SEED), true);
        const events = [{ ...first, time: first.time + 1 }, first, { ...first, body: "\x01" }];
        assert.same(events, readOrphans(packEvents(events, noPause), noPause));
    });

    it("has the largest server id, and none beyond", () => {
        const orphan = (server: number): string => packEvents([{ time: 1, id: 1, server, body: "\x01" }], noPause);
        assert.equal(MAX_SERVER, readOrphans(orphan(MAX_SERVER), noPause)![0].server);
        assert.is_nil(readOrphans(orphan(MAX_SERVER + 1), noPause));
    });

    it("has as many seals as are considered, and no more", () => {
        const seals: SealEvent[] = [];
        for (const time of $range(1, SEAL_LIMIT)) seals.push({ time, id: 1, body: "\0\x01" });
        assert.equal(SEAL_LIMIT, readSeals(packEvents(seals, noPause), noPause)!.length);
        seals.push({ time: 0, id: 1, body: "\0\x01" });
        assert.is_nil(readSeals(packEvents(seals, noPause), noPause));
    });
});

describe("readState", () => {
    const bytesOf = (plainSize: number, stream: string): string =>
        DIGEST + packU16(WEEK) + packU32(70_000) + packU32(plainSize) + stream;

    it("gives head and stream", () => {
        const head = { digest: DIGEST, week: WEEK, stateVersion: 70_000, plainSize: 5 };
        assert.same(head, readStateHead(bytesOf(5, "stream")));
        assert.same({ ...head, stream: "stream" }, readState(bytesOf(5, "stream")));
    });

    it("gives nothing of a head that is cut off", () => {
        eachPrefix(bytesOf(5, ""), (prefix) => {
            assert.is_nil(readStateHead(prefix));
            assert.is_nil(readState(prefix));
        });
    });

    it("takes no state beyond the limit, packed or plain", () => {
        assert.is_not_nil(readStateHead(bytesOf(SEALED_STATE_BYTES, "")));
        assert.is_nil(readStateHead(bytesOf(SEALED_STATE_BYTES + 1, "")));
        // Deflate adds a little to what it cannot shorten.
        const stored = SEALED_STATE_BYTES + 5 * math.ceil(SEALED_STATE_BYTES / 65535);
        assert.is_not_nil(readState(bytesOf(SEALED_STATE_BYTES, string.rep("x", stored))));
        assert.is_nil(readState(bytesOf(SEALED_STATE_BYTES, string.rep("x", SEALED_STATE_BYTES + 1025))));
    });
});
