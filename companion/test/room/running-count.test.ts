/** What counts, kept up to date: always what the plain definition gives of the whole room. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { keyHex } from "../../src/format/key";
import { placeName } from "../../src/room/chain";
import { ROLE } from "../../src/room/content-items";
import type { RoomEvent, RoomScope } from "../../src/room/counting";
import { type CountChange, countRoom, RunningCount } from "../../src/room/running-count";
import { Room } from "../../src/room/room";
import { FOUNDER, Guild, batchOf, deviceOf, eventOf } from "../support/guild";
import { countPlainly } from "../support/count-oracle";
import { searchSize } from "../support/long";
import { RandomGuild } from "../support/random-guild";
import { imported, revocationOfId } from "../support/seals";

const SEEDS = searchSize(30, 150);
const STEPS = 80;

/** In the order of keys, then of bodies. */
const nameOf = ({ event }: RoomEvent): string => keyHex(event) + event.body.toString("hex");

/** What a reader has that is told each change. */
class Follower {
    private readonly events = new Map<string, RoomEvent>();

    follow(changes: readonly CountChange[]): void {
        let before = "";
        for (const { scope, event, what } of changes) {
            const name = `${placeName(scope.ledger, scope.scope)}\0${nameOf(event)}`;
            assert.ok(before < name, "each event once, in their order");
            before = name;
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

/** The events of a room, as a follower should have them. */
const eventsIn = (scopes: ReadonlyMap<string, RoomScope>): string[] =>
    [...scopes]
        .flatMap(([place, { events }]) => events.map((event) => `${place}\0${nameOf(event)} ${textOf(event)}`))
        .sort();

/** All of a count, in its order. */
const scopesIn = (scopes: ReadonlyMap<string, RoomScope>): string[] =>
    [...scopes].map(([place, { scope, events, seal, incomplete }]) => {
        const said = [scope.ledger, scope.scope, scope.into].map((bytes) => bytes.toString("hex"));
        const all = events.map((event) => nameOf(event) + textOf(event));
        return [place, ...said, scope.open, seal, incomplete.join(), ...all].join(" ");
    });

/** What is among a count. */
function* kindsIn(scopes: ReadonlyMap<string, RoomScope>): Generator<string> {
    for (const { events, seal } of scopes.values()) {
        if (seal !== undefined) yield "sealed";
        for (const { event, status, isRevoked } of events) {
            yield status;
            yield `server ${event.server}`;
            if (isRevoked) yield event.body.length === 5 ? "import revoked" : "revoked";
        }
    }
}

test("after each record, or some, or a rewind, it is what the plain definition gives", () => {
    const kinds = new Map<string, number>();
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
            const [plain, at] = [countPlainly(room), `seed ${seed}, record ${room.position.n}`];
            assert.deepEqual(scopesIn(count.scopes), scopesIn(plain), at);
            assert.deepEqual(follower.text, eventsIn(plain), at);
        }
        assert.deepEqual(scopesIn(countRoom(room)), scopesIn(countPlainly(room)), `seed ${seed}`);
        for (const kind of kindsIn(count.scopes)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    console.log(`seeds 1 to ${SEEDS}: ${JSON.stringify(Object.fromEntries(kinds))}`);
    for (const kind of [
        "counted",
        "unconfirmed",
        "refused",
        "conflict",
        "orphan",
        "revoked",
        "import revoked",
        "sealed",
    ])
        assert.ok(kinds.has(kind), `${kind} was met`);
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

test("a revocation by id takes back what was counted before, and tells of that", () => {
    const guild = new Guild();
    guild.takeScope();
    const count = new RunningCount();
    guild.batch(FOUNDER, [eventOf(5, 1, imported(0, 3)), eventOf(5, 2, imported(0, 4))]);
    count.advance(guild.room);
    guild.batch(FOUNDER, [eventOf(5, 3, revocationOfId(3))]);
    assert.deepEqual(
        count.advance(guild.room).map(({ event, what }) => [event.event.counter, event.isRevoked, what]),
        [
            [1, true, "changed"],
            [3, false, "new"],
        ],
    );
});

test("a device that is seen to have forked takes the rights of what was counted before with it", () => {
    const guild = new Guild();
    guild.takeScope();
    const device = guild.join(1, ROLE.relay);
    const count = new RunningCount();
    guild.batch(device, [eventOf(5, 1)]);
    // Dropped behind a record that is not here yet; the one that comes in its place is another.
    guild.entry(FOUNDER, { action: "drop", device: device.key, seq: 2, id: Buffer.alloc(32, 5) });
    assert.deepEqual(
        count.advance(guild.room).map(({ event }) => event.status),
        ["counted"],
    );
    guild.batch(device, [eventOf(5, 2)]);
    assert.deepEqual(
        count.advance(guild.room).map(({ event, what }) => [event.status, what]),
        [
            ["unconfirmed", "changed"],
            ["unconfirmed", "new"],
        ],
    );
});
