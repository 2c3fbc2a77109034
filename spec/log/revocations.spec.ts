import { isKeyBefore, packKey, toId, unpackKey } from "../../src/event/key";
import { importedRevocationBody, revocationBody, Revocations, targetOf } from "../../src/log/revocations";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";
import { rounds } from "../support/rounds";

interface Key {
    readonly time: number;
    readonly id: number;
}

interface TestRevocation extends Key {
    readonly target: Key;
}

/** Keys 1 to n, some in one second. */
function keyAt(index: number): Key {
    return { time: 1000 + math.floor(index / 3), id: toId(index % 3, 0) };
}

function isBefore(a: Key, b: Key): boolean {
    return isKeyBefore(a.time, a.id, b.time, b.id);
}

/** The definition, evaluated from scratch: revoked by a later revocation that is not revoked itself. */
function isRevokedByDefinition(revocations: readonly TestRevocation[], key: Key): boolean {
    for (const one of revocations) {
        const { target } = one;
        const isOfKey = target.time === key.time && target.id === key.id;
        if (isOfKey && isBefore(key, one) && !isRevokedByDefinition(revocations, one)) return true;
    }
    return false;
}

function randomRevocations(random: SeededRandom, keys: number): TestRevocation[] {
    const result: TestRevocation[] = [];
    for (const index of $range(1, keys)) {
        if (random.integer(1, 3) === 1) continue;
        // Mostly a near target, so that chains get long; now and then one that lies ahead, or itself.
        const to = random.integer(1, 8) === 1 ? random.integer(1, keys) : math.max(0, index - random.integer(0, 4));
        result.push({ ...keyAt(index), target: keyAt(to) });
    }
    return result;
}

function add(revocations: Revocations, one: TestRevocation): LuaMultiReturn<[number, number] | [undefined, undefined]> {
    return revocations.add(one.time, one.id, revocationBody(one.target.time, one.target.id));
}

/** Compares all keys with the definition. Gives the first key that is not what `before` says, and what is now. */
function compare(
    what: string,
    revocations: Revocations,
    present: readonly TestRevocation[],
    keys: number,
    before: LuaMap<number, boolean>,
): LuaMultiReturn<[firstChanged: Key | undefined, now: LuaMap<number, boolean>]> {
    const now = new LuaMap<number, boolean>();
    let firstChanged: Key | undefined;
    for (const index of $range(0, keys)) {
        const key = keyAt(index);
        const expected = isRevokedByDefinition(present, key);
        now.set(index, expected);
        if (firstChanged === undefined && expected !== (before.get(index) ?? false)) firstChanged = key;
        if (revocations.isRevoked(key.time, key.id) !== expected) error(`${what}: key ${index}`);
    }
    return $multi(firstChanged, now);
}

describe("revocation body", () => {
    it("has a fixed form that names a key", () => {
        const body = revocationBody(1721000000, toId(0x0600a1b2, 7));
        assert.equal("00" + "49" + "669460400600a1b207", toHex(body));
        assert.same({ time: 1721000000, id: toId(0x0600a1b2, 7) }, targetOf(body));
    });

    it("names an imported event by its id, with the key where it stood or, of an imported revocation, without", () => {
        const body = revocationBody(1721000000, toId(0x0600a1b2, 7), "r5");
        assert.equal("00" + "49" + "669460400600a1b207" + "627235", toHex(body));
        assert.same({ time: 1721000000, id: toId(0x0600a1b2, 7), importId: "r5" }, targetOf(body));
        assert.equal("00f61905dc", toHex(importedRevocationBody(1500)!));
        assert.same({ time: 0, id: 0, importId: 1500 }, targetOf(importedRevocationBody(1500)!));
        assert.is_nil(importedRevocationBody(0 / 0));
        assert.is_nil(importedRevocationBody({}));
        // One that has an id itself, or stands twice in a list.
        assert.same({ time: 0, id: 0, importId: 5 }, targetOf(fromHex("00f60582f609")));
        assert.same({ time: 0, id: 0, importId: 5 }, targetOf(fromHex("00f60582f68101")));
        assert.same(5, targetOf(fromHex("0049669460400600a1b2070582f609"))!.importId);
    });

    it("is not one of another type, shape or length", () => {
        for (const hex of [
            "",
            "00",
            "0149669460400600a1b207",
            "0048669460400600a1b2",
            "004a669460400600a1b20700",
            "0069669460400600a1b207",
            "005809669460400600a1b207",
            "0049669460400600a1b2",
            "0001",
            "00f6",
            "00f6f6",
            "00f6f5",
            "00f605f6",
            "00f60505",
            "00f682f605",
            "0049669460400600a1b207f6",
            "0049669460400600a1b207050505",
        ]) {
            assert.is_nil(targetOf(fromHex(hex)), hex);
        }
    });
});

describe("Revocations", () => {
    it("agrees with the definition after each arrival, in any order, and names the first key that changed", () => {
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(seed);
            const keys = random.integer(3, 24);
            const revocations = new Revocations();
            const present: TestRevocation[] = [];
            let before = new LuaMap<number, boolean>();
            for (const one of shuffled(random, randomRevocations(random, keys))) {
                const [time, id] = add(revocations, one);
                if (isBefore(one.target, one)) present.push(one);
                const [first, now] = compare(`seed ${seed}`, revocations, present, keys, before);
                before = now;
                assert.equal(first?.time, time, `seed ${seed}`);
                assert.equal(first?.id, id, `seed ${seed}`);
                assert.equal(present.length, revocations.count());
            }
        }
    });

    it("agrees with the definition when revocations are removed again", () => {
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(1000 + seed);
            const keys = random.integer(3, 20);
            const revocations = new Revocations();
            let present: TestRevocation[] = [];
            let before = new LuaMap<number, boolean>();
            const all = randomRevocations(random, keys);
            if (all.length === 0) continue;
            for (const _ of $range(1, 60)) {
                const one = all[random.integer(0, all.length - 1)];
                const isPresent = present.includes(one);
                let time: number | undefined;
                let id: number | undefined;
                if (random.integer(1, 2) === 1) {
                    [time, id] = add(revocations, one);
                    if (!isPresent && isBefore(one.target, one)) present.push(one);
                } else {
                    [time, id] = revocations.remove(one.time, one.id);
                    present = present.filter((other) => other !== one);
                }
                const [first, now] = compare(`seed ${1000 + seed}`, revocations, present, keys, before);
                before = now;
                assert.equal(first?.time, time);
                assert.equal(first?.id, id);
                assert.equal(present.length, revocations.count());
            }
        }
    });

    it("restores what a revoked revocation had revoked", () => {
        const revocations = new Revocations();
        const [event, first, second, third] = [keyAt(1), keyAt(2), keyAt(3), keyAt(4)];
        add(revocations, { ...first, target: event });
        assert.is_true(revocations.isRevoked(event.time, event.id));
        add(revocations, { ...second, target: first });
        assert.is_false(revocations.isRevoked(event.time, event.id));
        assert.is_true(revocations.isRevoked(first.time, first.id));
        add(revocations, { ...third, target: second });
        assert.is_true(revocations.isRevoked(event.time, event.id));
        assert.is_false(revocations.isRevoked(third.time, third.id));
    });

    it("takes no notice of what stands before its target, of itself, or of no revocation at all", () => {
        const revocations = new Revocations();
        const [early, late] = [keyAt(1), keyAt(5)];
        add(revocations, { ...early, target: late });
        add(revocations, { ...late, target: late });
        revocations.add(late.time, late.id, "\x01");
        revocations.add(late.time, late.id, "\x00\x01");
        assert.equal(0, revocations.count());
        assert.is_false(revocations.isRevoked(late.time, late.id));
    });

    it("survives packing", () => {
        for (const seed of $range(1, 50)) {
            const random = new SeededRandom(2000 + seed);
            const all = randomRevocations(random, 20);
            const revocations = new Revocations();
            for (const one of shuffled(random, all)) add(revocations, one);
            const again = new Revocations();
            assert.is_true(again.unpack(revocations.pack()));
            assert.equal(revocations.count(), again.count());
            assert.equal(revocations.pack(), again.pack());
            for (const index of $range(0, 20)) {
                const { time, id } = keyAt(index);
                assert.equal(revocations.isRevoked(time, id), again.isRevoked(time, id));
            }
        }
    });

    it("finds the saved list of a version that knows fewer kinds of them wanting, and takes in what it has", () => {
        assert.is_false(new Revocations().unpack(""));
        assert.is_true(new Revocations().unpack(new Revocations().pack()));
        const revocations = new Revocations();
        add(revocations, { ...keyAt(5), target: keyAt(1) });
        const old = string.sub(revocations.pack(), 1, -12);
        const again = new Revocations();
        assert.is_false(again.unpack(old));
        assert.is_true(again.isRevoked(keyAt(1).time, keyAt(1).id));
    });

    it("revokes all events with an id, until each revocation of it is revoked by key", () => {
        const revocations = new Revocations();
        const [first, second, third] = [keyAt(3), keyAt(4), keyAt(5)];
        const start = [0, 0];
        assert.same(start, [...revocations.add(first.time, first.id, importedRevocationBody("r")!)]);
        assert.is_true(revocations.isImportRevoked("r"));
        assert.is_false(revocations.isImportRevoked("s"));
        assert.same([], [...revocations.add(second.time, second.id, revocationBody(9, 9, "r"))]);
        assert.same([], [...revocations.add(third.time, third.id, revocationBody(first.time, first.id))].slice(2));
        assert.is_true(revocations.isImportRevoked("r"));
        assert.same(start, [...revocations.remove(second.time, second.id)]);
        assert.is_false(revocations.isImportRevoked("r"));
        const again = new Revocations();
        assert.is_true(again.unpack(revocations.pack()));
        assert.is_false(again.isImportRevoked("r"));
        // That it stood before the event makes no difference: an id makes no cycles.
        assert.same(start, [...revocations.remove(third.time, third.id)]);
        assert.is_true(revocations.isImportRevoked("r"));
        assert.is_false(revocations.isImportRevoked(5));
        revocations.add(second.time, second.id, importedRevocationBody(5)!);
        assert.is_true(revocations.isImportRevoked(5));
        assert.is_false(revocations.isImportRevoked("5"));
    });

    it("never raises on damaged bytes, and says when it could not read on", () => {
        fuzzDecoder(
            35,
            (random) => {
                const revocations = new Revocations();
                for (const one of randomRevocations(random, 8)) add(revocations, one);
                return revocations.pack();
            },
            (input) => {
                const revocations = new Revocations();
                const isRead = revocations.unpack(input);
                const [time, id] = unpackKey(input, 1);
                if (time !== undefined) revocations.isRevoked(time, id);
                const added = new Revocations().pack().length;
                if (revocations.pack().length > input.length + (isRead ? 0 : added)) return "more than was there";
                return isRead && packKey(time ?? 0, id ?? 0).length === 9;
            },
        );
    });
});
