import { FieldReader, Shape } from "../../src/block/fields";
import { encodeCbor, encodeHead } from "../../src/codec/cbor";
import { DICTIONARY_LIMIT, REFERENCE_MAJOR } from "../../src/block/format";
import { fromHex, toHex } from "../codec/hex";
import { SeededRandom } from "../random";

const WORD = "685261676e61726f73"; // "Ragnaros"
const OTHER = "66" + "4f6e79786961"; // "Onyxia"

function newReader(bytes: string): FieldReader {
    const reader = new FieldReader();
    reader.open(bytes, 1);
    return reader;
}

/** Reads fields up to the first that is refused: their bytes in hexadecimal, and nil for that one. */
function readAll(hex: string, old?: string): LuaMultiReturn<[fields: string[], position: number]> {
    const reader = newReader(fromHex(hex));
    const fields: string[] = [];
    while (true) {
        const field = reader.read(old === undefined ? undefined : fromHex(old));
        if (field === undefined) return $multi(fields, reader.position);
        fields.push(toHex(field));
    }
}

describe("FieldReader", () => {
    it("refuses references to words that are not there", () => {
        for (const hex of ["c0", "d7", "d818", "d900ff", "da00010000", "c1"]) {
            const [fields] = readAll(hex);
            assert.same([], fields, hex);
        }
        const [fields] = readAll(`${WORD}c1`);
        assert.same([WORD], fields);
    });

    it("refuses references that are longer than they need be or cut off", () => {
        for (const reference of ["d800", "d817", "d90000", "d8", "d9", "d900", "dc", "df"]) {
            const [fields] = readAll(WORD + reference);
            assert.same([WORD], fields, reference);
        }
    });

    it("refuses a word in full that is in the dictionary", () => {
        const [fields] = readAll(WORD + WORD);
        assert.same([WORD], fields);
        // Fields below three bytes never enter it.
        const [short] = readAll("6178" + "6178");
        assert.same(["6178", "6178"], short);
    });

    it("refuses integers of two bytes that fit one, and cut off items", () => {
        for (const hex of ["1817", "3817", "18", "38", "6261", "", "ff", "9f00ff"]) {
            const [fields] = readAll(hex);
            assert.same([], fields, hex);
        }
    });

    it("refuses tails without an old field, and those that the writer would not write", () => {
        const number = "1a00010203";
        for (const [tail, old] of [
            ["dc0909", "1903"], // the old field is too short
            ["de02020909", number], // its first byte is the same: a shorter tail would do
            ["dd000909", "820000" + "00"], // so is this one's
            ["dc09", number], // cut off
            ["dcffff", "82f4f4"], // makes no CBOR item
        ] as const) {
            const [fields] = readAll(tail, old);
            assert.same([], fields, tail);
        }
        const [orphans] = readAll("dc0909");
        assert.same([], orphans);
        const [fields] = readAll("dc0909", number);
        assert.same(["1a00010909"], fields);
    });

    it("reads all forms, each to its end", () => {
        const [fields, position] = readAll(`00${WORD}1818f6c0${OTHER}20c1c03818`);
        assert.same(["00", WORD, "1818", "f6", WORD, OTHER, "20", OTHER, WORD, "3818"], fields);
        assert.equal(1 + WORD.length / 2 + 2 + 1 + 1 + OTHER.length / 2 + 1 + 1 + 1 + 2 + 1, position);
    });

    it("keeps 65,536 words: a longer dictionary has no references", () => {
        const parts: string[] = [];
        for (const index of $range(0, DICTIONARY_LIMIT)) {
            const [bytes] = encodeCbor(index + 100000);
            parts[index] = bytes!;
        }
        const last = parts[DICTIONARY_LIMIT - 1];
        const bytes = table.concat(parts) + encodeHead(REFERENCE_MAJOR, DICTIONARY_LIMIT - 1) + parts[DICTIONARY_LIMIT];
        const reader = newReader(bytes);
        let equal = 0;
        for (const index of $range(0, DICTIONARY_LIMIT)) {
            if (reader.read() === parts[index]) equal++;
        }
        assert.equal(DICTIONARY_LIMIT + 1, equal);
        assert.equal(last, reader.read());
        // The one beyond the limit is not in it, so that it comes in full again.
        assert.equal(parts[DICTIONARY_LIMIT], reader.read());
    });

    it("never raises on random bytes", () => {
        const random = new SeededRandom(98);
        let read = 0;
        for (const index of $range(1, 5000)) {
            const bytes = random.bytes(random.integer(0, 20));
            const reader = newReader(bytes);
            const [ok, problem] = pcall(() => {
                while (reader.read(fromHex(WORD)) !== undefined) read++;
            });
            assert.is_true(ok, `seed 98, input ${index} (${toHex(bytes)}): ${tostring(problem)}`);
            assert.is_true(reader.position <= bytes.length + 1);
        }
        assert.is_true(read > 1000);
    });
});

describe("Shape", () => {
    it("counts the bytes of its body and of its masks", () => {
        for (const [fieldCount, maskBytes] of [
            [0, 0],
            [4, 0],
            [5, 1],
            [12, 1],
            [13, 2],
            [32, 4],
        ]) {
            const shape = new Shape(7, fieldCount);
            assert.equal(maskBytes, shape.maskBytes);
            for (const index of $range(1, fieldCount)) shape.add(index, "xy");
            assert.equal(1 + 2 * fieldCount, shape.byteCount);
            assert.equal(`\x07${string.rep("xy", fieldCount)}`, shape.body());
        }
    });

    it("gives the body anew once `joined` is cleared", () => {
        const shape = new Shape(7, 1);
        shape.add(1, "a");
        assert.equal("\x07a", shape.body());
        shape.pieces[1] = "b";
        shape.joined = undefined;
        assert.equal("\x07b", shape.body());
    });
});
