import { decodeState, encodeState } from "../../src/replay/state-codec";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";

type Table = LuaTable<AnyNotNil, unknown>;

const NUMBERS = [0, 1, -1, 23, 24, 255, 256, 65535, 65536, 2 ** 32, -(2 ** 32), 2 ** 53, -(2 ** 53), 0.5, 1 / 3, 1e300];

function randomState(random: SeededRandom, depth: number): Table {
    const state = new LuaTable<AnyNotNil, unknown>();
    for (const index of $range(1, random.integer(0, 6))) {
        const number = NUMBERS[random.integer(0, NUMBERS.length - 1)];
        const keys = [index, number, `key${index}`, index % 2 === 0, random.bytes(4), ""];
        const values = [number, random.bytes(random.integer(0, 40)), true, false, "Thrall"];
        const isTable = depth > 0 && random.integer(0, 2) === 0;
        const value = isTable ? randomState(random, depth - 1) : values[random.integer(0, values.length - 1)];
        state.set(keys[random.integer(0, keys.length - 1)], value);
    }
    return state;
}

/** Decodes what need not be the bytes of a state; raises when more work is done than the bytes can ask for. */
function decodeHostile(bytes: string): object | undefined {
    let pauses = 0;
    return decodeState(bytes, () => {
        pauses++;
        assert.is_true(pauses <= bytes.length + 1);
    });
}

describe("state codec", () => {
    for (const seed of $range(1, 200)) {
        it(`gives back what it was given (seed ${seed})`, () => {
            const state = randomState(new SeededRandom(seed), 4);
            const [bytes] = encodeState(state, noPause);
            assert.same(state, decodeState(bytes!, noPause));
        });
    }

    /** Why a state cannot be saved. */
    function problemOf(state: object): string | undefined {
        const [bytes, problem] = encodeState(state, noPause);
        assert.is_nil(bytes);
        return problem;
    }

    it("refuses a table that stands in the state twice, or in itself, and says where", () => {
        const shared = {};
        assert.matches(
            "^state%.[ab] is a table that stands elsewhere in the state too$",
            problemOf({ a: shared, b: shared })!,
        );
        const self: Record<string, unknown> = {};
        self.inner = { self };
        assert.equal("state.inner.self is a table that stands elsewhere in the state too", problemOf(self));
        assert.is_not_nil(encodeState({ a: {}, b: {} }, noPause)[0]);
    });

    it("refuses what CBOR has no form for, and says where it stands", () => {
        assert.equal("state.f is a function", problemOf({ f: () => {} }));
        assert.equal("state.n is a number that is not finite", problemOf({ n: 0 / 0 }));
        assert.equal("state.n[1] is a number that is not finite", problemOf({ n: [math.huge] }));
        assert.equal("state.t.c is a thread", problemOf({ t: { c: coroutine.create(() => {}) } }));
    });

    it("pauses on its way, in both directions", () => {
        const state: number[][] = [];
        for (const index of $range(1, 1000)) {
            state.push([index]);
        }
        let pauses = 0;
        const pause = (): void => {
            pauses++;
        };
        const [bytes] = encodeState(state, pause);
        assert.is_true(pauses >= 10);
        pauses = 0;
        assert.same(state, decodeState(bytes!, pause));
        assert.is_true(pauses >= 10);
    });

    it("refuses what is not one map from the first byte to the last", () => {
        const [encoded] = encodeState({ a: 1, b: { c: 2 } }, noPause);
        const bytes = encoded!;
        assert.is_not_nil(decodeState(bytes, noPause));
        assert.is_nil(decodeState(`${bytes}\x00`, noPause));
        for (const length of $range(0, bytes.length - 1)) {
            assert.is_nil(decodeState(string.sub(bytes, 1, length), noPause));
        }
        assert.is_nil(decodeState("\x81\x01", noPause));
        assert.is_nil(decodeState("\x01", noPause));
    });

    it("refuses keys that a table cannot have", () => {
        assert.is_nil(decodeState("\xa1\xf9\x7e\x00\x01", noPause), "NaN");
        assert.is_nil(decodeState("\xa1\xf6\x01", noPause), "null");
        assert.is_nil(decodeState("\xa1\xa0\x01", noPause), "map");
        assert.is_nil(decodeState("\xa1\x80\x01", noPause), "list");
    });

    it("refuses a count that the bytes cannot hold, and nesting without end, at once", () => {
        assert.is_nil(decodeHostile("\xbb\x00\x1f\xff\xff\xff\xff\xff\xff"));
        assert.is_nil(decodeHostile("\xba\xff\xff\xff\xff\x01\x02"));
        assert.is_nil(decodeHostile(string.rep("\xa1\x01", 100000)));
    });
});
