import { packKey } from "../../src/event/key";
import { openSealedState, sealState } from "../../src/seal/sealed-state";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";

const FIRST_SEED = 1;
const TRIES = 300;
const STATE = { points: { A: 1, B: -2.5, C: 0.1 }, list: ["x", "y"], isOpen: true };
const UNDONE = [packKey(1700000000, 256), packKey(1700000001, 256)];

describe("A sealed state", () => {
    it("is opened as it was, with the keys of what is undone", () => {
        const [sealed] = sealState(STATE, UNDONE, NO_NATIVE, noPause);
        const opened = openSealedState(sealed!.stream, sealed!.digest, noPause)!;
        assert.are.same(STATE, opened.state);
        assert.are.equal(UNDONE.join(""), opened.undone);
        assert.are.equal(sealed!.plainSize, opened.plainSize);
    });

    it("has one digest for equal states in whatever order they were made, and another for what is undone", () => {
        const other = { isOpen: true, list: ["x", "y"], points: { C: 0.1, B: -2.5, A: 1 } };
        const [first] = sealState(STATE, UNDONE, NO_NATIVE, noPause);
        const [second] = sealState(other, UNDONE, NO_NATIVE, noPause);
        const [third] = sealState(STATE, [], NO_NATIVE, noPause);
        assert.are.equal(first!.digest, second!.digest);
        assert.are_not.equal(first!.digest, third!.digest);
        assert.are.equal(16, first!.digest.length);
    });

    it("says what cannot be sealed", () => {
        const [sealed, problem] = sealState({ print }, [], NO_NATIVE, noPause);
        assert.is_nil(sealed);
        assert.is_truthy(string.find(problem as string, "print", 1, true)[0], problem as string);
    });

    it("is nil of another digest and of damaged streams, and never raises", () => {
        const [sealed] = sealState(STATE, UNDONE, NO_NATIVE, noPause);
        const { stream, digest } = sealed!;
        assert.is_nil(openSealedState(stream, string.rep("\0", 16), noPause));
        assert.is_nil(openSealedState("", digest, noPause));
        const random = new SeededRandom(FIRST_SEED);
        for (const _ of $range(1, TRIES)) {
            const at = random.integer(1, stream.length);
            const change = string.char((string.byte(stream, at)! + random.integer(1, 255)) % 256);
            const damaged = string.sub(stream, 1, at - 1) + change + string.sub(stream, at + 1);
            const opened = openSealedState(damaged, digest, noPause);
            // Deflate has bits that mean nothing.
            if (opened !== undefined) assert.are.same(STATE, opened.state, `seed ${FIRST_SEED}`);
            assert.is_nil(openSealedState(string.sub(stream, 1, at - 1), digest, noPause));
        }
    });
});
