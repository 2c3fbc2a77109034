import { packKey, toId, weekOf } from "../../src/log/key";
import { revocationBody } from "../../src/log/revocations";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";
import { packWeek } from "../support/logs";
import { START } from "../support/world";
import { type ReferenceEvent, replayFromStart } from "./reference";
import { addWord, note, Stage } from "./stage";

const ROUNDS = 60;

/** Notes and revocations of notes and of revocations, some of them forged: before their target, or of nothing at all. */
function randomLog(random: SeededRandom): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    const keys = new LuaSet<string>();
    const span = random.integer(0, 1) === 0 ? 20 : 3 * 604800;
    for (const index of $range(1, random.integer(1, 60))) {
        const seconds = random.integer(0, span);
        const id = toId(random.integer(1, 3), random.integer(0, 3));
        const key = packKey(START + seconds, id);
        if (keys.has(key)) {
            continue;
        }
        keys.add(key);
        if (events.length > 0 && random.integer(1, 3) === 1) {
            const target = events[random.integer(0, events.length - 1)];
            events.push({ time: START + seconds, id, body: revocationBody(target.time, target.id) });
        } else {
            events.push(note(seconds, id, `w${index}`));
        }
    }
    return events;
}

function wordsByReference(stage: Stage, events: readonly ReferenceEvent[]): string {
    const decode = ({ time, id, body }: ReferenceEvent) => {
        const [event] = stage.schema.decode(time, id, body, "");
        return event;
    };
    return replayFromStart(events, { words: [] as string[] }, decode, addWord).words.join(" ");
}

describe("Replayer against a plain replay from the start", () => {
    for (const round of $range(1, ROUNDS)) {
        const seed = 7919 * round;

        it(`agrees whatever arrives in whatever order and in whatever batches (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const events = randomLog(random);
            const stage = new Stage();
            stage.limits.batchSize = random.integer(1, 5);
            stage.world.background.pausesPerSlice = random.integer(0, 2);
            const arrived: ReferenceEvent[] = [];
            for (const event of shuffled(random, events)) {
                stage.insert(event);
                arrived.push(event);
                const chance = random.integer(1, 12);
                if (chance <= 4) {
                    stage.world.time.advance(random.integer(0, 6) / 64);
                } else if (chance === 5) {
                    stage.settle();
                    assert.equal(wordsByReference(stage, arrived), stage.words());
                } else if (chance === 6) {
                    packWeek(stage.log, weekOf(event.time));
                }
            }
            stage.settle();
            assert.equal(wordsByReference(stage, events), stage.words());
            assert.equal(0, stage.replayer.lag());
            assert.same([], stage.world.guard.reports);
        });
    }
});
