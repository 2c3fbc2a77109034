/** Types, names and epochs that count. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { aboutOf } from "../../src/room/about";
import { placeName } from "../../src/room/chain";
import { type Content, KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { epochRecordIn, isStrongerEpoch, strongestEpoch } from "../../src/room/epoch";
import { characterOf, FOUNDER, Guild, guidOf, LEDGER, SCOPE } from "../support/guild";

const about = (
    stateVersion: number,
    fields: readonly string[],
    name = "Anna-Realm",
    scope: Buffer = SCOPE,
): Content => ({
    ...{ kind: KIND.about, ledger: LEDGER, scope, stateVersion },
    types: [{ id: 1, name: Buffer.from("award"), fields: fields.map((field) => Buffer.from(field)) }],
    names: [{ guid: guidOf(5), name, token: "MAGE" }],
});

test("the largest version of types counts, the newest name, and those of relay and admin before those of own", () => {
    const guild = new Guild();
    guild.takeScope();
    guild.takeScope(false, Buffer.from("guild:Old"), SCOPE);
    const [own, reader] = [guild.join(1, ROLE.own), guild.join(2, ROLE.read)];
    const known = () => {
        const found = aboutOf(guild.room).get(placeName(LEDGER, SCOPE));
        return (
            found && [found.version.stateVersion, found.version.count, found.names.get(guidOf(5).toString("hex"))?.name]
        );
    };
    guild.write(reader, about(9, []));
    guild.write(own, about(9, [], "A", Buffer.from("guild:Other")));
    assert.equal(known(), undefined);
    guild.write(own, about(7, ["player:guid", "points"], "Own"));
    assert.deepEqual(known(), [7, 3, "Own"]);
    guild.write(FOUNDER, about(2, ["player:guid"], "One"));
    assert.deepEqual(known(), [2, 2, "One"]);
    guild.write(FOUNDER, about(2, ["player:guid", "points"], "Two", Buffer.from("guild:Old")));
    guild.write(FOUNDER, about(2, ["player:guid"], "Three"));
    guild.write(own, about(9, [], "Own"));
    assert.deepEqual(known(), [2, 3, "Three"]);
    guild.write(FOUNDER, about(3, []));
    assert.deepEqual(known(), [3, 1, "Anna-Realm"]);
});

test("of epoch records the larger epoch counts, then the larger id, and only by who has the role server", () => {
    const guild = new Guild();
    const [server, other] = [guild.join(1, ROLE.server), guild.join(2, ROLE.server)];
    const { room } = guild;
    assert.equal(strongestEpoch(room), undefined);
    const epoch = (number: number): Content => ({ kind: KIND.epoch, epoch: number, url: "" });
    const [one, two, three] = [guild.sign(server, epoch(2)), guild.sign(other, epoch(2)), guild.sign(other, epoch(3))];
    assert.ok(isStrongerEpoch(three, one) && !isStrongerEpoch(one, three));
    assert.equal(isStrongerEpoch(one, two), Buffer.compare(one.id, two.id) > 0);
    guild.take(one);
    assert.deepEqual(strongestEpoch(room)?.id, one.id);
    assert.deepEqual(strongestEpoch(room, [two.bytes])?.id, isStrongerEpoch(one, two) ? one.id : two.id);
    assert.deepEqual(strongestEpoch(room, [three.bytes, two.bytes])?.id, three.id);
    const changed = Buffer.from(three.bytes);
    changed[3] ^= 1;
    for (const bytes of [changed, guild.list[0], Buffer.alloc(9), guild.sign(FOUNDER, epoch(9)).bytes])
        assert.equal(epochRecordIn(room, bytes), undefined);
    guild.own.delete(FOUNDER.key.toString("hex"));
    const stolen = {
        action: "member",
        number: 2,
        label: "S",
        characters: [characterOf(3)],
        role: ROLE.none,
        heads: [],
    } as const;
    const { seq, id } = room.heads().find(({ key }) => key.equals(FOUNDER.key)) ?? { seq: 0, id: room.id };
    guild.own.set(FOUNDER.key.toString("hex"), { seq, id });
    guild.entry(FOUNDER, stolen);
    assert.deepEqual(strongestEpoch(room, [three.bytes])?.id, one.id);
});
