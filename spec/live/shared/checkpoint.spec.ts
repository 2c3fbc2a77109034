import {
    type Checkpoint,
    checkpointOf,
    Contents,
    decodeCheckpoint,
    decodeHead,
    encodeCheckpoint,
    encodeHead,
    EXCEPTION_LIMIT,
    type Head,
    isStronger,
    type Row,
    ROW_LIMIT,
    rowOf,
} from "../../../src/live/shared/checkpoint";
import { INLINE_BYTES } from "../../../src/live/shared/constants";
import { fuzzDecoder } from "../../codec/fuzz";
import { SeededRandom } from "../../random";

const HEAD: Head = {
    origin: { seconds: 1700000000, counter: 3 },
    maker: "Jaina-Proudmoore",
    at: { seconds: 1700000300, counter: 0 },
    count: 7,
    term: 1700000100,
    holder: "Thrall-Orgrimmar",
    rows: [{ owner: 5, incarnation: 1700000000, number: 4 }],
    missing: [{ owner: 5, incarnation: 1700000000, number: 2 }],
    repeated: [{ owner: 6, incarnation: 1700000000, number: 1 }],
};

function randomRows(random: SeededRandom, most: number): Row[] {
    const rows: Row[] = [];
    for (const index of $range(0, random.integer(0, most) - 1)) {
        const owner = random.integer(0, 2 ** 24 - 1);
        rows[index] = { owner, incarnation: random.integer(0, 2 ** 31 - 2), number: random.integer(0, 300) };
    }
    return rows;
}

function randomHead(random: SeededRandom, most: number): Head {
    const seconds = random.integer(1, 2 ** 30);
    return {
        origin: { seconds, counter: random.integer(0, 300) },
        maker: random.bytes(random.integer(0, 30)),
        at: { seconds: seconds + 1, counter: random.integer(0, 300) },
        count: random.integer(0, 100000),
        term: random.integer(0, 2 ** 30),
        holder: random.bytes(random.integer(0, 30)),
        rows: randomRows(random, most),
        missing: randomRows(random, most),
        repeated: randomRows(random, most),
    };
}

describe("a checkpoint", () => {
    it("comes out as it was put in", () => {
        const random = new SeededRandom(1);
        for (const _ of $range(1, 200)) {
            const head = randomHead(random, EXCEPTION_LIMIT);
            assert.same(head, decodeHead(encodeHead(head)));
            const checkpoint = checkpointOf(head, { text: string.rep("x", random.integer(0, 2 * INLINE_BYTES)) });
            const [object, decoded] = decodeCheckpoint(encodeCheckpoint("item", checkpoint));
            assert.equal("item", object);
            const { id, size, bytes } = checkpoint;
            assert.same({ head, id, size, bytes: size <= INLINE_BYTES ? bytes : undefined }, decoded);
        }
    });

    it("is refused with more rows than there may be, of a moment before its origin, or with data that are not its own", () => {
        const rows: Row[] = [];
        for (const _ of $range(0, ROW_LIMIT)) rows.push(HEAD.rows[0]);
        assert.is_nil(decodeHead(encodeHead({ ...HEAD, rows })));
        assert.is_nil(decodeHead(encodeHead({ ...HEAD, missing: rows.slice(0, EXCEPTION_LIMIT + 1) })));
        assert.is_nil(decodeHead(encodeHead({ ...HEAD, repeated: rows.slice(0, EXCEPTION_LIMIT + 1) })));
        assert.is_nil(decodeHead(encodeHead({ ...HEAD, at: { seconds: 1700000000, counter: 2 } })));
        assert.is_nil(decodeHead(`${encodeHead(HEAD)}.`));
        const cell = encodeCheckpoint("item", checkpointOf(HEAD, { n: 1 }));
        assert.is_nil(decodeCheckpoint(`${string.sub(cell, 1, -2)}\x02`)[0]);
        assert.is_nil(decodeCheckpoint(`${cell}.`)[0]);
        assert.is_nil(decodeCheckpoint(encodeCheckpoint("", checkpointOf(HEAD, { n: 1 })))[0]);
        for (const size of [0, 16385, 2 ** 53]) {
            assert.is_nil(decodeCheckpoint(encodeCheckpoint("item", { head: HEAD, id: 1, size }))[0]);
        }
    });

    it("of any bytes is never an error", () => {
        const encode = (random: SeededRandom): string => {
            return encodeCheckpoint("item", checkpointOf(randomHead(random, 2), { n: random.integer(0, 9) }));
        };
        for (const seed of [2, 3]) {
            fuzzDecoder(seed, encode, (input) => {
                const [object, checkpoint] = decodeCheckpoint(input);
                if (object === undefined) return false;
                return encodeCheckpoint(object, checkpoint) === `\x0b${string.sub(input, 2)}` || "says something else";
            });
        }
    });

    it("of an earlier origin is stronger, then by maker, count, moment and id", () => {
        const ladder: Checkpoint[] = [];
        const put = (head: Partial<Head>, id: number): void => {
            ladder.push({ head: { ...HEAD, ...head }, id, size: 1 });
        };
        put({ origin: { seconds: 1600000000, counter: 0 } }, 1);
        put({ origin: { seconds: 1700000000, counter: 2 } }, 1);
        put({ maker: "Anduin-Stormwind" }, 1);
        put({ count: 8 }, 1);
        put({ at: { seconds: 1700000400, counter: 0 } }, 1);
        put({}, 9);
        put({}, 2);
        for (const low of $range(0, ladder.length - 1)) {
            for (const high of $range(0, ladder.length - 1)) {
                assert.equal(low < high, isStronger(ladder[low], ladder[high]), `${low} ${high}`);
            }
        }
    });
});

describe("what is in a checkpoint", () => {
    const { owner } = rowOf({ author: "Jaina", incarnation: 9, number: 1 });
    const row = (number: number): Row => ({ owner, incarnation: 9, number });

    it("is told by rows, by what is missing and by what was issued anew", () => {
        const contents = new Contents({ ...HEAD, rows: [row(4)], missing: [row(2)], repeated: [row(6)] });
        const numbers = [1, 2, 3, 4, 5, 6, 7].filter((number) =>
            contents.has({ author: "Jaina", incarnation: 9, number }),
        );
        assert.same([1, 3, 4, 6], numbers);
        assert.is_false(contents.has({ author: "Jaina", incarnation: 8, number: 1 }));
        assert.is_false(contents.isSilentOn({ author: "Thrall", incarnation: 9, number: 1 }));
    });

    it("is not told of authors without a row where there is no room for more", () => {
        const rows: Row[] = [row(4)];
        for (const incarnation of $range(1, ROW_LIMIT - 1)) rows.push({ owner: owner + 1, incarnation, number: 1 });
        const contents = new Contents({ ...HEAD, rows });
        assert.is_true(contents.isSilentOn({ author: "Jaina", incarnation: 8, number: 1 }));
        assert.is_false(contents.isSilentOn({ author: "Jaina", incarnation: 9, number: 5 }));
    });
});
