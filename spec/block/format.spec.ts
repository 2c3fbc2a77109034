import { toId, WEEK_SECONDS } from "../../src/event/key";
import { fromHex, toHex } from "../codec/hex";
import { readBlock, type TestEvent, WEEK, writeBlock } from "../support/events";

const START = WEEK * WEEK_SECONDS;
const FIRST = 0x0600a1b2;

function event(second: number, creator: number, counter: number, server: number, body: string): TestEvent {
    return { time: START + second, id: toId(creator, counter), server, body: fromHex(body) };
}

/** Each event with the bytes that it adds to the block. The bytes are what is stored and sent: they never change. */
const VECTORS: [what: string, event: TestEvent, hex: string][] = [
    [
        "the first of a week: week, creator, server, type, no fields",
        event(0, FIRST, 0, 4440, "01"),
        "0b04" + "09" + "00" + "0600a1b2" + "d822" + "01" + "00",
    ],
    ["the same once more in the same second", event(0, FIRST, 1, 4440, "01"), "00"],
    [
        "later, another type with two fields",
        event(300, FIRST, 0, 4440, "02" + "6568656c6c6f" + "05"),
        "0c" + "ac02" + "02" + "02" + "6568656c6c6f" + "05",
    ],
    [
        "another creator of an unknown server, an unusual counter, one field changed",
        event(301, 1, 9, 0, "02" + "66776f726c6473" + "05"),
        "17" + "01" + "01" + "09" + "00" + "00000001" + "00" + "66776f726c6473",
    ],
    [
        "a known creator, a word of the dictionary, two fields changed",
        event(301, FIRST, 0, 4440, "02" + "6568656c6c6f" + "06"),
        "31" + "01" + "c0" + "06",
    ],
    [
        "a field more than the last of its type",
        event(301, FIRST, 1, 4440, "02" + "6568656c6c6f" + "06" + "6178"),
        "02" + "02" + "03" + "c0" + "06" + "6178",
    ],
    [
        "an unusual counter and a field less",
        event(301, FIRST, 200, 4440, "02" + "6568656c6c6f" + "06"),
        "02" + "03" + "c8" + "02" + "c0" + "06",
    ],
    ["six fields", event(301, FIRST, 201, 4440, "03" + "000000000000"), "08" + "03" + "06" + "000000000000"],
    [
        "fields 2 and 6 changed: a mask byte for what has no bit in the flag byte",
        event(301, FIRST, 202, 4440, "03" + "000100000001"),
        "20" + "02" + "01" + "01",
    ],
    ["nothing changed: the mask byte stays", event(301, FIRST, 203, 4440, "03" + "000100000001"), "00" + "00"],
    [
        "the library's own type, a byte string that enters the dictionary",
        event(302, FIRST, 0, 4440, "00" + "49" + "669460400600a1b207"),
        "0c" + "01" + "00" + "01" + "49" + "669460400600a1b207",
    ],
    [
        "a tail of two bytes: the rest is as in the last event of the type",
        event(303, FIRST, 0, 4440, "02" + "6568656c7379" + "06"),
        "1c" + "01" + "02" + "dc" + "7379",
    ],
    [
        "a tail of four bytes; a number that is no shorter by its tail",
        event(304, FIRST, 0, 4440, "02" + "65686178797a" + "19012c"),
        "34" + "01" + "de" + "6178797a" + "19012c",
    ],
    [
        "the same number of bytes, but five of them differ",
        event(305, FIRST, 0, 4440, "02" + "6578797a7a7a" + "19012d"),
        "34" + "01" + "6578797a7a7a" + "19012d",
    ],
    [
        "a word that a tail brought into the dictionary",
        event(306, FIRST, 0, 4440, "02" + "6568656c7379" + "19012d"),
        "14" + "01" + "c3",
    ],
];

describe("block format", () => {
    it("has fixed bytes for each kind of event", () => {
        const events: TestEvent[] = [];
        let expected = "";
        for (const [what, one, hex] of VECTORS) {
            events.push(one);
            expected += hex;
            assert.equal(expected, toHex(writeBlock(events)), what);
        }
    });

    it("is read back from these bytes", () => {
        let hex = "";
        for (const [, , bytes] of VECTORS) hex += bytes;
        const [events, fault] = readBlock(fromHex(hex));
        assert.is_nil(fault);
        assert.equal(VECTORS.length, events.length);
        for (const index of $range(1, VECTORS.length)) {
            const [what, expected] = VECTORS[index - 1];
            assert.same(expected, events[index - 1], what);
        }
    });
});
