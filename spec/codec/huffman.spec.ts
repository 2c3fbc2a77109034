import { assignCodes, type BySymbol, chooseLengths } from "../../src/codec/huffman";
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";

function tableOf(values: readonly number[], first = 0): BySymbol {
    const bySymbol: BySymbol = new LuaTable();
    values.forEach((value, index) => bySymbol.set(first + index, value));
    return bySymbol;
}

/** The codes as text, from the first bit on, and what is left of the room. */
function codesOf(lengths: readonly number[], first = 0): [texts: string[], room: number] {
    const codes: BySymbol = new LuaTable();
    const sizes: BySymbol = new LuaTable();
    const room = assignCodes(tableOf(lengths, first), first, first + lengths.length - 1, codes, sizes);
    const texts = lengths.map((length, index) => {
        const code = codes.get(first + index) as number | undefined;
        assert.equal(length > 0 ? 2 ** length : undefined, sizes.get(first + index));
        let text = "";
        for (const bit of $range(0, length - 1)) text += math.floor(code! / 2 ** bit) % 2 === 1 ? "1" : "0";
        return text;
    });
    return [texts, room];
}

function lengthsOf(frequencies: readonly number[], longest: number, first = 0): number[] {
    const lengths: BySymbol = new LuaTable();
    chooseLengths(tableOf(frequencies, first), first, first + frequencies.length - 1, longest, lengths);
    return frequencies.map((_, index) => lengths.get(first + index));
}

/** The least bits that any code takes: the sum of all nodes of a Huffman tree, made in the simplest way. */
function leastBits(frequencies: readonly number[]): number {
    const nodes = frequencies.filter((frequency) => frequency > 0);
    let bits = 0;
    while (nodes.length > 1) {
        table.sort(nodes);
        const node = table.remove(nodes, 1)! + table.remove(nodes, 1)!;
        bits += node;
        table.insert(nodes, node);
    }
    return bits;
}

describe("Huffman codes", () => {
    it("are those of RFC 1951, section 3.2.2", () => {
        assert.same(
            [["010", "011", "100", "101", "110", "00", "1110", "1111"], 0],
            codesOf([3, 3, 3, 3, 3, 2, 4, 4], 320),
        );
        assert.same([["10", "0", "110", "111"], 0], codesOf([2, 1, 3, 3]));
    });

    it("tell how much room they leave", () => {
        assert.same([["", "0", ""], 2 ** 14], codesOf([0, 1, 0]));
        assert.same([["", ""], 2 ** 15], codesOf([0, 0]));
        assert.equal(1, codesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])[1]);
        assert.equal(0, codesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15])[1]);
        assert.equal(-1, codesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 15])[1]);
        assert.equal(-(2 ** 14), codesOf([1, 1, 1])[1]);
    });

    it("are as short as can be, and complete", () => {
        const random = new SeededRandom(111);
        for (const round of $range(1, rounds(500))) {
            const frequencies: number[] = [];
            for (const symbol of $range(0, random.integer(1, 60))) {
                frequencies[symbol] = random.integer(0, 2) === 0 ? 0 : random.integer(1, 4 ** random.integer(1, 5));
            }
            const lengths = lengthsOf(frequencies, 30);
            const message = `seed 111, round ${round}`;
            let bits = 0;
            let used = 0;
            lengths.forEach((length, symbol) => {
                bits += frequencies[symbol] * length;
                if (length > 0) used += 2 ** -length;
            });
            assert.equal(1, used, message);
            const count = frequencies.filter((frequency) => frequency > 0).length;
            if (count > 1) assert.equal(leastBits(frequencies), bits, message);
        }
    });

    it("keep within their bound, and are complete", () => {
        const fibonacci: number[] = [1, 1];
        for (const index of $range(2, 24)) fibonacci[index] = fibonacci[index - 1] + fibonacci[index - 2];
        for (const longest of [5, 7, 15]) {
            const lengths = lengthsOf(fibonacci, longest);
            assert.equal(longest, lengths[0]);
            assert.equal(0, codesOf(lengths)[1]);
            for (const index of $range(1, 24)) assert.is_true(lengths[index] <= lengths[index - 1]);
        }
        // As many symbols as there is room for.
        assert.same([3, 3, 3, 3, 3, 3, 3, 3], lengthsOf([1, 2, 4, 8, 16, 32, 64, 128], 3));
    });

    it("are at least two", () => {
        assert.same([1, 1, 0], lengthsOf([0, 0, 0], 15, 288));
        assert.same([1, 1, 0], lengthsOf([0, 9, 0], 15, 288));
        assert.same([1, 1, 0], lengthsOf([9, 0, 0], 15));
        assert.same([1, 0, 1], lengthsOf([0, 0, 9], 15));
    });
});
