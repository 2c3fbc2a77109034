import { bytesLess } from "../../src/codec/compare";
import { packKey, toId, weekOf, WEEK_SECONDS } from "../../src/event/key";
import type { ImportId } from "../../src/event/import-mark";
import { importedRevocationBody, revocationBody, targetOf, undoBody } from "../../src/log/revocation-body";
import { Revocations } from "../../src/log/revocations";
import { NO_TERMS, type SealTerms } from "../../src/log/sealed-keys";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise, yieldAlways } from "../support/background";
import { shuffled } from "../support/events";
import { newRevocations } from "../support/logs";
import { rounds } from "../support/rounds";

/** Keys that stand in a week; and weeks. */
const PER_WEEK = 4;
const WEEKS = 6;
const KEYS = PER_WEEK * WEEKS;
/** Those before which a seal may have been. */
const WEEK_NUMBERS = [1, 2, 3, 4, 5];
const IDS: ImportId[] = ["a", "b", 7];

interface One {
    readonly index: number;
    readonly time: number;
    readonly id: number;
    readonly key: string;
    readonly body: string;
}

function keyAt(index: number): { time: number; id: number; key: string } {
    const time = math.floor(index / PER_WEEK) * WEEK_SECONDS + 1 + math.floor((index % PER_WEEK) / 2);
    const id = toId(index % 2, 0);
    return { time, id, key: packKey(time, id) };
}

function oneAt(index: number, body: string): One {
    return { index, ...keyAt(index), body };
}

/** Revocations of keys and of ids, and undos, of what came before them. */
function randomOnes(random: SeededRandom): One[] {
    const ones: One[] = [];
    for (const index of $range(1, KEYS - 1)) {
        const { time, id } = keyAt(random.integer(1, 3) === 1 ? random.integer(0, index - 1) : index - 1);
        const kind = random.integer(1, 10);
        if (kind <= 5) ones.push(oneAt(index, revocationBody(time, id)));
        else if (kind <= 7) ones.push(oneAt(index, undoBody(time, id, "\x05", 0)));
        else if (kind === 8) ones.push(oneAt(index, importedRevocationBody(IDS[random.integer(0, 2)])!));
        else if (kind === 9) ones.push(oneAt(index, revocationBody(time, id, IDS[random.integer(0, 2)])));
    }
    return ones;
}

function isUndo({ body }: One): boolean {
    return targetOf(body)!.undoBody !== undefined;
}

/** Terms that list or leave out any revocations, and name any sealed events as undone. A seal never names undos. */
function randomSeal(random: SeededRandom, ones: readonly One[], after = 0): SealTerms {
    const week = random.integer(after, WEEKS);
    const named = ones.filter((one) => !isUndo(one) && random.integer(1, 4) === 1);
    const listed = named.filter(({ time }) => weekOf(time) >= week).map(({ key }) => key);
    const late = named.filter(({ time }) => weekOf(time) < week).map(({ key }) => key);
    const undone: string[] = [];
    for (const index of $range(0, week * PER_WEEK - 1)) {
        if (random.integer(1, 8) === 1) undone.push(keyAt(index).key);
    }
    const boundaries = WEEK_NUMBERS.filter((number) => number < week && random.integer(1, 3) === 1);
    return { week, listed, late, boundaries, undone };
}

/** What the document says, evaluated from scratch. */
class Definition {
    constructor(
        private readonly ones: readonly One[],
        private readonly seal: SealTerms,
    ) {}

    isSealed(time: number): boolean {
        return weekOf(time) < this.seal.week;
    }

    isCovered(time: number, key: string): boolean {
        const { listed, late } = this.seal;
        return this.isSealed(time) ? !late.includes(key) : listed.includes(key);
    }

    isRevokedByKey(time: number, key: string): boolean {
        return this.ones.some((one) => {
            const target = targetOf(one.body)!;
            const isPlain = target.importId === undefined && target.undoBody === undefined;
            const isHeeded = this.isCovered(one.time, one.key) || !this.isCovered(time, key);
            const isNamed = isPlain && packKey(target.time, target.id) === key;
            return isNamed && isHeeded && !this.isRevokedByKey(one.time, one.key);
        });
    }

    /** The undo of a key that counts; none where one that is not here did. */
    undoOf(key: string): One | undefined {
        if (this.seal.undone.includes(key)) return undefined;
        return this.ones.find((one) => {
            const target = targetOf(one.body)!;
            const isOfKey = target.undoBody !== undefined && packKey(target.time, target.id) === key;
            return isOfKey && !this.isRevokedByKey(one.time, one.key);
        });
    }

    isUndone(key: string): boolean {
        return this.seal.undone.includes(key) || this.undoOf(key) !== undefined;
    }

    isRevoked(index: number): boolean {
        const { time, key } = keyAt(index);
        const own = this.ones.find((one) => one.index === index);
        const target = own === undefined ? undefined : targetOf(own.body)!;
        const isUndo = target?.undoBody !== undefined;
        const isPassedOver = isUndo && this.undoOf(packKey(target.time, target.id)) !== own;
        return isPassedOver || this.isRevokedByKey(time, key);
    }

    isImportRevoked(importId: ImportId, time: number): boolean {
        return this.ones.some((one) => {
            const isHeeded = this.isSealed(time) ? this.isIdHeeded(one, time) : !this.isSealed(one.time);
            return isHeeded && targetOf(one.body)!.importId === importId && !this.isRevokedByKey(one.time, one.key);
        });
    }

    /** Whether a revocation by id counts for a sealed event: it is listed, or no boundary is between the two. */
    private isIdHeeded(one: One, time: number): boolean {
        const { listed, boundaries } = this.seal;
        const isApart = boundaries.some((week) => weekOf(one.time) < week !== weekOf(time) < week);
        const isOfThese = this.isSealed(one.time) && this.isCovered(one.time, one.key) && !isApart;
        return listed.includes(one.key) || isOfThese;
    }
}

/** All answers, as one text; about ids only those before a week. */
function answersOf(answers: Definition | Revocations, week = WEEKS): string {
    const parts: string[] = [];
    for (const index of $range(0, KEYS - 1)) {
        const { time, id, key } = keyAt(index);
        const isDefinition = answers instanceof Definition;
        const isRevoked = isDefinition ? answers.isRevoked(index) : answers.isRevoked(time, id);
        const isUndone = isDefinition ? answers.isUndone(key) : answers.isUndone(time, id);
        const isAsked = weekOf(time) < week;
        const ids = IDS.map((importId) => isAsked && answers.isImportRevoked(importId, time));
        parts.push(`${index}: ${isRevoked} ${isUndone} ${ids.join(" ")}`);
    }
    return table.concat(parts, "\n");
}

function addAll(revocations: Revocations, ones: readonly One[]): Revocations {
    for (const { time, id, body } of ones) revocations.add(time, id, body);
    return revocations;
}

/** Hears which answers changed, and compares with what did. */
class Hearing {
    readonly revocations: Revocations;
    private told = new LuaSet<string>();
    private before: LuaMap<string, boolean>;

    constructor() {
        this.revocations = new Revocations(new ImmediateBackground(), (time, id) => this.told.add(packKey(time, id)));
        this.before = this.look();
    }

    /** Takes note of a revocation that comes or goes: the log itself tells of that. */
    changed({ key }: One): void {
        this.told.add(key);
    }

    /** Each event of which the answer changed was told; of revocations, the undos. @param ones what was a revocation at some time. */
    check(ones: readonly One[], what: string): void {
        const after = this.look();
        for (const [name, answer] of after) {
            const one = ones.find(({ key }) => key === name);
            const isPlain = one !== undefined && targetOf(one.body)!.undoBody === undefined;
            const key = name.startsWith("id ") ? packKey(0, 0) : name;
            if (answer !== this.before.get(name) && !isPlain && !this.told.has(key))
                error(`${what}: untold ${one === undefined ? name : one.index} ${answer}`);
        }
        this.before = after;
        this.told = new LuaSet();
    }

    private look(): LuaMap<string, boolean> {
        const answers = new LuaMap<string, boolean>();
        for (const index of $range(0, KEYS - 1)) {
            const { time, id, key } = keyAt(index);
            answers.set(key, this.revocations.isRevoked(time, id));
            for (const importId of IDS) {
                const name = `id ${importId} ${index}`;
                answers.set(name, this.revocations.isImportRevoked(importId, time));
            }
        }
        return answers;
    }
}

function all(this: void): boolean {
    return true;
}

function sorted(keys: string[]): string[] {
    table.sort(keys, bytesLess);
    return keys;
}

describe("Revocations under a seal", () => {
    it("agree with the definition in whatever order they come and go, and whenever seals come and go", () => {
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(8000 + seed);
            const ones = randomOnes(random);
            const hearing = new Hearing();
            const { revocations } = hearing;
            let present: One[] = [];
            let seal = NO_TERMS;
            for (const one of shuffled(random, ones)) {
                revocations.add(one.time, one.id, one.body);
                hearing.changed(one);
                present.push(one);
                const kind = random.integer(1, 8);
                if (kind === 1) {
                    seal = randomSeal(random, ones);
                    revocations.seal(seal);
                } else if (kind === 2) {
                    seal = randomSeal(random, ones, seal.week);
                    revocations.seal(seal);
                } else if (kind === 3) {
                    seal = NO_TERMS;
                    revocations.seal(NO_TERMS);
                } else if (kind === 4) {
                    const gone = present[random.integer(0, present.length - 1)];
                    revocations.remove(gone.time, gone.id);
                    hearing.changed(gone);
                    present = present.filter((other) => other !== gone);
                }
                present.sort((a, b) => a.index - b.index);
                assert.equal(answersOf(new Definition(present, seal)), answersOf(revocations), `seed ${seed}`);
                hearing.check(ones, `seed ${seed}`);
            }
            const fresh = newRevocations();
            fresh.seal(seal);
            addAll(fresh, shuffled(random, present));
            assert.equal(answersOf(fresh), answersOf(revocations), `seed ${seed}`);
            const read = newRevocations();
            read.seal(seal);
            assert.is_true(read.unpack(revocations.pack(noPause), noPause));
            assert.equal(answersOf(fresh), answersOf(read), `seed ${seed}`);
        }
    });

    it("come to the same when others come and go while a seal takes hold", () => {
        for (const seed of $range(1, rounds(60))) {
            const random = new SeededRandom(8500 + seed);
            const ones = randomOnes(random);
            const waiting = shuffled(random, ones);
            const present = new LuaSet<One>();
            const revocations = newRevocations();
            // Enough for several pauses.
            for (const index of $range(1, 100)) revocations.add(WEEK_SECONDS * WEEKS + index, 0, revocationBody(3, 0));
            while (waiting.length > ones.length / 2) {
                const one = waiting.pop()!;
                present.add(one);
                revocations.add(one.time, one.id, one.body);
            }
            const seal = randomSeal(random, ones);
            runStepwise(
                () => revocations.seal(seal, yieldAlways),
                () => {
                    const one = ones[random.integer(0, ones.length - 1)];
                    if (present.has(one)) {
                        present.delete(one);
                        revocations.remove(one.time, one.id);
                    } else {
                        present.add(one);
                        revocations.add(one.time, one.id, one.body);
                    }
                },
            );
            const held = ones.filter((one) => present.has(one));
            assert.equal(answersOf(new Definition(held, seal)), answersOf(revocations), `seed ${seed}`);
        }
    });

    it("are as skipsFor() says before the seal holds, of what it covers, whatever comes later", () => {
        for (const seed of $range(1, rounds(100))) {
            const random = new SeededRandom(9000 + seed);
            const ones = randomOnes(random);
            const revocations = addAll(newRevocations(), shuffled(random, ones));
            const { undone } = randomSeal(random, ones);
            revocations.seal({ ...randomSeal(random, ones), undone });
            const isWhole = random.integer(1, 2) === 1;
            const seal = { ...randomSeal(random, ones), undone: isWhole ? [] : undone };
            const skips = revocations.skipsFor(seal, isWhole, noPause);
            const definition = new Definition(ones, seal);
            const expected: string[] = [];
            for (const { time, id } of ones) {
                if (random.integer(1, 3) === 1) revocations.remove(time, id);
            }
            for (const index of $range(0, KEYS - 1)) {
                const { time, id, key } = keyAt(index);
                const undo = definition.undoOf(key);
                if (seal.undone.includes(key) || (undo !== undefined && definition.isSealed(undo.time)))
                    expected.push(key);
                if (!definition.isSealed(time)) continue;
                // What becomes of late revocations does not matter.
                if (definition.isCovered(time, key)) {
                    assert.equal(definition.isRevoked(index), skips.isRevoked(time, id), `seed ${seed}, key ${index}`);
                }
                for (const importId of IDS) {
                    assert.equal(definition.isImportRevoked(importId, time), skips.isImportRevoked(importId, time));
                }
            }
            assert.same(expected, sorted(skips.undone(noPause)), `seed ${seed}`);
        }
    });

    it("change nothing of what is to be sealed if the new seal lists what unsealedNaming() says", () => {
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(9200 + seed);
            const ones = randomOnes(random);
            const revocations = addAll(newRevocations(), shuffled(random, ones));
            const week = random.integer(0, WEEKS);
            const before = answersOf(revocations, week);
            const listed = revocations.unsealedNaming(week, noPause).map(({ key }) => key);
            const keys = ones.map(({ key }) => key);
            for (const key of listed) {
                const at = keys.indexOf(key);
                assert.is_true(at >= 0);
                const { time, body } = ones[at];
                const target = targetOf(body)!;
                assert.is_true(weekOf(time) >= week && target.undoBody === undefined);
                assert.is_true(target.importId !== undefined || weekOf(target.time) < week);
            }
            revocations.seal({ ...NO_TERMS, week, listed });
            assert.equal(before, answersOf(revocations, week), `seed ${seed}`);
            for (const late of revocations.lateRevocations(all, noPause)) assert.is_false(listed.includes(late.key));
        }
    });

    it("by key change nothing when a later seal names those that came too late for the one before", () => {
        let lateSeen = 0;
        for (const seed of $range(1, rounds(150))) {
            const random = new SeededRandom(9350 + seed);
            const ones = randomOnes(random);
            const week = random.integer(1, WEEKS - 1);
            const early: One[] = [];
            let others: One[] = [];
            for (const one of ones) {
                const isEarly = weekOf(one.time) < week || random.integer(1, 3) === 1;
                if (isEarly) early.push(one);
                else others.push(one);
            }
            const revocations = addAll(newRevocations(), shuffled(random, early));
            let seal = { ...NO_TERMS, week, listed: revocations.unsealedNaming(week, noPause).map(({ key }) => key) };
            revocations.seal(seal);
            for (const next of $range(week + 1, WEEKS)) {
                const come = random.integer(0, others.length);
                addAll(revocations, shuffled(random, others.slice(0, come)));
                others = others.slice(come);
                const before = answersOf(revocations, 0);
                const listed = revocations.unsealedNaming(next, noPause).map(({ key }) => key);
                const lateOnes = revocations.lateRevocations(all, noPause).filter(({ time }) => weekOf(time) < next);
                seal = { ...NO_TERMS, week: next, listed, late: lateOnes.map(({ key }) => key) };
                lateSeen += lateOnes.length;
                revocations.seal(seal);
                assert.equal(before, answersOf(revocations, 0), `seed ${seed}, week ${next}`);
            }
        }
        assert.is_true(lateSeen > 0);
    });

    it("are late when they name what is covered and are not listed", () => {
        const revocations = newRevocations();
        const [event, sealed, listed, first, second, byId, fresh] = [0, 5, 9, 10, 12, 13, 14].map((index) =>
            keyAt(index),
        );
        revocations.add(sealed.time, sealed.id, revocationBody(event.time, event.id));
        revocations.add(listed.time, listed.id, revocationBody(keyAt(1).time, keyAt(1).id));
        revocations.add(first.time, first.id, revocationBody(listed.time, listed.id));
        revocations.add(second.time, second.id, revocationBody(sealed.time, sealed.id));
        revocations.add(byId.time, byId.id, revocationBody(keyAt(2).time, keyAt(2).id, "a"));
        revocations.add(fresh.time, fresh.id, revocationBody(keyAt(8).time, keyAt(8).id));
        assert.same([], revocations.lateRevocations(all, noPause));
        revocations.seal({ ...NO_TERMS, week: 2, listed: [listed.key] });
        assert.same(
            [first.key, second.key, byId.key],
            sorted(revocations.lateRevocations(all, noPause).map(({ key }) => key)),
        );
        const [one] = revocations.lateRevocations(({ key }) => key === first.key, noPause);
        assert.equal(revocationBody(listed.time, listed.id), one.body);
        assert.is_true(revocations.isRevoked(event.time, event.id));
        assert.is_true(revocations.isRevoked(keyAt(1).time, keyAt(1).id));
        assert.is_false(revocations.isRevoked(sealed.time, sealed.id));
        assert.is_false(revocations.isRevoked(listed.time, listed.id));
        assert.is_true(revocations.isRevoked(keyAt(8).time, keyAt(8).id));
        assert.is_false(revocations.isImportRevoked("a", keyAt(2).time));
        assert.is_true(revocations.isImportRevoked("a", keyAt(9).time));
        // One that is taken back is not late: it would not count anyway.
        const last = keyAt(20);
        revocations.add(last.time, last.id, revocationBody(first.time, first.id));
        assert.same([second.key, byId.key], sorted(revocations.lateRevocations(all, noPause).map(({ key }) => key)));
        // They count for a later seal that lists them.
        revocations.seal({ ...NO_TERMS, week: 2, listed: [listed.key, second.key] });
        assert.is_false(revocations.isRevoked(event.time, event.id));
        revocations.seal(NO_TERMS);
        assert.same([], revocations.lateRevocations(all, noPause));
    });

    it("tells whether all are here that a seal lists, but for those of sealed weeks", () => {
        const revocations = newRevocations();
        const [first, second] = [keyAt(2 * PER_WEEK), keyAt(4 * PER_WEEK)];
        const listed = [first.key, second.key];
        assert.is_true(revocations.hasListed({ week: 5, listed }));
        assert.is_false(revocations.hasListed({ week: 3, listed }));
        revocations.add(second.time, second.id, revocationBody(1, 256));
        assert.is_true(revocations.hasListed({ week: 3, listed }));
        assert.is_false(revocations.hasListed({ week: 2, listed }));
        assert.is_true(revocations.hasListed({ week: 2, listed: [] }));
    });

    it("of sealed weeks do not count where the seal leaves them out as late", () => {
        const revocations = newRevocations();
        const [event, other, late, byId, listed, again] = [0, 1, 9, 10, 13, 14].map((index) => keyAt(index));
        revocations.add(late.time, late.id, revocationBody(event.time, event.id));
        revocations.add(byId.time, byId.id, revocationBody(other.time, other.id, "a"));
        revocations.seal({ ...NO_TERMS, week: 3, late: [late.key, byId.key] });
        assert.is_false(revocations.isRevoked(event.time, event.id));
        assert.is_false(revocations.isImportRevoked("a", other.time));
        // What is late is not sealed: another one may take it back.
        assert.same([late.key, byId.key], sorted(revocations.lateRevocations(all, noPause).map(({ key }) => key)));
        revocations.add(again.time, again.id, revocationBody(late.time, late.id));
        assert.is_true(revocations.isRevoked(late.time, late.id));
        // One that is listed counts beside it.
        revocations.add(listed.time, listed.id, revocationBody(event.time, event.id));
        revocations.seal({ ...NO_TERMS, week: 3, listed: [listed.key], late: [late.key, byId.key] });
        assert.is_true(revocations.isRevoked(event.time, event.id));
    });

    it("by id of sealed weeks count for sealed events alone, and others for unsealed ones alone", () => {
        const revocations = newRevocations();
        const [event, early, fresh, unsealed] = [0, 5, 9, 12].map((index) => keyAt(index));
        const answers = (importId: ImportId): boolean[] =>
            [event, unsealed].map(({ time }) => revocations.isImportRevoked(importId, time));
        revocations.add(early.time, early.id, importedRevocationBody("a")!);
        revocations.add(fresh.time, fresh.id, importedRevocationBody("b")!);
        assert.same([true, true], answers("a"));
        revocations.seal({ ...NO_TERMS, week: 2 });
        assert.same([true, false], answers("a"));
        assert.same([false, true], answers("b"));
        revocations.seal({ ...NO_TERMS, week: 2, listed: [fresh.key] });
        assert.same([true, true], answers("b"));
    });

    it("by id of sealed weeks count for events between the same two boundaries, and listed ones for all sealed", () => {
        const revocations = newRevocations();
        const events = [0, 5, 9, 13].map((index) => keyAt(index));
        const [first, second, listed] = [2, 6, 10].map((index) => keyAt(index));
        const answers = (importId: ImportId): boolean[] =>
            events.map(({ time }) => revocations.isImportRevoked(importId, time));
        revocations.add(first.time, first.id, importedRevocationBody("a")!);
        revocations.add(second.time, second.id, importedRevocationBody("b")!);
        revocations.add(listed.time, listed.id, importedRevocationBody(7)!);
        const terms = { ...NO_TERMS, week: 3, boundaries: [1, 2] };
        revocations.seal(terms);
        assert.same([true, false, false, false], answers("a"));
        assert.same([false, true, false, false], answers("b"));
        assert.same([false, false, true, false], answers(7));
        revocations.seal({ ...terms, listed: [listed.key] });
        assert.same([true, true, true, false], answers(7));
        revocations.seal({ ...terms, boundaries: [2] });
        assert.same([true, true, false, false], answers("a"));
        assert.same([true, true, false, false], answers("b"));
    });

    it("pass over undos of what is undone by one that is not here", () => {
        const revocations = newRevocations();
        const [event, undo, later] = [0, 9, 12].map((index) => keyAt(index));
        revocations.seal({ ...NO_TERMS, week: 2, undone: [event.key] });
        assert.is_true(revocations.isUndone(event.time, event.id));
        assert.is_false(revocations.isRevoked(event.time, event.id));
        revocations.add(undo.time, undo.id, undoBody(event.time, event.id, "\x05", 0));
        revocations.add(later.time, later.id, undoBody(event.time, event.id, "\x05", 0));
        assert.is_true(revocations.isRevoked(undo.time, undo.id));
        assert.is_true(revocations.isRevoked(later.time, later.id));
        const skips = revocations.skipsFor({ ...NO_TERMS, week: 4 }, false, noPause);
        assert.is_true(skips.isRevoked(undo.time, undo.id));
        assert.same([event.key], skips.undone(noPause));
        // A replay from the first event on comes to the undo itself.
        const whole = revocations.skipsFor({ ...NO_TERMS, week: 4 }, true, noPause);
        assert.is_false(whole.isRevoked(undo.time, undo.id));
        assert.is_true(whole.isRevoked(later.time, later.id));
        assert.same([event.key], whole.undone(noPause));
        revocations.seal(NO_TERMS);
        assert.is_false(revocations.isRevoked(undo.time, undo.id));
        assert.is_true(revocations.isRevoked(later.time, later.id));
        assert.is_true(revocations.isUndone(event.time, event.id));
    });

    it("undo an event once: the first counts that is not revoked, and the event itself is not skipped", () => {
        const revocations = newRevocations();
        const [event, first, second, third, taken] = [0, 9, 10, 12, 13].map((index) => keyAt(index));
        const passedOver = (): boolean[] =>
            [first, second, third].map(({ time, id }) => revocations.isRevoked(time, id));
        for (const { time, id } of [second, third, first]) {
            revocations.add(time, id, undoBody(event.time, event.id, "\x05", 0));
        }
        assert.is_false(revocations.isRevoked(event.time, event.id));
        assert.is_true(revocations.isUndone(event.time, event.id));
        assert.is_false(revocations.isUndone(first.time, first.id));
        assert.same([false, true, true], passedOver());
        revocations.add(taken.time, taken.id, revocationBody(first.time, first.id));
        assert.same([true, false, true], passedOver());
        revocations.remove(second.time, second.id);
        assert.same([true, false, false], passedOver());
        revocations.remove(taken.time, taken.id);
        assert.same([false, false, true], passedOver());
        revocations.remove(first.time, first.id);
        revocations.remove(third.time, third.id);
        assert.is_false(revocations.isUndone(event.time, event.id));
    });

    it("keep apart the undos that stood under one key, one after the other", () => {
        const revocations = newRevocations();
        const [event, other, before, key] = [0, 1, 8, 12].map((index) => keyAt(index));
        revocations.add(key.time, key.id, undoBody(event.time, event.id, "\x05", 0));
        revocations.add(before.time, before.id, undoBody(other.time, other.id, "\x05", 0));
        // Another body takes its place, of which one that counts comes first.
        revocations.remove(key.time, key.id);
        revocations.add(key.time, key.id, undoBody(other.time, other.id, "\x05", 0));
        assert.is_true(revocations.isRevoked(key.time, key.id));
        assert.is_false(revocations.isUndone(event.time, event.id));
        assert.is_true(revocations.isUndone(other.time, other.id));
    });
});
