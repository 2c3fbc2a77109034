/** What counts, kept up to date: always what a count from scratch gives. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { placeName } from "../../src/room/chain";
import type { RoomEvent } from "../../src/room/counting";
import { type CountChange, countRoom, RunningCount } from "../../src/room/running-count";
import { Room } from "../../src/room/room";
import { FOUNDER, Guild, batchOf, deviceOf, eventOf } from "../support/guild";
import { searchSize } from "../support/long";
import { RandomGuild } from "../support/random-guild";

const SEEDS = searchSize(40, 1000);
const STEPS = 80;

const nameOf = ({ event }: RoomEvent): string =>
    [event.time, event.creator, event.counter, event.body.toString("hex")].join(" ");

/** What a reader has that is told each change. */
class Follower {
    private readonly events = new Map<string, RoomEvent>();

    follow(changes: readonly CountChange[]): void {
        const seen = new Set<string>();
        for (const { scope, event, what } of changes) {
            const name = `${placeName(scope.ledger, scope.scope)} ${nameOf(event)}`;
            assert.ok(!seen.has(name), "each event once");
            seen.add(name);
            assert.equal(this.events.has(name), what !== "new");
            if (what === "gone") this.events.delete(name);
            else this.events.set(name, event);
        }
    }

    get text(): string[] {
        return [...this.events].map(([name, event]) => `${name} ${textOf(event)}`).sort();
    }
}

const textOf = ({ event, status, vouchers, reason, isRevoked }: RoomEvent): string =>
    JSON.stringify([event.server, status, vouchers, reason, isRevoked]);

function expected(room: Room): string[] {
    return [...countRoom(room)]
        .flatMap(([place, { events }]) => events.map((event) => `${place} ${nameOf(event)} ${textOf(event)}`))
        .sort();
}

test("after each record, or some, or a rewind, it is what a count from scratch gives", () => {
    const statuses = new Map<string, number>();
    for (let seed = 1; seed <= SEEDS; seed++) {
        const guild = new RandomGuild(new Random(seed));
        for (let step = 0; step < STEPS; step++) guild.step();
        const random = new Random(1_000_000 + seed);
        const count = new RunningCount();
        const follower = new Follower();
        let room = new Room(guild.room.id);
        while (room.position.n < guild.list.length) {
            const { n } = room.position;
            if (random.integer(1, 20) === 1) room = room.until(Math.max(0, n - random.integer(1, 10)));
            const from = room.position.n;
            for (const bytes of guild.list.slice(from, from + random.pick([1, 1, 1, 2, 7]))) room.take(bytes);
            follower.follow(count.advance(room));
            assert.deepEqual(follower.text, expected(room), `seed ${seed}, record ${room.position.n}`);
            assert.deepEqual(count.scopes, countRoom(room));
        }
        for (const scope of countRoom(room).values())
            for (const { status, isRevoked } of scope.events)
                for (const what of [
                    status,
                    ...(isRevoked ? ["revoked"] : []),
                    ...(scope.seal === undefined ? [] : ["sealed"]),
                ])
                    statuses.set(what, (statuses.get(what) ?? 0) + 1);
    }
    console.log(`seeds 1 to ${SEEDS}: ${JSON.stringify(Object.fromEntries(statuses))}`);
    for (const status of ["counted", "unconfirmed", "refused", "conflict", "orphan", "revoked", "sealed"])
        assert.ok((statuses.get(status) ?? 0) > 0, `${status} was met`);
});

test("what did not change is not told", () => {
    const guild = new Guild();
    guild.takeScope();
    const count = new RunningCount();
    guild.batch(FOUNDER, [eventOf(5, 1), eventOf(5, 2)]);
    assert.equal(count.advance(guild.room).length, 2);
    const other = deviceOf(7);
    guild.join(7, 3);
    assert.deepEqual(count.advance(guild.room), []);
    guild.write(other, batchOf([eventOf(5, 2), eventOf(5, 3)]));
    assert.deepEqual(
        count.advance(guild.room).map(({ event, what }) => [event.event.counter, event.vouchers, what]),
        [
            [2, [0, 1], "changed"],
            [3, [1], "new"],
        ],
    );
});
