/** What counts: docs/companion-batches.md, "What counts". */
import assert from "node:assert/strict";
import { test } from "vitest";
import { digestOf } from "../../src/format/hashes";
import { packKey, type StoredEvent } from "../../src/format/key";
import { placeName } from "../../src/room/chain";
import { KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { type RoomScope } from "../../src/room/counting";
import { countRoom } from "../../src/room/running-count";
import type { Signer } from "../../src/room/keys";
import { NEXT_WEEK, revocation, rowOf, sealOf, surplusOf } from "../support/seals";
import { batchOf, characterOf, deviceOf, eventOf, FOUNDER, Guild, LEDGER, SCOPE } from "../support/guild";

const counted = (guild: Guild, scope = SCOPE): RoomScope => {
    const found = countRoom(guild.room).get(placeName(LEDGER, scope));
    assert.ok(found !== undefined);
    return found;
};
const statuses = (guild: Guild): string[] => counted(guild).events.map(({ status }) => status);

/** A guild that takes the scope, with members of some roles. The character of member m has the id m + 1. */
function guildOf(open: boolean, ...roles: number[]): { guild: Guild; devices: Signer[] } {
    const guild = new Guild();
    guild.takeScope(open);
    return { guild, devices: roles.map((role, index) => guild.join(index + 1, role)) };
}

const idOf = (guild: Guild, n: number): Buffer => guild.room.at(n)?.id ?? Buffer.of();
const lastId = (guild: Guild): Buffer => idOf(guild, guild.room.position.n);
const refuse = (guild: Guild, device: Signer, id: Buffer, bits: Buffer, reason = 1) =>
    guild.write(device, { kind: KIND.vouch, admitted: [], refused: [{ id, reason, bits }] });

test("what a relay or an admin uploads counts; of own it waits for a second member", () => {
    const { guild, devices } = guildOf(false, ROLE.own, ROLE.own, ROLE.relay);
    guild.batch(devices[0], [eventOf(2, 1)]);
    assert.deepEqual(statuses(guild), ["unconfirmed"]);
    // Twice by one member is one voucher.
    guild.batch(devices[0], [eventOf(2, 1)]);
    assert.deepEqual(statuses(guild), ["unconfirmed"]);
    guild.batch(devices[1], [eventOf(2, 1)]);
    assert.deepEqual(statuses(guild), ["counted"]);
    assert.deepEqual(counted(guild).events[0].vouchers, [1, 2]);
    guild.batch(devices[2], [eventOf(2, 2)]);
    assert.deepEqual(statuses(guild), ["counted", "counted"]);
});

test("two devices of one member are one voucher", () => {
    const { guild, devices } = guildOf(false, ROLE.own);
    const laptop = deviceOf(9);
    guild.entry(FOUNDER, { action: "device", device: laptop.key, member: 1, label: "Laptop" });
    guild.batch(devices[0], [eventOf(9, 1)]);
    guild.batch(laptop, [eventOf(9, 1)]);
    assert.deepEqual(statuses(guild), ["unconfirmed"]);
});

test("in an open ledger own events count at once, of others not", () => {
    for (const open of [true, false]) {
        const { guild, devices } = guildOf(open, ROLE.own);
        guild.batch(devices[0], [eventOf(2, 1)]);
        guild.batch(devices[0], [{ ...eventOf(2, 2), server: 0 }]);
        guild.batch(devices[0], [{ ...eventOf(2, 3), server: 7 }]);
        guild.batch(devices[0], [eventOf(3, 4)]);
        const own = open ? "counted" : "unconfirmed";
        assert.deepEqual(statuses(guild), [own, own, "unconfirmed", "unconfirmed"]);
    }
});

test("of type 0 two members are not enough, and the creator only for a revocation of an own event", () => {
    const { guild, devices } = guildOf(true, ROLE.own, ROLE.own);
    const [own, other] = [eventOf(2, 1), eventOf(1, 1)];
    const takesOwn = eventOf(2, 2, revocation(packKey(own)));
    const takesOther = eventOf(2, 3, revocation(packKey(other)));
    const takesMore = eventOf(2, 4, Buffer.concat([revocation(packKey(own)), Buffer.of(1)]));
    guild.batch(devices[0], [own, takesOwn, takesOther, takesMore]);
    guild.batch(devices[1], [takesOther, takesMore]);
    guild.batch(FOUNDER, [other]);
    const { events } = counted(guild);
    assert.deepEqual(
        events.map(({ event, status, isRevoked }) => [event.creator, event.counter, status, isRevoked]),
        [
            [1, 1, "counted", false],
            [2, 1, "counted", true],
            [2, 2, "counted", false],
            [2, 3, "unconfirmed", false],
            [2, 4, "unconfirmed", false],
        ],
    );
    guild.batch(FOUNDER, [takesOther]);
    assert.deepEqual(
        counted(guild).events.map(({ isRevoked }) => isRevoked),
        [true, true, false, false, false],
    );
});

test("a vouch counts for the batch that it names, also when that comes later, and a refusal for what was let in", () => {
    const { guild, devices } = guildOf(false, ROLE.own, ROLE.own);
    const record = guild.sign(devices[0], batchOf([eventOf(5, 1), eventOf(5, 2)]));
    refuse(guild, devices[1], record.id, Buffer.of(1));
    guild.take(record);
    assert.deepEqual(statuses(guild), ["unconfirmed", "counted"]);
    // Bits of another length say nothing.
    refuse(guild, devices[1], record.id, Buffer.of(0, 0));
    assert.deepEqual(statuses(guild), ["unconfirmed", "unconfirmed"]);
    guild.vouch(devices[1], [record.id]);
    assert.deepEqual(statuses(guild), ["counted", "counted"]);
});

test("a relay's refusal takes a confirmed event out, unless another relay vouches; the newest word of a member counts", () => {
    const { guild, devices } = guildOf(false, ROLE.own, ROLE.own, ROLE.relay, ROLE.relay);
    guild.batch(devices[0], [eventOf(5, 1)]);
    const id = lastId(guild);
    guild.batch(devices[1], [eventOf(5, 1)]);
    assert.deepEqual(statuses(guild), ["counted"]);
    refuse(guild, devices[2], id, Buffer.of(1), 3);
    assert.deepEqual(
        counted(guild).events.map(({ status, reason }) => [status, reason]),
        [["refused", 3]],
    );
    guild.vouch(devices[3], [id]);
    assert.deepEqual(statuses(guild), ["counted"]);
    refuse(guild, devices[3], id, Buffer.of(1), 2);
    assert.deepEqual(statuses(guild), ["refused"]);
    guild.vouch(devices[2], [id]);
    assert.deepEqual(statuses(guild), ["counted"]);
    // Of a member with role own a refusal says nothing but that it does not vouch.
    const {
        guild: other,
        devices: [one, two, three],
    } = guildOf(false, ROLE.own, ROLE.own, ROLE.own);
    other.batch(one, [eventOf(5, 1)]);
    const batch = lastId(other);
    other.vouch(two, [batch]);
    refuse(other, three, batch, Buffer.of(1));
    assert.deepEqual(statuses(other), ["counted"]);
});

test("of two bodies under one key the larger digest stands, and the other is a conflict, in any order", () => {
    const bodies = [Buffer.of(1, 5), Buffer.of(1, 6), Buffer.of(2, 7)];
    const events = bodies.map((body) => eventOf(5, 1, body));
    const strongest = [...events].sort((one, other) => digestOf(other) - digestOf(one))[0];
    for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
    ]) {
        const { guild } = guildOf(false);
        for (const index of order) guild.batch(FOUNDER, [events[index]]);
        const all = counted(guild).events;
        assert.deepEqual(
            all.filter(({ status }) => status === "counted").map(({ event }) => event.body),
            [strongest.body],
        );
        assert.deepEqual(all.map(({ status }) => status).sort(), ["conflict", "conflict", "counted"]);
    }
    // One that is not confirmed takes no place.
    const { guild, devices } = guildOf(false, ROLE.own);
    guild.batch(devices[0], [strongest]);
    const weaker = events.find((event) => event !== strongest) as StoredEvent;
    guild.batch(FOUNDER, [weaker]);
    assert.deepEqual(counted(guild).events.find(({ status }) => status === "counted")?.event.body, weaker.body);
});

test("scopes that the room does not take are left out; a former name counts as what it is now", () => {
    const { guild } = guildOf(false);
    const old = Buffer.from("guild:Old");
    guild.batch(FOUNDER, [eventOf(5, 1)], old);
    assert.equal(countRoom(guild.room).size, 0);
    guild.batch(FOUNDER, [eventOf(5, 2)]);
    assert.equal(countRoom(guild.room).size, 1);
    guild.takeScope(false, old, SCOPE);
    assert.deepEqual([countRoom(guild.room).size, statuses(guild).length], [1, 2]);
});

test("a removal with heads leaves what was uploaded before, and takes what comes later", () => {
    const { guild, devices } = guildOf(false, ROLE.relay);
    guild.batch(devices[0], [eventOf(5, 1)]);
    const { seq, id } = guild.own.get(devices[0].key.toString("hex")) as { seq: number; id: Buffer };
    const heads = [{ device: devices[0].key, seq, id }];
    guild.entry(FOUNDER, {
        action: "member",
        number: 1,
        label: "Bob",
        characters: [characterOf(2)],
        role: ROLE.none,
        heads,
    });
    guild.batch(devices[0], [eventOf(5, 2)]);
    assert.deepEqual(statuses(guild), ["counted", "unconfirmed"]);
    // Whoever else has the events vouches for them.
    guild.vouch(FOUNDER, [lastId(guild)]);
    assert.deepEqual(statuses(guild), ["counted", "counted"]);
    // Without heads nothing is left of what it said.
    guild.entry(FOUNDER, {
        action: "member",
        number: 1,
        label: "Bob",
        characters: [characterOf(2)],
        role: ROLE.none,
        heads: [],
    });
    assert.deepEqual(statuses(guild), ["unconfirmed", "counted"]);
});

test("under a seal whose rows fit, what its row has not is an orphan; without rows nothing is", () => {
    const { guild, devices } = guildOf(false, ROLE.own);
    const events = Array.from({ length: 6 }, (_, index) => eventOf(5, index));
    const rows = rowOf(events.slice(0, 4));
    const seal = sealOf(rows, 4);
    guild.batch(FOUNDER, [...events.slice(0, 3), events[5]]);
    guild.batch(FOUNDER, [seal]);
    const write = (surplus: readonly StoredEvent[], all = rows) =>
        guild.write(devices[0], {
            kind: KIND.sealed,
            ledger: LEDGER,
            scope: SCOPE,
            seal: packKey(seal),
            rows: all,
            surplus: surplusOf(surplus),
        });
    const statusesOf = () => counted(guild).events.map(({ status }) => status);
    assert.deepEqual([counted(guild).seal, counted(guild).incomplete], [undefined, []]);
    write([], rowOf(events)); // rows that the seal does not name
    assert.equal(counted(guild).seal, undefined);
    write([]);
    assert.equal(counted(guild).seal, packKey(seal).toString("hex"));
    assert.deepEqual(counted(guild).incomplete, [NEXT_WEEK - 1]);
    assert.ok(statusesOf().every((status) => status === "counted"));
    guild.batch(FOUNDER, [events[3]]);
    write([events[5]]);
    assert.deepEqual(
        [statusesOf(), counted(guild).incomplete],
        [["counted", "counted", "counted", "counted", "orphan", "counted"], []],
    );
    // What comes behind the closed week is an orphan by itself.
    guild.batch(FOUNDER, [events[4]]);
    assert.deepEqual(statusesOf(), ["counted", "counted", "counted", "counted", "orphan", "orphan", "counted"]);
});

test("a seal that leaves out more than 256 events needs an admin", () => {
    const { guild, devices } = guildOf(false, ROLE.relay);
    const events = Array.from({ length: 260 }, (_, index) => eventOf(5, index));
    for (let start = 0; start < 260; start += 130) guild.batch(devices[0], events.slice(start, start + 130));
    const rows = rowOf(events.slice(0, 3));
    const seal = sealOf(rows, 3);
    guild.batch(devices[0], [seal]);
    guild.write(devices[0], {
        kind: KIND.sealed,
        ledger: LEDGER,
        scope: SCOPE,
        seal: packKey(seal),
        rows,
        surplus: surplusOf(events.slice(3)),
    });
    assert.equal(counted(guild).seal, undefined);
    guild.vouch(FOUNDER, [idOf(guild, guild.room.position.n - 1)]);
    assert.equal(counted(guild).seal, packKey(seal).toString("hex"));
    assert.equal(counted(guild).events.filter(({ status }) => status === "orphan").length, 257);
});
