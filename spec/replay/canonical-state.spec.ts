import { decodeCbor, encodeCbor, encodeHead } from "../../src/codec/cbor";
import { bytesLess } from "../../src/codec/compare";
import { CANONICAL_BYTES, encodeCanonical } from "../../src/replay/canonical-state";
import { decodeState, encodeState } from "../../src/replay/state-codec";
import { toHex } from "../codec/hex";
import { largestAllocation } from "../codec/steps";
import { randomValue } from "../codec/values";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { shuffled } from "../support/events";
import { rounds } from "../support/rounds";
import { mostWork } from "../support/work";

type Table = LuaTable<AnyNotNil, unknown>;

/** As many entries as the table of a very large state has. */
const MANY = rounds(100000, 20000);

/** Instructions of the Lua machine that take half a millisecond, about. */
const MOST_INSTRUCTIONS = 50000;

/** What a TableMap takes when it grows; a list of `MANY` items takes more. */
const MOST_KILOBYTES = 256;

/** Just over a power of two. */
const HELD = rounds(530000, 140000);

function bytesOf(state: object): string {
    const [pieces, size] = encodeCanonical(state, noPause);
    const bytes = table.concat(pieces as string[]);
    assert.equal(bytes.length, size);
    return bytes;
}

function randomState(random: SeededRandom): Table {
    const state = new LuaTable<AnyNotNil, unknown>();
    for (const index of $range(1, random.integer(0, 100))) {
        state.set(`key${index}`, randomValue(random, 3));
    }
    state.set("list", [randomValue(random, 2), { a: randomValue(random, 2) }]);
    return state;
}

/** A copy whose tables have their entries in another order: they were put in so, beside others that were taken out. */
function rebuilt(random: SeededRandom, value: unknown): unknown {
    if (type(value) !== "table") {
        return value;
    }
    const keys: AnyNotNil[] = [];
    for (const [key] of pairs(value as Table)) {
        keys[keys.length] = key;
    }
    const copy = new LuaTable<AnyNotNil, unknown>();
    const strangers = random.integer(0, 40);
    for (const index of $range(1, strangers)) {
        copy.set(`stranger${index}`, true);
    }
    for (const key of shuffled(random, keys)) {
        copy.set(key, rebuilt(random, (value as Table).get(key)));
    }
    for (const index of $range(1, strangers)) {
        copy.delete(`stranger${index}`);
    }
    return copy;
}

/** Whether a value holds a table that the codec of fields writes as an array. */
function hasArray(value: unknown): boolean {
    if (type(value) !== "table") {
        return false;
    }
    const [bytes] = encodeCbor(value);
    if (bytes === undefined || string.byte(bytes, 1) < 0xa0) {
        return true;
    }
    for (const [, inner] of pairs(value as Table)) {
        if (hasArray(inner)) {
            return true;
        }
    }
    return false;
}

describe("encodeCanonical", () => {
    it("writes every table as a map, its keys in byte order of their encodings", () => {
        assert.equal("a0", toHex(bytesOf({})));
        assert.equal("a16161a3010a0214031864", toHex(bytesOf({ a: [10, 20, 100] })));
        const state = new LuaTable<AnyNotNil, unknown>();
        for (const key of ["aa", "b", true, false, 0.5, -1, 10, 100, 1000, string.char(255)]) {
            state.set(key, 0);
        }
        assert.equal(
            "aa0a0018640019 03e8002000 41ff00616200 62616100 f400 f500 f9380000".replaceAll(" ", ""),
            toHex(bytesOf(state)),
        );
    });

    it("writes maps as the codec of fields does, which is checked against other people's", () => {
        let compared = 0;
        const seed = 72;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, 1000)) {
            const value = randomValue(random, 3);
            if (type(value) === "table" && !hasArray(value)) {
                compared++;
                const [expected] = encodeCbor(value);
                assert.equal(toHex(expected!), toHex(bytesOf(value as object)), `seed ${seed}`);
            }
        }
        assert.is_true(compared >= 20, `${compared} compared`);
    });

    it("gives one state the same bytes in whatever order it was made, and they are read back", () => {
        for (const seed of $range(1, rounds(1000))) {
            const random = new SeededRandom(seed);
            const state = randomState(random);
            const bytes = bytesOf(state);
            const other = rebuilt(random, state) as Table;
            assert.equal(toHex(bytes), toHex(bytesOf(other)), `seed ${seed}`);
            const again = decodeState(bytes, noPause)!;
            assert.same(state, again, `seed ${seed}`);
            assert.equal(toHex(bytes), toHex(bytesOf(again)), `seed ${seed}`);
        }
    });

    it("gives different states different bytes", () => {
        const states: object[] = [
            {},
            { a: 1 },
            { a: "1" },
            { a: true },
            { a: {} },
            { a: [1] },
            { a: [[1]] },
            { b: 1 },
            [1],
        ];
        const known = new LuaSet<string>();
        for (const state of states) {
            const bytes = bytesOf(state);
            assert.is_false(known.has(bytes), toHex(bytes));
            known.add(bytes);
        }
    });

    it("refuses what encodeState() refuses, in the same words", () => {
        const shared = {};
        const self: Record<string, unknown> = {};
        self.inner = { self };
        const deep: Record<string, unknown> = {};
        let inner = deep;
        for (const _ of $range(1, 101)) {
            inner = inner.a = {};
        }
        const states: [problem: string, state: object][] = [
            ["^state%.[ab] is a table that stands elsewhere in the state too$", { a: shared, b: shared }],
            ["^state%.inner%.self is a table that stands elsewhere in the state too$", self],
            ["^state%.f is a function$", { f: () => {} }],
            ["^state%.n is a number that is not finite$", { n: 0 / 0 }],
            ["^state%.n%[1%] is a number that is not finite$", { n: [math.huge] }],
            ["^state%.t%.c is a thread$", { t: { c: coroutine.create(() => {}) } }],
            ["^state%[function: .*%] is a function$", { [(() => {}) as unknown as string]: 1 }],
            ["^state has a table as key$", { [{} as unknown as string]: 1 }],
            ["^state[.a]+ is a table nested too deep$", deep],
        ];
        for (const [expected, state] of states) {
            for (const encode of [encodeCanonical, encodeState]) {
                const [bytes, problem] = encode(state, noPause);
                assert.is_nil(bytes);
                assert.matches(expected, problem as string);
            }
        }
    });

    it("takes what is nested as deep as may be, and it is read back", () => {
        const deep: Record<string, unknown> = {};
        let inner = deep;
        for (const _ of $range(1, 100)) {
            inner = inner.a = {};
        }
        assert.same(deep, decodeState(bytesOf(deep), noPause));
    });

    it("refuses more than 8 MB, and not much later than they are reached", () => {
        const large: Record<string, unknown> = {};
        const text = string.rep("x", 65536);
        for (const index of $range(1, 127)) {
            large[`text${index}`] = text;
        }
        assert.is_true(bytesOf(large).length <= CANONICAL_BYTES);
        for (const index of $range(128, 1000)) {
            large[`text${index}`] = text;
        }
        let kilobytes = 0;
        collectgarbage("collect");
        const before = collectgarbage("count");
        const [pieces, problem] = encodeCanonical(large, () => {
            collectgarbage("collect");
            kilobytes = math.max(kilobytes, collectgarbage("count") - before);
        });
        assert.is_nil(pieces);
        assert.equal("state takes more than 8 MB", problem);
        assert.is_true(kilobytes < 20000, `${kilobytes} kB`);
    });

    describe("of a very large state", () => {
        /** States that are one large table; they are made once. */
        const byName = new LuaTable<AnyNotNil, unknown>();
        const list: string[] = [];
        const records: object[] = [];
        for (const index of $range(1, MANY)) {
            byName.set(string.format("Player-1001-%08X", (index * 7919) % 1000003), index);
            list[index - 1] = "item";
        }
        for (const index of $range(1, MANY / 5)) {
            records[index - 1] = { who: "Thrall", what: index, sum: index / 2 };
        }
        const states: Record<string, object> = { byName, list: { list }, records: { records } };
        for (const name of ["byName", "list", "records"]) {
            it(`does little between two pauses (${name})`, () => {
                const state = states[name];
                const most = mostWork((pause) => {
                    encodeCanonical(state, pause);
                });
                assert.is_true(most <= MOST_INSTRUCTIONS, `${most} instructions`);
                // As many strings as to keep Lua from growing its table of all strings on the way, which is not to be measured.
                const held: string[] = [];
                for (const index of $range(1, HELD)) {
                    held[index - 1] = string.format("held %.0f", index);
                }
                const kilobytes = largestAllocation((pause) => {
                    encodeCanonical(state, pause);
                });
                assert.is_true(kilobytes <= MOST_KILOBYTES, `${kilobytes} kB beside ${held.length} strings`);
            });
        }

        it("gives its keys in order", () => {
            const bytes = bytesOf(byName);
            let position = encodeHead(5, MANY).length + 1;
            let last = "";
            for (const _ of $range(1, MANY)) {
                const [, key, next] = decodeCbor(bytes, position);
                const [, value, behind] = decodeCbor(bytes, next as number);
                assert.is_true(bytesLess(last, key as string));
                assert.equal(byName.get(key as string), value);
                last = key as string;
                position = behind as number;
            }
            assert.equal(bytes.length + 1, position);
        });
    });
});
