import { bytesLess } from "../../src/codec/compare";
import { digestOf } from "../../src/event/body";
import { packKey, toId, weekOf } from "../../src/event/key";
import { nextPlace } from "../../src/event/place";
import { revocationBody } from "../../src/log/revocations";
import type { LedgerEvent } from "../../src/api/event";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";
import { packWeek } from "../support/logs";
import { rounds } from "../support/rounds";
import { FRAME, START } from "../support/world";
import { type ReferenceEvent, replayFromStart } from "./reference";
import { addWord, note, Stage, type Words } from "./stage";

const SMALL_ROUNDS = rounds(60);
const LARGE_ROUNDS = rounds(60);
const GROWING_ROUNDS = rounds(20);

/** Raises at words that begin with "bad". */
function fragile(this: void, state: object, event: LedgerEvent): void {
    if (string.sub(event.word as string, 1, 3) === "bad") {
        error("cannot read bad", 0);
    }
    addWord(state, event);
}

/**
 * Notes and revocations of notes and of revocations, some of them forged: before their target, or of nothing at all.
 * Where `hasConflicts`, some keys stand there twice, with different bodies.
 */
function randomLog(random: SeededRandom, most: number, hasConflicts: boolean): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    const keys = new LuaSet<string>();
    const span = random.integer(0, 1) === 0 ? most : 3 * 604800;
    for (const index of $range(1, random.integer(1, most))) {
        const seconds = random.integer(0, span);
        const id = toId(random.integer(1, 3), random.integer(0, 3));
        const key = packKey(START + seconds, id);
        if (keys.has(key) && !(hasConflicts && random.integer(0, 1) === 0)) {
            continue;
        }
        keys.add(key);
        if (events.length > 0 && random.integer(1, 3) === 1) {
            const target = events[random.integer(0, events.length - 1)];
            events.push({ time: START + seconds, id, body: revocationBody(target.time, target.id) });
        } else {
            events.push(note(seconds, id, random.integer(1, 12) === 1 ? `bad${index}` : `w${index}`));
        }
    }
    return events;
}

/** Puts an event among others. @returns the one that has to go on: of two under one key that with the smaller digest. */
function put(kept: LuaMap<string, ReferenceEvent>, event: ReferenceEvent): ReferenceEvent | undefined {
    const { time, id, body } = event;
    const key = packKey(time, id);
    const other = kept.get(key);
    const digest = digestOf(time, id, body);
    const otherDigest = other === undefined ? -1 : digestOf(time, id, other.body);
    if (other?.body === body) {
        return undefined;
    }
    if (digest > otherDigest || (digest === otherDigest && bytesLess(other!.body, body))) {
        kept.set(key, event);
        return other;
    }
    return event;
}

/** The events as a log keeps them: of two under one key one goes on. */
function keptOf(events: readonly ReferenceEvent[]): ReferenceEvent[] {
    const kept = new LuaMap<string, ReferenceEvent>();
    for (const event of events) {
        let moving = put(kept, event);
        while (moving !== undefined) {
            const [time, id] = nextPlace(moving.time, moving.id, moving.body);
            moving = put(kept, { time, id, body: moving.body });
        }
    }
    const list: ReferenceEvent[] = [];
    for (const [, event] of kept) {
        list.push(event);
    }
    return list;
}

function wordsByReference(stage: Stage, events: readonly ReferenceEvent[], isSkippingBad: boolean): string {
    const decode = ({ time, id, body }: ReferenceEvent) => {
        const [event] = stage.schema.decode(time, id, body, "");
        return event;
    };
    const reduce = (state: Words, event: LedgerEvent): void => {
        if (!isSkippingBad || string.sub(event.word as string, 1, 3) !== "bad") {
            addWord(state, event);
        }
    };
    return replayFromStart(keptOf(events), { words: [] as string[] }, decode, reduce).words.join(" ");
}

/** Lets the events arrive one by one, while frames pass and weeks are packed. */
function arrive(
    random: SeededRandom,
    stage: Stage,
    events: readonly ReferenceEvent[],
    check: (this: void) => void,
): void {
    for (const event of events) {
        stage.insert(event);
        check();
        const chance = random.integer(1, 12);
        if (chance <= 4) {
            stage.world.time.advance(random.integer(0, 6) / 64);
            check();
        } else if (chance === 6) {
            packWeek(stage.log, weekOf(event.time));
        }
    }
}

describe("Replayer against a plain replay from the start", () => {
    for (const round of $range(1, SMALL_ROUNDS)) {
        const seed = 7919 * round;

        it(`agrees whatever arrives in whatever order and in whatever batches (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const events = shuffled(random, randomLog(random, 60, false));
            const stage = new Stage();
            stage.limits.batchSize = random.integer(1, 5);
            stage.world.background.pausesPerSlice = random.integer(0, 2);
            let arrived = 0;
            for (const event of events) {
                arrive(random, stage, [event], () => {});
                arrived++;
                if (random.integer(1, 12) === 5) {
                    stage.settle();
                    assert.equal(wordsByReference(stage, events.slice(0, arrived), false), stage.words());
                }
            }
            stage.settle();
            assert.equal(wordsByReference(stage, events, false), stage.words());
            assert.equal(0, stage.replayer.lag());
            assert.same([], stage.world.guard.reports);
        });
    }

    for (const round of $range(1, LARGE_ROUNDS)) {
        const seed = 104729 + 31 * round;

        it(`agrees with checkpoints, conflicts, pauses and errors of any kind (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const isSkipping = random.integer(0, 1) === 1;
            const limits = [0, 2000, 20000, 2 ** 20];
            const stage = new Stage(isSkipping ? fragile : addWord, limits[random.integer(0, 3)]);
            stage.isSkipping = isSkipping;
            stage.limits.batchSize = [1, 7, 40, 1000][random.integer(0, 3)];
            stage.limits.budget = [0, 0.5, 4][random.integer(0, 2)];
            stage.limits.interval = [0, 0, 1 / 32][random.integer(0, 2)];
            stage.world.time.lookCost = [0, 0.05, 1][random.integer(0, 2)];
            stage.world.background.pausesPerSlice = random.integer(0, 3);
            const ordered = randomLog(random, 400, true);
            // All at once, in order but for some, or in any order at all.
            const events = random.integer(0, 2) === 0 ? shuffled(random, ordered) : ordered;
            arrive(random, stage, events, () => {
                const lag = stage.replayer.lag();
                assert.is_true(lag >= 0 && lag <= stage.log.count());
                assert.is_true(!stage.replayer.isCurrent() || lag === 0);
            });
            stage.settle();
            assert.equal(wordsByReference(stage, events, isSkipping), stage.words());
            assert.equal(0, stage.replayer.lag());
            assert.equal(keptOf(events).length, stage.log.count());
        });
    }

    for (const round of $range(1, GROWING_ROUNDS)) {
        const seed = 15485863 + round;

        it(`never shows fewer events than before while none is revoked (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const stage = new Stage();
            stage.limits.batchSize = random.integer(1, 60);
            stage.world.background.pausesPerSlice = random.integer(0, 3);
            let most = 0;
            const look = (): void => {
                const shown = (stage.replayer.getState() as Words).words.length;
                assert.is_true(shown >= most, `${shown} after ${most}`);
                most = shown;
            };
            stage.onState = () => {
                look();
                const { count } = stage.changes[stage.changes.length - 1];
                assert.is_true(count > 0 && count <= stage.log.count());
            };
            let second = 0;
            for (const _ of $range(1, 60)) {
                for (const index of $range(1, random.integer(1, 12))) {
                    second += 10;
                    stage.insert(note(second, 1, `w${index}`));
                }
                if (random.integer(1, 4) === 1) {
                    // In seconds between those above, so that no key comes twice.
                    stage.insert(note(second - 10 * random.integer(0, 30) - random.integer(1, 9), second, "late"));
                }
                for (const _frame of $range(1, random.integer(1, 8))) {
                    stage.world.time.advance(FRAME);
                    look();
                }
            }
            stage.settle();
            assert.equal(stage.log.count(), most);
            stage.insert(note(5, 0, "first"));
            stage.settle();
            assert.equal(stage.log.count(), most);
            assert.same({ count: most, isRewind: true }, stage.changes[stage.changes.length - 1]);
        });
    }
});
