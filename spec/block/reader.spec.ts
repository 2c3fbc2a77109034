import { encodeByteString } from "../../src/codec/cbor";
import { packU16, packU32 } from "../../src/codec/integers";
import { encodeVarint } from "../../src/codec/varint";
import { BlockReader } from "../../src/block/reader";
import { BlockWriter } from "../../src/block/writer";
import { MAX_BODY_BYTES, splitBody } from "../../src/event/body";
import { packKey, toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex } from "../codec/hex";
import { countSteps } from "../codec/steps";
import { SeededRandom } from "../random";
import { isEventBefore, randomEvents, readBlock, type TestEvent, WEEK, writeBlock } from "../support/events";
import { rounds } from "../support/rounds";

const START = WEEK * WEEK_SECONDS;

/** Week 2820, second 0, creator 7 of server 1, counter 0, type 1 without fields. */
const ONE = "0b04" + "09" + "00" + "00000007" + "01" + "01" + "00";
/** The same with the fields 5 and "abc". */
const FIELDS = "0b04" + "09" + "00" + "00000007" + "01" + "01" + "02" + "05" + "63616263";

/** What is wrong with a block behind its first `count` events. */
function expectFault(count: number, hex: string, what: string): void {
    const [events, fault] = readBlock(fromHex(hex));
    assert.equal("string", type(fault), what);
    assert.equal(count, events.length, what);
}

describe("BlockReader", () => {
    it("gives back what was written", () => {
        const random = new SeededRandom(51);
        for (const _ of $range(1, rounds(400))) {
            const week = random.integer(0, 1) === 0 ? WEEK : random.integer(0, 7100);
            const events = randomEvents(random, random.integer(1, 60), week);
            const [read, fault] = readBlock(writeBlock(events));
            assert.is_nil(fault);
            assert.same(events, read);
        }
    });

    it("starts where it is told to", () => {
        const events = randomEvents(new SeededRandom(52), 20);
        const reader = new BlockReader(`head${writeBlock(events)}`, 5);
        assert.equal(WEEK, reader.weekNumber);
        let count = 0;
        while (reader.next()) count++;
        assert.equal(events.length, count);
        assert.is_nil(reader.fault);
    });

    it("reads another block as a new reader would, whatever it has read before and however far", () => {
        const random = new SeededRandom(54);
        const used = new BlockReader("", 1);
        fuzzDecoder(
            55,
            (source) => writeBlock(randomEvents(source, source.integer(1, 6))),
            (input) => {
                const fresh = new BlockReader(input, 1);
                used.reopen(input, 1);
                if (fresh.weekNumber !== used.weekNumber) return "another week";
                let count = random.integer(0, 8);
                while (count > 0 && fresh.next()) {
                    if (!used.next()) return "an event less";
                    const isSame = fresh.time === used.time && fresh.id === used.id && fresh.server === used.server;
                    if (!isSame || fresh.body() !== used.body()) return "another event";
                    count--;
                }
                if (count > 0 && used.next()) return "an event more";
                return fresh.fault === used.fault ? fresh.fault === undefined : "another fault";
            },
        );
    });

    it("accepts of random and damaged blocks only what the writer writes for the same events, tails aside", () => {
        fuzzDecoder(
            53,
            (random) => writeBlock(randomEvents(random, random.integer(1, 6))),
            (input) => {
                const [events, fault] = readBlock(input);
                const writer = new BlockWriter();
                let previous: TestEvent | undefined;
                for (const event of events) {
                    if (splitBody(event.body) === undefined) return "a body that is not well-formed";
                    if (previous !== undefined && !isEventBefore(previous, event)) return "out of order";
                    if (weekOf(event.time) !== weekOf(events[0].time)) return "of two weeks";
                    packKey(event.time, event.id);
                    if (!writer.add(event.time, event.id, event.server, event.body)) return "refused by the writer";
                    previous = event;
                }
                const bytes = writer.finish();
                // A field in full is accepted where the writer gives its tail.
                const isShorter = bytes.length < input.length;
                if (fault === undefined) return bytes === input || isShorter || "is written otherwise";
                const isSame = bytes === string.sub(input, 1, bytes.length);
                return isSame || isShorter ? false : "is written otherwise up to the fault";
            },
        );
    });

    it("ends at every place where a block may be cut off, with a fault or with whole events", () => {
        const random = new SeededRandom(54);
        for (const _ of $range(1, rounds(30))) {
            const events = randomEvents(random, 8);
            const block = writeBlock(events);
            for (const length of $range(0, block.length - 1)) {
                const [read, fault] = readBlock(string.sub(block, 1, length));
                assert.is_true(read.length < events.length);
                assert.is_true(fault !== undefined || length === writeBlock(events.slice(0, read.length)).length);
                for (const index of $range(0, read.length - 1)) assert.same(events[index], read[index]);
            }
        }
    });

    it("reads nothing behind a fault", () => {
        const reader = new BlockReader(fromHex(`${ONE}02ff00`), 1);
        assert.is_true(reader.next());
        assert.is_false(reader.next());
        assert.equal("exception", reader.fault);
        assert.is_false(reader.next());
        assert.equal("exception", reader.fault);
    });

    it("knows no empty block", () => {
        for (const hex of ["", "0b", "0b04"]) expectFault(0, hex, hex);
        assert.equal(-1, new BlockReader("", 1).weekNumber);
        assert.equal(WEEK, new BlockReader(fromHex("0b04"), 1).weekNumber);
    });

    it("refuses every second way to write a key", () => {
        expectFault(1, `${ONE}0400`, "a difference of no seconds");
        expectFault(1, `${ONE}048000`, "a padded difference");
        expectFault(1, `${ONE}0200`, "an exception byte without an exception");
        expectFault(1, `${ONE}0204`, "an unknown exception");
        expectFault(1, `${ONE}020101`, "the usual counter written out");
        expectFault(1, `${ONE}06010100`, "the usual counter of a later second written out");
        expectFault(1, `${ONE}020100`, "the counter of the event before");
        expectFault(1, `${ONE}0101`, "the creator of the event before by reference");
        expectFault(1, `${ONE}01000000000701`, "a known creator written out");
        expectFault(1, `${ONE}01000000000601`, "a lesser creator in the same second");
        expectFault(1, `${ONE}0102`, "a reference to a creator that is not there");
        expectFault(1, `${ONE}0801`, "the type of the event before written out");
        expectFault(0, "0b04" + "08" + "01" + "00", "no creator at first");
        expectFault(0, "0b04" + "01" + "00" + "00000007" + "01" + "00", "no type at first");
        expectFault(0, "0b04" + "0a" + "01" + "05" + "01" + "00", "no creator at first, but a counter");
        expectFault(0, "0b04" + "09" + "00" + "00000007" + "80808008" + "01" + "00", "a server above 2^24");
        const second255 = "0b04" + "0b" + "01" + "ff" + "00" + "00000007" + "01" + "01" + "00";
        const [events] = readBlock(fromHex(second255));
        assert.equal(toId(7, 255), events[0].id);
        expectFault(1, `${second255}00`, "the 257th counter");
    });

    it("refuses every second way to write a body", () => {
        const [events, fault] = readBlock(fromHex(`${FIELDS}1006`));
        assert.is_nil(fault);
        assert.equal(fromHex("010663616263"), events[1].body);
        expectFault(1, `${FIELDS}1005`, "an unchanged field");
        expectFault(1, `${FIELDS}20c0`, "an unchanged field by reference");
        expectFault(1, `${FIELDS}1063616263`, "a known word written out");
        expectFault(1, `${FIELDS}10c1`, "a reference to a word that is not there");
        expectFault(1, `${FIELDS}10d800`, "a padded reference");
        expectFault(1, `${FIELDS}4001`, "a bit for a field that is not there");
        expectFault(1, `${FIELDS}0202020563616263`, "the usual number of fields written out");
        expectFault(1, `${FIELDS}02022105`, "33 fields");
        expectFault(1, `${FIELDS}1802021005`, "field bits before the first of a type");
        expectFault(1, `${FIELDS}0a02020105`, "another number of fields before the first of a type");
        expectFault(1, `${FIELDS}10a1`, "half a map");
        expectFault(1, `${FIELDS}10`, "a field that is not there");
        const six = "0b04" + "09" + "00" + "00000007" + "01" + "01" + "06" + "000000000000";
        const [, none] = readBlock(fromHex(`${six}000101`));
        assert.is_nil(none);
        expectFault(1, `${six}000401`, "a mask bit for a seventh of six fields");
        expectFault(1, `${six}00`, "no mask byte");
    });

    it("refuses tails that are not the shortest or make no field", () => {
        const [events, fault] = readBlock(fromHex(`${FIELDS}20dc7879`));
        assert.is_nil(fault);
        assert.equal(fromHex("010563617879"), events[1].body);
        expectFault(1, `${FIELDS}20dc6263`, "an unchanged field by its tail");
        expectFault(1, `${FIELDS}20dc78`, "half a tail");
        expectFault(1, `${FIELDS}20dd787878`, "a field as long as its tail");
        expectFault(1, `${FIELDS}10dc7879`, "a field that is shorter than the tail");
        expectFault(1, `${FIELDS}020203dc787905`, "a tail where the number of fields is given");
        const six = "0b04" + "09" + "00" + "00000007" + "01" + "01" + "01" + "656162636465";
        expectFault(1, `${six}10dd637879`, "a tail of three bytes, the first as before");
        expectFault(2, `${six}10dc7879` + "10dc6465", "a known word by its tail");
        const list = "0b04" + "09" + "00" + "00000007" + "01" + "01" + "01" + "83010203";
        expectFault(1, `${list}10dc1819`, "a list that lacks its third item");
        const long = (bytes: number) =>
            "0b04" + "09" + "00" + "00000007" + "01" + "01" + "01" + "58" + string.format("%02x", bytes - 2);
        const [, none] = readBlock(fromHex(`${long(64)}${string.rep("00", 62)}10dc0102`));
        assert.is_nil(none);
        expectFault(1, `${long(65)}${string.rep("00", 63)}10dc0102`, "a tail of a field of 65 bytes");
    });

    it("refuses a body that grows over 4,096 bytes field by field", () => {
        const half = encodeByteString(string.rep("a", 2040));
        const other = encodeByteString(string.rep("b", 2046));
        const writer = new BlockWriter();
        writer.add(START, toId(7, 0), 1, `\x01${half}${half}`);
        const block = writer.finish();
        const [fits, none] = readBlock(block + fromHex("10") + other);
        assert.is_nil(none);
        assert.equal(1 + half.length + other.length, fits[1].body.length);
        const [events, fault] = readBlock(block + fromHex("30") + other + encodeByteString(string.rep("c", 2046)));
        assert.equal("length", fault);
        assert.equal(1, events.length);
        assert.is_true(1 + 2 * other.length > MAX_BODY_BYTES);
    });

    it("gives no time that a key cannot hold", () => {
        // The last week of an unsigned 32-bit time is cut short; those behind it do not exist.
        const lastWeek = 7101;
        const rest = 0xffffffff - lastWeek * WEEK_SECONDS;
        const tail = `\0${packU32(7)}\x01\x01\0`;
        const [last, none] = readBlock(packU16(lastWeek) + "\x0d" + encodeVarint(rest) + tail);
        assert.is_nil(none);
        assert.equal(0xffffffff, last[0].time);
        for (const bytes of [
            packU16(lastWeek) + "\x0d" + encodeVarint(rest + 1) + tail,
            packU16(lastWeek + 1) + "\x09" + tail,
            packU16(65535) + "\x09" + tail,
        ]) {
            const [events, fault] = readBlock(bytes);
            assert.equal(0, events.length);
            assert.equal("string", type(fault));
        }
    });

    it("stays within the week", () => {
        const tail = `\0${packU32(7)}\x01\x01\0`;
        const [last] = readBlock(packU16(WEEK) + "\x0d" + encodeVarint(WEEK_SECONDS - 1) + tail);
        assert.equal(START + WEEK_SECONDS - 1, last[0].time);
        const [events, fault] = readBlock(packU16(WEEK) + "\x0d" + encodeVarint(WEEK_SECONDS) + tail);
        assert.equal(0, events.length);
        assert.equal("time", fault);
    });

    it("takes work in proportion to its input, however it is nested or referenced", () => {
        const nested = fromHex(`${FIELDS}10${string.rep("81", 60000)}`);
        assert.is_true(countSteps(() => readBlock(nested)) < 10);
        const huge = fromHex(`${FIELDS}109a7fffffff`);
        assert.equal(
            0,
            countSteps(() => readBlock(huge)),
        );
        const repeated = fromHex(ONE) + string.rep("\0", 60000);
        const [events, fault] = readBlock(repeated);
        assert.equal("counter", fault);
        assert.equal(256, events.length);
    });
});
