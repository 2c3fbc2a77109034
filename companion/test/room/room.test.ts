/** What receivers and servers check of records, positions, split views, epochs, loose records. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { encodeBlock } from "../../src/format/block-writer";
import { type Content, KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { ZERO } from "../../src/room/keys";
import { checkOffer, withLoose } from "../../src/room/offer";
import { commonPoint } from "../../src/room/position";
import { signRecord } from "../../src/room/record";
import { foldRoom, Room } from "../../src/room/room";
import { characterOf, deviceOf, eventOf, FOUNDER, Guild, LEDGER, NOW, SCOPE, signItems } from "../support/guild";

const batch = (counter: number, scope: Buffer = SCOPE): Content => ({
    ...{ kind: KIND.batch, ledger: LEDGER, scope, block: encodeBlock([eventOf(1, counter)]) },
});

function guildWithScope(): Guild {
    const guild = new Guild();
    guild.takeScope();
    return guild;
}

test("each check has its reason; what is refused has its number, and the stream goes on", () => {
    const guild = guildWithScope();
    const { room } = guild;
    const next = guild.sign(FOUNDER, batch(1));
    const changed = Buffer.from(next.bytes);
    changed[3] ^= 1;
    const other = new Guild();
    const fork = signRecord(FOUNDER, { ...next, seq: 2, previous: room.id }, batch(2));
    const far = signRecord(FOUNDER, { ...next, seq: 4 }, batch(2));
    const loosened = signRecord(FOUNDER, { ...next, previous: ZERO }, batch(2));
    const stranger = signRecord(deviceOf(5), { ...next, seq: 1, previous: ZERO }, batch(2));
    const { room: id, seq, previous, sight } = next;
    const badBlock: Content = { kind: KIND.batch, ledger: LEDGER, scope: SCOPE, block: Buffer.of(1, 2, 3) };
    const unread = signRecord(FOUNDER, { room: id, seq, previous, sight }, badBlock);
    const elsewhere = signRecord(FOUNDER, { ...next, room: Buffer.alloc(32, 8) }, batch(2));
    const cases = [
        [Buffer.alloc(70), "malformed"],
        [elsewhere.bytes, "room"],
        [other.list[0].subarray(0, 65), "malformed"],
        [changed, "signature"],
        [stranger.bytes, "unknownAuthor"],
        [fork.bytes, "fork"],
        [far.bytes, "doesNotFollow"],
        [loosened.bytes, "doesNotFollow"],
        [unread.bytes, "malformed"],
        [guild.list[1], "known"],
    ] as const;
    for (const [bytes, reason] of cases) {
        const before = room.position;
        const numbered = room.take(bytes);
        assert.equal(guild.outcome(numbered), reason);
        assert.equal(room.position.n, before.n + 1);
        assert.notDeepEqual(room.position.hash, before.hash);
    }
    assert.deepEqual(Object.fromEntries(room.refused), {
        ...{ malformed: 3, room: 1, signature: 1, unknownAuthor: 1, fork: 1, doesNotFollow: 2, known: 1 },
    });
    assert.equal(guild.outcome(room.take(next.bytes)), undefined);
    assert.equal(room.position.n, 2 + cases.length + 1);
});

test("a founding entry of another room, or a second one, is of another room", () => {
    const [one, other] = [new Guild(), new Guild({ ...deviceOf(77) })];
    assert.equal(one.outcome(one.room.take(other.list[0])), "room");
    assert.equal(one.outcome(new Room(one.room.id).take(other.list[0])), "room");
    // Behind another record it is no founding any more: its author stays a stranger.
    const late = new Room(one.room.id);
    late.take(Buffer.alloc(70));
    assert.equal(one.outcome(late.take(one.list[0])), "unknownAuthor");
});

test("records are of their room alone: none of a list is taken by another room", () => {
    const [one, other] = [guildWithScope(), new Guild(deviceOf(77))];
    one.batch(FOUNDER, [eventOf(1, 1)]);
    for (const bytes of one.list) assert.equal(one.outcome(other.room.take(bytes)), "room");
    assert.equal(other.room.refused.get("room"), one.list.length);
});

test("a batch has 500 events and 131,072 bytes of bodies at most", () => {
    const guild = guildWithScope();
    const events = (count: number, body?: Buffer) =>
        Array.from({ length: count }, (_, index) => eventOf(1, index, body));
    const text = Buffer.concat([Buffer.of(1, 0x59, 0x0f, 0xfc), Buffer.alloc(4092)]); // 4,096 bytes
    assert.equal(guild.outcome(guild.batch(FOUNDER, events(500))), undefined);
    assert.equal(guild.outcome(guild.batch(FOUNDER, events(32, text))), undefined);
    guild.own.get(FOUNDER.key.toString("hex"));
    const { id, seq } = guild.own.get(FOUNDER.key.toString("hex")) ?? { id: ZERO, seq: 0 };
    assert.equal(guild.outcome(guild.batch(FOUNDER, events(501))), "malformed");
    guild.own.set(FOUNDER.key.toString("hex"), { id, seq });
    assert.equal(guild.outcome(guild.batch(FOUNDER, events(33, text))), "malformed");
});

test("a server also refuses by scope, role and clock; others do not", () => {
    const guild = guildWithScope();
    const [reader, server] = [guild.join(1, ROLE.read), guild.join(2, ROLE.server)];
    const untaken = guild.sign(FOUNDER, batch(1, Buffer.from("guild:Other")));
    const ahead: Content = { ...batch(2), block: encodeBlock([{ ...eventOf(1, 2), time: NOW + 86_401 }]) } as Content;
    const reasonOf = (bytes: Buffer, now = NOW): string | undefined =>
        checkOffer(guild.room, [bytes], now).refusals.at(0)?.reason;
    assert.equal(reasonOf(untaken.bytes), "scope");
    guild.own.set(FOUNDER.key.toString("hex"), { seq: untaken.seq - 1, id: untaken.previous });
    const future = guild.sign(FOUNDER, ahead);
    assert.equal(reasonOf(future.bytes), "future");
    assert.equal(reasonOf(future.bytes, NOW + 1), undefined);
    assert.equal(reasonOf(guild.sign(reader, batch(3)).bytes), "notAllowed");
    assert.equal(reasonOf(guild.sign(server, batch(3)).bytes), "notAllowed");
    guild.own.delete(server.key.toString("hex"));
    const epoch: Content = { kind: KIND.epoch, epoch: 2, url: "" };
    assert.equal(reasonOf(guild.sign(server, epoch).bytes), undefined);
    guild.own.delete(server.key.toString("hex"));
    assert.equal(reasonOf(guild.sign(server, epoch, guild.room.positionAt(1)).bytes), "malformed");
    guild.own.delete(reader.key.toString("hex"));
    assert.equal(reasonOf(guild.sign(reader, epoch).bytes), "notAllowed");
    assert.equal(guild.outcome(guild.room.take(future.bytes)), undefined);
});

test("an offer is taken whole or not at all, and known records are passed over", () => {
    const guild = guildWithScope();
    const [one, two] = [guild.sign(FOUNDER, batch(1)), guild.sign(FOUNDER, batch(2))];
    const known = guild.list[1];
    const before = guild.room.position;
    const broken = checkOffer(guild.room, [one.bytes, Buffer.alloc(80), two.bytes, Buffer.alloc(80)], NOW);
    assert.deepEqual(
        broken.refusals.map(({ index, reason }) => [index, reason]),
        [
            [1, "malformed"],
            [3, "malformed"],
        ],
    );
    assert.deepEqual(guild.room.position, before);
    const behind = checkOffer(guild.room, [two.bytes], NOW);
    assert.deepEqual(
        behind.refusals.map(({ reason }) => reason),
        ["doesNotFollow"],
    );
    const whole = checkOffer(guild.room, [known, one.bytes, one.bytes, two.bytes], NOW);
    assert.deepEqual([whole.refusals, whole.branch.added().length], [[], 2]);
    assert.deepEqual(guild.room.position, before);
    guild.room.absorb(whole.branch);
    assert.deepEqual([guild.room.position.n, guild.room.byId(two.id)?.position.n], [before.n + 2, before.n + 2]);
    assert.throws(() => guild.room.absorb(whole.branch), /absorb: 'branch'/);
    const fresh = foldRoom(guild.room.id, [...guild.list, one.bytes, two.bytes]);
    assert.deepEqual(fresh.position, guild.room.position);
    assert.deepEqual(fresh.heads(), guild.room.heads());
});

test("entries of an offer are judged as if those before it were stored, and change nothing before it is taken", () => {
    const guild = new Guild();
    const { chain } = guild.room;
    const member = {
        action: "member",
        number: 1,
        label: "Bob",
        characters: [characterOf(2)],
        role: ROLE.own,
        heads: [],
    } as const;
    const one = guild.sign(FOUNDER, { kind: KIND.entry, parent: chain.last, time: NOW, said: member });
    const said = { action: "device", device: deviceOf(1).key, member: 1, label: "PC" } as const;
    const two = guild.sign(FOUNDER, { kind: KIND.entry, parent: one.id, time: NOW, said });
    const third = { action: "device", device: deviceOf(2).key, member: 1, label: "PC" } as const;
    const three = guild.sign(deviceOf(1), { kind: KIND.entry, parent: two.id, time: NOW, said: third });
    const { refusals, branch } = checkOffer(guild.room, [one.bytes, two.bytes, three.bytes], NOW);
    assert.deepEqual([refusals, branch.chain.devices.size, chain.devices.size], [[], 3, 1]);
    guild.room.absorb(branch);
    assert.equal(guild.room.roleOf(deviceOf(2).key, 1), ROLE.own);
});

test("a sight of another list is a split view; what is beyond, or of another epoch, is not compared", () => {
    const guild = guildWithScope();
    const [one, two] = [guild.join(1), guild.join(2)];
    const { position } = guild.room;
    guild.take(guild.sign(one, batch(1), { ...position, hash: Buffer.alloc(32, 1) }));
    guild.take(guild.sign(two, batch(2), { ...position, n: position.n + 50 }));
    guild.take(guild.sign(two, batch(3), { ...position, epoch: 2, hash: Buffer.alloc(32, 1) }));
    guild.take(guild.sign(two, batch(4), position));
    assert.deepEqual(guild.room.splitViews, [{ author: one.key, n: position.n, records: 1 }]);
    assert.equal(guild.room.refused.size, 0);
});

test("an epoch record of effect begins its epoch, with its own position; n goes on", () => {
    const guild = guildWithScope();
    const server = guild.join(1, ROLE.server);
    guild.take(guild.sign(server, { kind: KIND.epoch, epoch: 3, url: "wss://ledger.example" }));
    const { n } = guild.room.position;
    assert.deepEqual([guild.room.position.epoch, guild.room.positionAt(n - 1)?.epoch], [3, 1]);
    // By no server, from another sight: without effect, and a record like any.
    guild.take(guild.sign(FOUNDER, { kind: KIND.epoch, epoch: 4, url: "" }));
    guild.take(guild.sign(server, { kind: KIND.epoch, epoch: 4, url: "" }, guild.room.positionAt(n)));
    assert.deepEqual([guild.room.position.epoch, guild.room.position.n, guild.room.refused.size], [3, n + 2, 0]);
});

test("kinds of later versions are stored and passed on", () => {
    const guild = new Guild();
    const { id, position } = guild.room;
    const later = signItems(FOUNDER, [6, id, FOUNDER.key, 2, id, 1, position.n, position.hash, "later"]);
    assert.equal(guild.outcome(guild.room.take(later)), undefined);
    assert.equal(guild.room.heads()[0].seq, 2);
});

test("loose records count behind the list, each that passes; the list itself does not change", () => {
    const guild = guildWithScope();
    const [one, two] = [guild.sign(FOUNDER, batch(1)), guild.sign(FOUNDER, batch(2))];
    const loose = withLoose(guild.room, [two, one, two]);
    assert.deepEqual([loose.added().length, guild.room.position.n, guild.room.refused.size], [2, 2, 0]);
});

test("a rewind gives the room as it was, and the union again when the records come back", () => {
    const guild = guildWithScope();
    guild.join(1);
    for (let counter = 0; counter < 9; counter++) guild.batch(FOUNDER, [eventOf(1, counter)]);
    const { room } = guild;
    for (let n = 0; n <= room.position.n; n++) {
        const rewound = room.until(n);
        assert.deepEqual(rewound.position, room.positionAt(n));
        assert.deepEqual(rewound.chain.last, foldRoom(room.id, guild.list.slice(0, n)).chain.last);
        const common = commonPoint(room.locator(), (at) => rewound.positionAt(at));
        assert.ok(common.n <= n);
        for (const bytes of guild.list.slice(n)) rewound.take(bytes);
        assert.deepEqual(rewound.position, room.position);
    }
});
