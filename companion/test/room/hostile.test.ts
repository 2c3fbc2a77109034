/** What is forged, mutated or replayed is refused, counted and bounded, and raises nothing. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { decodeCbor, encodeCbor } from "../../src/room/cbor";
import { countRoom } from "../../src/room/running-count";
import { PURPOSE, signFor } from "../../src/room/keys";
import { checkOffer } from "../../src/room/offer";
import { foldRoom } from "../../src/room/room";
import { deviceOf, FOUNDER, Guild, NOW } from "../support/guild";
import { searchSize } from "../support/long";
import { RandomGuild } from "../support/random-guild";
import { countedText } from "../support/room-state";

const SEED = 11;
const COUNT = searchSize(500, 10_000);

/** Bytes changed, cut, doubled or moved. */
function mutate(bytes: Buffer, random: Random): Buffer {
    const at = random.integer(0, bytes.length - 1);
    const kind = random.integer(1, 5);
    if (kind === 1) return bytes.subarray(0, at);
    if (kind === 2)
        return Buffer.concat([bytes.subarray(0, at), random.bytes(random.integer(1, 9)), bytes.subarray(at)]);
    if (kind === 3) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    const changed = Buffer.from(bytes);
    if (kind === 4) changed[at] = random.integer(0, 255);
    else changed[at] ^= 1 << random.integer(0, 7);
    return changed;
}

const refusedIn = (room: { refused: ReadonlyMap<string, number> }): number =>
    [...room.refused.values()].reduce((sum, count) => sum + count, 0);

function guildAtRandom(): Guild {
    const guild = new RandomGuild(new Random(SEED));
    for (let step = 0; step < 60; step++) guild.step();
    return guild;
}

test(`mutated records, from seed ${SEED}: each has its number, none is taken, each is counted`, () => {
    const random = new Random(SEED);
    const {
        list,
        room: { id },
    } = guildAtRandom();
    const room = foldRoom(id, list);
    const [before, counted] = [refusedIn(room), countedText(room)];
    let mutations = 0;
    while (mutations < COUNT) {
        const bytes = random.pick(list);
        const mutated = mutate(bytes, random);
        if (list.some((one) => one.equals(mutated))) continue;
        assert.ok("reason" in room.take(mutated), mutated.toString("hex"));
        mutations++;
    }
    assert.deepEqual([refusedIn(room), room.position.n], [before + COUNT, list.length + COUNT]);
    assert.equal(countedText(room), counted);
    console.log(`mutated: ${COUNT} from seed ${SEED}, ${JSON.stringify(Object.fromEntries(room.refused))}`);
});

test("bodies that were changed and signed anew by a device of the room raise nothing and keep the room's form", () => {
    const random = new Random(SEED);
    const {
        list,
        room: { id },
    } = guildAtRandom();
    const room = foldRoom(id, list);
    const reasons = new Map<string, number>();
    for (let count = 0; count < COUNT; count++) {
        const body = mutate(random.pick(list).subarray(64), random);
        const refusal = room.takeIfGood(Buffer.concat([signFor(PURPOSE.record, FOUNDER, body), body]), NOW);
        if (refusal !== undefined) reasons.set(refusal.reason, (reasons.get(refusal.reason) ?? 0) + 1);
    }
    assert.doesNotThrow(() => countRoom(room));
    assert.ok((reasons.get("malformed") ?? 0) > 0 && (reasons.get("signature") ?? 0) > 0);
    const again = foldRoom(
        id,
        [...room.records()].map((one) => ("record" in one ? one.record.bytes : Buffer.of())),
    );
    assert.equal(countedText(again), countedText(room));
    console.log(`signed anew: ${COUNT} from seed ${SEED}, ${JSON.stringify(Object.fromEntries(reasons))}`);
});

test("any bytes, nested and long ones too, are refused", () => {
    const random = new Random(SEED);
    const { room } = new Guild();
    const odd = [
        Buffer.of(),
        Buffer.alloc(262_144, 0x81),
        Buffer.alloc(262_145),
        Buffer.concat([Buffer.alloc(64), Buffer.from("9a0003ffbb", "hex"), Buffer.alloc(262_075, 0x80)]),
        ...Array.from({ length: COUNT }, () => random.bytes(random.integer(0, 300))),
    ];
    for (const bytes of odd) assert.equal((room.take(bytes) as { reason?: string }).reason, "malformed");
    assert.equal(room.refused.get("malformed"), odd.length);
});

test("a forged author, and a record that is replayed in its own room and in another, are refused", () => {
    const guild = guildAtRandom();
    const other = new Guild(deviceOf(77));
    const thief = deviceOf(555);
    const taken = [...guild.room.records()].flatMap((one) => ("record" in one ? [one.record] : []));
    for (const { bytes } of taken) {
        const items = decodeCbor(bytes.subarray(64));
        const body = encodeCbor(items);
        const forged = Buffer.concat([signFor(PURPOSE.record, thief, body), body]);
        assert.equal(
            checkOffer(guild.room, [forged], NOW).refusals[0].reason,
            body.length > 0 && bytes === guild.list[0] ? "room" : "signature",
        );
        assert.equal(checkOffer(other.room, [bytes], NOW).refusals[0].reason, "room");
        const replayed = checkOffer(guild.room, [bytes], NOW);
        assert.deepEqual([replayed.refusals, replayed.branch.added()], [[], []]);
    }
});
