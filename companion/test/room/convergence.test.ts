/** The same records in the same list give the same state, however they came; and what order does not change. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { ROLE } from "../../src/room/content-items";
import { countRoom } from "../../src/room/running-count";
import { checkOffer, withLoose } from "../../src/room/offer";
import { readRecord, type RoomRecord } from "../../src/room/record";
import { commonPoint } from "../../src/room/position";
import { foldRoom, Room } from "../../src/room/room";
import { batchOf, eventOf, Guild, SCOPE } from "../support/guild";
import { searchSize } from "../support/long";
import { RandomGuild } from "../support/random-guild";
import { countedText, stateText } from "../support/room-state";

const SEEDS = searchSize(4, 120);
const STEPS = 80;

/** A client's way to a list: rewinds, restarts, branches; in the end it has all of the list. */
function wander(id: Buffer, list: readonly Buffer[], random: Random): Room {
    let room = new Room(id);
    while (room.position.n < list.length) {
        const { n } = room.position;
        const page = list.slice(n, n + random.integer(1, 20));
        const way = random.integer(1, 5);
        if (way === 1) room = room.until(Math.max(0, n - random.integer(1, 20)));
        else if (way === 2) room = foldRoom(id, list.slice(0, n));
        else if (way === 3) {
            const branch = room.branch();
            for (const bytes of page) branch.take(bytes);
            room.absorb(branch);
        } else {
            // Loose records of the rest, in any order, change nothing of the list.
            const loose = list.slice(n).filter(() => random.integer(1, 4) === 1);
            withLoose(room, readable(loose.reverse()));
            for (const bytes of page) room.take(bytes);
        }
    }
    return room;
}

const readable = (all: readonly Buffer[]): RoomRecord[] =>
    all.map(readRecord).filter((record): record is RoomRecord => !(record instanceof Error));

/** What events count as, and what became of records. */
function outcomes(room: Room): string[] {
    const statuses = [...countRoom(room).values()].flatMap(({ events }) => events.map(({ status }) => status));
    const records = [...room.records()].map((one) => ("reason" in one ? one.reason : (one.void ?? "effect")));
    return [...statuses, ...records];
}

test("the same list gives the same state, by pages, branches, rewinds and restarts", () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
        const guild = new RandomGuild(new Random(seed));
        for (let step = 0; step < STEPS; step++) guild.step();
        const random = new Random(1_000_000 + seed);
        // Some of the list is what a server must not have passed on.
        const list = guild.list.flatMap((bytes, index) =>
            index > 0 && random.integer(1, 15) === 1 ? [bytes.subarray(0, -1), bytes, bytes] : [bytes],
        );
        const room = foldRoom(guild.room.id, list);
        for (const outcome of outcomes(room)) seen.add(outcome);
        const expected = stateText(room);
        assert.equal(stateText(wander(guild.room.id, list, random)), expected, `seed ${seed}`);
    }
    for (const what of ["counted", "unconfirmed", "conflict", "refused", "role", "parent", "effect", "known"])
        assert.ok(seen.has(what), `${what} is among what was tried: ${[...seen].sort().join(" ")}`);
    console.log(`convergence: seeds 1 to ${SEEDS}, ${STEPS} steps each`);
});

test("a list that lost its end gets it back from what others have loose: the same records, and as much counts", () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
        const guild = new RandomGuild(new Random(seed));
        for (let step = 0; step < STEPS; step++) guild.step();
        const whole = guild.room;
        const random = new Random(2_000_000 + seed);
        const server = whole.until(random.integer(1, whole.position.n));
        const common = commonPoint(whole.locator(), (n) => server.positionAt(n));
        for (const bytes of guild.list.slice(common.n)) server.takeIfGood(bytes);
        const idsOf = (room: Room): string[] => room.heads().map(({ id }) => id.toString("hex"));
        assert.deepEqual(idsOf(server), idsOf(whole), `seed ${seed}`);
        assert.equal(countedText(server), countedText(whole), `seed ${seed}`);
    }
    console.log(`restored: seeds 1 to ${SEEDS}`);
});

test("where a batch or a vouch of somebody stands in the list changes nothing of what counts", () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
        const random = new Random(seed);
        const guild = new Guild();
        guild.takeScope(random.integer(0, 1) === 1);
        const devices = [ROLE.own, ROLE.own, ROLE.relay, ROLE.admin].map((role, index) => guild.join(index + 1, role));
        const sight = guild.room.position;
        const batches: Buffer[] = [];
        const queues = devices.map((device) =>
            Array.from({ length: 12 }, () => {
                const isVouch = batches.length > 3 && random.integer(1, 3) === 1;
                const events = [...new Set([1, 2, 3].map(() => random.integer(0, 9)))].sort();
                const batch = batchOf(
                    events.map((number) =>
                        eventOf(random.integer(1, 1) + 1, number, Buffer.of(1, random.integer(0, 2))),
                    ),
                    SCOPE,
                );
                const record = guild.sign(
                    device,
                    isVouch ? { kind: 2, admitted: [random.pick(batches)], refused: [] } : batch,
                    sight,
                );
                if (!isVouch) batches.push(record.id);
                return record;
            }),
        );
        const orders = Array.from({ length: 4 }, () => {
            const room = foldRoom(guild.room.id, guild.list);
            const left = queues.map((queue) => [...queue]);
            while (left.some((queue) => queue.length > 0)) {
                const record = random.pick(left.filter((queue) => queue.length > 0)).shift();
                if (record !== undefined) room.takeVerified(record);
            }
            assert.equal(room.refused.size, 0);
            return countedText(room);
        });
        assert.equal(new Set(orders).size, 1, `seed ${seed}`);
    }
    console.log(`order: seeds 1 to ${SEEDS}`);
});

test("an offer is taken as the list is", () => {
    const guild = new RandomGuild(new Random(5));
    const before = guild.list.length;
    for (let step = 0; step < 60; step++) guild.step();
    const server = foldRoom(guild.room.id, guild.list.slice(0, before));
    for (const bytes of guild.list.slice(before)) {
        const { refusals, branch } = checkOffer(server, [bytes], 2 ** 32);
        if (refusals.length === 0) server.absorb(branch);
    }
    assert.ok(server.position.n > before);
    assert.equal(
        stateText(server),
        stateText(
            foldRoom(
                server.id,
                [...server.records()].map((one) => ("record" in one ? one.record.bytes : Buffer.of())),
            ),
        ),
    );
});
