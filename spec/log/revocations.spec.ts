import { isKeyBefore, packKey, toId, unpackKey } from "../../src/event/key";
import { importedRevocationBody, revocationBody } from "../../src/log/revocation-body";
import { Revocations } from "../../src/log/revocations";
import { fuzzDecoder } from "../codec/fuzz";
import { SeededRandom } from "../random";
import type { Background } from "../../src/ports";
import { ImmediateBackground, noPause, SteppedBackground } from "../support/background";
import { shuffled } from "../support/events";
import { newRevocations } from "../support/logs";
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

function add(revocations: Revocations, one: TestRevocation): void {
    revocations.add(one.time, one.id, revocationBody(one.target.time, one.target.id));
}

/** Revocations that are compared with the definition after each change, and what they tell. */
class Checked {
    readonly revocations: Revocations;
    private told = new LuaSet<string>();
    private before = new LuaMap<number, boolean>();
    private present: TestRevocation[] = [];
    /** Packed keys of what was a revocation once: nothing is told of those. */
    private readonly revoking = new LuaSet<string>();

    constructor(
        private readonly what: string,
        private readonly keys: number,
        background: Background = new ImmediateBackground(),
    ) {
        this.revocations = new Revocations(background, (time, id) => this.told.add(packKey(time, id)));
    }

    add(one: TestRevocation): void {
        add(this.revocations, one);
        this.revoking.add(packKey(one.time, one.id));
        if (isBefore(one.target, one) && !this.present.includes(one)) this.present.push(one);
    }

    remove(one: TestRevocation): void {
        this.revocations.remove(one.time, one.id);
        this.present = this.present.filter((other) => other !== one);
    }

    /** Each event is revoked as the definition says; of each that changed and is no revocation it was told. */
    check(): void {
        const { revocations, present, before, told, revoking } = this;
        for (const index of $range(0, this.keys)) {
            const key = keyAt(index);
            const expected = isRevokedByDefinition(present, key);
            const packed = packKey(key.time, key.id);
            const hasChanged = expected !== (before.get(index) ?? false);
            before.set(index, expected);
            if (revocations.isRevoked(key.time, key.id) !== expected) error(`${this.what}: key ${index}`);
            if (hasChanged && !revoking.has(packed) && !told.has(packed)) error(`${this.what}: untold ${index}`);
        }
        assert.equal(present.length, revocations.count());
        this.told = new LuaSet();
    }
}

describe("Revocations", () => {
    it("agrees with the definition after each arrival, in any order, and tells what changed", () => {
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(seed);
            const keys = random.integer(3, 24);
            const checked = new Checked(`seed ${seed}`, keys);
            for (const one of shuffled(random, randomRevocations(random, keys))) {
                checked.add(one);
                checked.check();
            }
        }
    });

    it("agrees with the definition when revocations are removed again", () => {
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(1000 + seed);
            const keys = random.integer(3, 20);
            const checked = new Checked(`seed ${1000 + seed}`, keys);
            const all = randomRevocations(random, keys);
            if (all.length === 0) continue;
            for (const _ of $range(1, 60)) {
                const one = all[random.integer(0, all.length - 1)];
                if (random.integer(1, 2) === 1) {
                    checked.add(one);
                } else {
                    checked.remove(one);
                }
                checked.check();
            }
        }
    });

    describe("with long chains", () => {
        const CHAIN = 8000;

        /** The revocation at `index`, of the one before it. */
        function link(index: number): TestRevocation {
            return { ...keyAt(index), target: keyAt(index - 1) };
        }

        function isRevoked(revocations: Revocations, index: number): boolean {
            const { time, id } = keyAt(index);
            return revocations.isRevoked(time, id);
        }

        it("settles one that is read in pieces, each revocation a few times, in whatever order they stand", () => {
            const ascending: TestRevocation[] = [];
            for (const index of $range(1, CHAIN)) ascending[index - 1] = link(index);
            const descending = ascending.map((_, at) => ascending[CHAIN - 1 - at]);
            const inAnyOrder = ascending.map((one) => one);
            const random = new SeededRandom(7);
            for (const at of $range(CHAIN - 1, 1, -1)) {
                const other = random.integer(0, at);
                [inAnyOrder[at], inAnyOrder[other]] = [inAnyOrder[other], inAnyOrder[at]];
            }
            for (const chain of [ascending, descending, inAnyOrder]) {
                const parts = chain.map(
                    ({ time, id, target }) => packKey(time, id) + "\x0b" + revocationBody(target.time, target.id),
                );
                const revocations = newRevocations();
                let pauses = 0;
                assert.is_true(
                    revocations.unpack(table.concat(parts) + newRevocations().pack(noPause), () => {
                        pauses++;
                    }),
                );
                // Pieces of 16, once to be read and once to be settled.
                assert.is_true(pauses <= (2 * CHAIN) / 16 + 1, `${pauses} pauses`);
                assert.is_true(pauses >= CHAIN / 16, `${pauses} pauses`);
                assert.is_true(isRevoked(revocations, CHAIN - 1));
                assert.is_false(isRevoked(revocations, CHAIN));
                assert.is_false(isRevoked(revocations, 0));
                assert.is_true(isRevoked(revocations, 1));
            }
        });

        it("settles the rest in the background when one more comes, and tells of the event at its end once", () => {
            const background = new SteppedBackground();
            let told: number[] = [];
            const revocations = new Revocations(background, (time) => {
                told[told.length] = time;
            });
            for (const index of $range(1, CHAIN)) add(revocations, link(index));
            background.finish();
            told = [];
            const wasRevoked = isRevoked(revocations, 0);
            add(revocations, link(CHAIN + 1));
            assert.same([], told);
            let steps = 0;
            while (background.waiting() > 0) {
                background.step();
                steps++;
            }
            assert.is_true(steps <= CHAIN / 16 + 2, `${steps} steps`);
            assert.same([keyAt(0).time], told);
            assert.equal(!wasRevoked, isRevoked(revocations, 0));
        });

        it("comes to the same when more arrive, or go, while one is being settled", () => {
            for (const seed of $range(1, rounds(40))) {
                const random = new SeededRandom(3000 + seed);
                const background = new SteppedBackground();
                const checked = new Checked(`seed ${3000 + seed}`, 60, background);
                const chain: TestRevocation[] = [];
                for (const index of $range(1, 60)) chain[index - 1] = link(index);
                for (const one of shuffled(random, chain)) {
                    checked.add(one);
                    if (random.integer(1, 4) === 1) checked.remove(chain[random.integer(0, 59)]);
                    if (random.integer(1, 2) === 1 && background.waiting() > 0) background.step();
                }
                background.finish();
                checked.check();
            }
        });
    });

    it("packs all that stay although others come and go on the way", () => {
        const revocations = newRevocations();
        for (const index of $range(1, 100)) add(revocations, { ...keyAt(index), target: keyAt(0) });
        let pauses = 0;
        const bytes = revocations.pack(() => {
            pauses++;
            const gone = keyAt(pauses * 10);
            revocations.remove(gone.time, gone.id);
            add(revocations, { ...keyAt(200 + pauses), target: keyAt(0) });
        });
        const again = newRevocations();
        assert.is_true(again.unpack(bytes, noPause));
        assert.is_true(pauses > 3);
        for (const index of $range(1, 100)) {
            const { time, id } = keyAt(index);
            const target = keyAt(0);
            const wasRemoved = index % 10 === 0 && index / 10 <= pauses;
            const count = again.count();
            add(again, { time, id, target });
            if (!wasRemoved) assert.equal(count, again.count(), `revocation ${index}`);
        }
    });

    it("restores what a revoked revocation had revoked", () => {
        const revocations = newRevocations();
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
        const revocations = newRevocations();
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
            const revocations = newRevocations();
            for (const one of shuffled(random, all)) add(revocations, one);
            const again = newRevocations();
            assert.is_true(again.unpack(revocations.pack(noPause), noPause));
            assert.equal(revocations.count(), again.count());
            assert.equal(revocations.pack(noPause), again.pack(noPause));
            for (const index of $range(0, 20)) {
                const { time, id } = keyAt(index);
                assert.equal(revocations.isRevoked(time, id), again.isRevoked(time, id));
            }
        }
    });

    it("finds the saved list of a version that knows fewer kinds of them wanting, and takes in what it has", () => {
        assert.is_false(newRevocations().unpack("", noPause));
        assert.is_true(newRevocations().unpack(newRevocations().pack(noPause), noPause));
        const revocations = newRevocations();
        add(revocations, { ...keyAt(5), target: keyAt(1) });
        const old = string.sub(revocations.pack(noPause), 1, -12);
        const again = newRevocations();
        assert.is_false(again.unpack(old, noPause));
        assert.is_true(again.isRevoked(keyAt(1).time, keyAt(1).id));
    });

    it("revokes all events with an id, until each revocation of it is revoked by key", () => {
        const told: string[] = [];
        const revocations = new Revocations(new ImmediateBackground(), (time, id) =>
            told.push(string.format("%.0f %.0f", time, id)),
        );
        const [first, second, third] = [keyAt(3), keyAt(4), keyAt(5)];
        revocations.add(first.time, first.id, importedRevocationBody("r")!);
        assert.same(["0 0"], told);
        assert.is_true(revocations.isImportRevoked("r", 1));
        assert.is_false(revocations.isImportRevoked("s", 1));
        revocations.add(second.time, second.id, revocationBody(9, 9, "r"));
        revocations.add(third.time, third.id, revocationBody(first.time, first.id));
        assert.same(["0 0"], told);
        assert.is_true(revocations.isImportRevoked("r", 1));
        revocations.remove(second.time, second.id);
        assert.same(["0 0", "0 0"], told);
        assert.is_false(revocations.isImportRevoked("r", 1));
        const again = newRevocations();
        assert.is_true(again.unpack(revocations.pack(noPause), noPause));
        assert.is_false(again.isImportRevoked("r", 1));
        revocations.remove(third.time, third.id);
        assert.equal(3, told.length);
        assert.is_true(revocations.isImportRevoked("r", 1));
        assert.is_false(revocations.isImportRevoked(5, 1));
        revocations.add(second.time, second.id, importedRevocationBody(5)!);
        assert.is_true(revocations.isImportRevoked(5, 1));
        assert.is_false(revocations.isImportRevoked("5", 1));
    });

    it("never raises on damaged bytes, and says when it could not read on", () => {
        fuzzDecoder(
            35,
            (random) => {
                const revocations = newRevocations();
                for (const one of randomRevocations(random, 8)) add(revocations, one);
                return revocations.pack(noPause);
            },
            (input) => {
                const revocations = newRevocations();
                const isRead = revocations.unpack(input, noPause);
                const [time, id] = unpackKey(input, 1);
                if (time !== undefined) revocations.isRevoked(time, id);
                const added = newRevocations().pack(noPause).length;
                if (revocations.pack(noPause).length > input.length + (isRead ? 0 : added))
                    return "more than was there";
                return isRead && packKey(time ?? 0, id ?? 0).length === 9;
            },
        );
    });
});
