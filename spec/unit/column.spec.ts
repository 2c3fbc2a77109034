import { encodeVarint } from "../../src/codec/varint";
import { decodeColumn, NumberReader, NumberWriter, TAKE_LIMIT } from "../../src/unit/column";
import { fromHex } from "../codec/hex";
import { SeededRandom } from "../random";

const U53 = 2 ** 53;

function columnOf(numbers: readonly number[]): NumberReader {
    const writer = new NumberWriter();
    for (const number of numbers) writer.add(number);
    const [column] = decodeColumn(writer.finish(), 1);
    return new NumberReader(column!);
}

describe("a column of numbers", () => {
    it("gives its numbers in portions of any size", () => {
        const random = new SeededRandom(511);
        for (const _ of $range(1, 100)) {
            // Mostly of one byte, now and then of two, or of any number.
            const numbers: number[] = [];
            for (const index of $range(0, random.integer(0, 500))) {
                const roll = random.integer(1, 40);
                numbers[index] = roll === 1 ? 2 ** random.integer(14, 53) : random.integer(0, roll < 6 ? 16383 : 127);
            }
            const column = columnOf(numbers);
            let at = 0;
            while (at < numbers.length) {
                const count = random.integer(1, TAKE_LIMIT);
                const expected = numbers.slice(at, at + count);
                assert.same(expected, column.take(count));
                assert.equal(expected.includes(0), column.hasZero);
                at += count;
            }
            assert.same([], column.take(5));
        }
    });

    it("gives nothing where nothing is asked for", () => {
        const column = columnOf([0, 200]);
        assert.same([], column.take(0));
        assert.is_false(column.hasZero);
        assert.same([0, 200], column.take(2));
        assert.is_true(column.hasZero);
    });

    it("ends where it is damaged", () => {
        const sound = `\x05${encodeVarint(300)}${encodeVarint(U53)}`;
        for (const damage of ["80", "8000", "ff8000", "ffffffffffffffff"]) {
            const column = new NumberReader(sound + fromHex(damage));
            assert.same([5, 300, U53], column.take(4));
            assert.same([], column.take(1));
        }
    });
});
