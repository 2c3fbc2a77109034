import { toId } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { type CheckpointBasis, formatCheckpoint, restoreCheckpoint } from "../../src/replay/saved-checkpoint";
import { decodeState, encodeState } from "../../src/replay/state-codec";
import { fuzzDecoder } from "../codec/fuzz";
import { randomValue } from "../codec/values";
import type { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";

const TIME = 1705537000;
const BASIS: CheckpointBasis = { stateVersion: 3, schema: 4294967295, revocations: 0 };

function randomState(random: SeededRandom): object {
    return { points: randomValue(random, 2), list: [randomValue(random, 1), { a: randomValue(random, 1) }] };
}

function sortedBytes(bytes: string): string {
    return bytes.split("").sort().join("");
}

/** The order of the entries of a table is not fixed: what can be compared is which bytes there are. */
function isSame(bytes: string, state: object): boolean {
    const [again] = encodeState(state, noPause);
    return again !== undefined && sortedBytes(again) === sortedBytes(bytes);
}

describe("state codec, fuzzed", () => {
    it("accepts of random and damaged bytes only what it would write, but for the order", () => {
        fuzzDecoder(
            401,
            (random) => encodeState(randomState(random), noPause)[0]!,
            (input) => {
                const state = decodeState(input, noPause);
                if (state === undefined) return false;
                return isSame(input, state) || "is written otherwise";
            },
        );
    });

    it("restores of random and damaged checkpoints only those that were written", () => {
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        for (const index of $range(1, 5)) log.insert(TIME + index, toId(1, 0), "\x01");
        fuzzDecoder(
            402,
            (random) => {
                const count = random.integer(1, 5);
                const build = { state: randomState(random), time: TIME + count, id: toId(1, 0), count };
                return formatCheckpoint(log, build, BASIS, NO_NATIVE, noPause)[0]!;
            },
            (input) => {
                const [build, failure] = restoreCheckpoint(input, log, BASIS, NO_NATIVE, noPause);
                if ((build === undefined) !== (failure !== undefined)) return "neither a state nor a reason";
                if (build === undefined) return false;
                const [again] = formatCheckpoint(log, build, BASIS, NO_NATIVE, noPause);
                const [head] = string.match(input, "^(.* )");
                const isHeadSame = again !== undefined && string.sub(again, 1, head.length) === head;
                return (isHeadSame && again.length === input.length) || "is written otherwise";
            },
        );
    });
});
