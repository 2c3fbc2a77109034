import { encodeByteString } from "../../src/codec/cbor";
import { packU16 } from "../../src/codec/integers";
import { BlockWriter } from "../../src/block/writer";
import { MAX_BODY_BYTES, MAX_FIELDS } from "../../src/event/body";
import { toId, WEEK_SECONDS } from "../../src/event/key";
import { SeededRandom } from "../random";
import { randomEvents, readBlock, type TestEvent, WEEK, writeBlock } from "../support/events";
import { rounds } from "../support/rounds";

const START = WEEK * WEEK_SECONDS;

function add(writer: BlockWriter, event: TestEvent): boolean {
    return writer.add(event.time, event.id, event.server, event.body);
}

describe("BlockWriter", () => {
    it("gives nothing for no event", () => {
        const writer = new BlockWriter();
        assert.equal("", writer.finish());
        assert.equal(0, writer.count);
        assert.equal(0, writer.size);
    });

    it("counts its events and bytes", () => {
        const random = new SeededRandom(41);
        const writer = new BlockWriter();
        let count = 0;
        for (const event of randomEvents(random, 200)) {
            assert.is_true(add(writer, event));
            count++;
            assert.equal(count, writer.count);
            assert.equal(writer.size, writer.finish().length);
        }
    });

    it("fills a limit to the last byte and leaves out what goes one byte over", () => {
        const random = new SeededRandom(42);
        for (const _ of $range(1, rounds(300))) {
            const events = randomEvents(random, 12);
            const whole = new BlockWriter();
            for (const event of events) {
                const before = whole.finish();
                add(whole, event);
                const exact = new BlockWriter(whole.size);
                const tight = new BlockWriter(whole.size - 1);
                for (const one of events) {
                    add(exact, one);
                    if (!add(tight, one)) break;
                }
                assert.equal(whole.finish(), string.sub(exact.finish(), 1, whole.size));
                assert.is_true(exact.size <= whole.size);
                assert.equal(before, tight.finish());
            }
        }
    });

    it("is as if a refused event had never been offered", () => {
        const random = new SeededRandom(43);
        for (const _ of $range(1, rounds(300))) {
            const writer = new BlockWriter(120);
            const taken: TestEvent[] = [];
            for (const event of randomEvents(random, 30)) {
                if (add(writer, event)) taken.push(event);
            }
            assert.equal(taken.length > 0 ? writeBlock(taken) : "", writer.finish());
            const [events, fault] = readBlock(writer.finish());
            if (taken.length > 0) {
                assert.is_nil(fault);
                assert.same(taken, events);
            }
        }
    });

    it("refuses what is not behind the last event, of another week or not well-formed", () => {
        const writer = new BlockWriter();
        assert.is_true(writer.add(START + 5, toId(7, 3), 1, "\x01"));
        const before = writer.finish();
        assert.is_false(writer.add(START + 5, toId(7, 3), 1, "\x01"));
        assert.is_false(writer.add(START + 5, toId(7, 2), 1, "\x01"));
        assert.is_false(writer.add(START + 5, toId(6, 255), 1, "\x01"));
        assert.is_false(writer.add(START + 4, toId(8, 0), 1, "\x01"));
        assert.is_false(writer.add(START + WEEK_SECONDS, toId(7, 0), 1, "\x01"));
        assert.is_false(writer.add(START + 6, toId(7, 0), 1, ""));
        assert.is_false(writer.add(START + 6, toId(7, 0), 1, "\x01\xc0"));
        assert.is_false(writer.add(START + 6, toId(7, 0), 1, "\x01" + string.rep("\0", MAX_FIELDS + 1)));
        const long = "\x01" + encodeByteString(string.rep("x", MAX_BODY_BYTES));
        assert.is_false(writer.add(START + 6, toId(7, 0), 1, long));
        assert.equal(before, writer.finish());
        assert.equal(1, writer.count);
        assert.is_true(writer.add(START + 5, toId(7, 4), 1, "\x01"));
    });

    it("takes a byte for one more of the same, and three for a new amount a few seconds later", () => {
        const writer = new BlockWriter();
        const award = (amount: number) => "\x01" + "\x66Thrall" + string.char(amount) + "\x68Ragnaros";
        writer.add(START, toId(7, 0), 1, award(1));
        const size = writer.size;
        writer.add(START, toId(7, 1), 1, award(1));
        assert.equal(size + 1, writer.size);
        writer.add(START + 20, toId(7, 0), 1, award(2));
        assert.equal(size + 4, writer.size);
    });

    it("writes a word that comes up again as a reference, also within one event", () => {
        const writer = new BlockWriter();
        const word = encodeByteString(string.rep("w", 60));
        writer.add(START, toId(7, 0), 1, `\x01${word}${word}${word}`);
        assert.is_true(writer.size < 2 * word.length);
        const size = writer.size;
        writer.add(START, toId(7, 1), 1, `\x02${word}`);
        // Flag, type, number of fields, reference.
        assert.equal(size + 4, writer.size);
    });

    it("remembers 65,536 words and no more", () => {
        const writer = new BlockWriter();
        const events: TestEvent[] = [];
        // 2,048 events of 32 fields; then a new word, twice; then the first word and the last one that has a place.
        const word = (index: number) => encodeByteString(packU16(index % 65536) + string.rep("+", index / 65536));
        const addBody = (body: string) => {
            const event = { time: START + events.length, id: toId(7, 0), server: 1, body };
            assert.is_true(add(writer, event));
            events.push(event);
        };
        for (const first of $range(0, 65535, 32)) {
            const parts = ["\x01"];
            for (const index of $range(first, first + 31)) parts.push(word(index));
            addBody(table.concat(parts));
        }
        const sizes: number[] = [];
        for (const index of [65536, 0, 65536, 65535]) {
            const before = writer.size;
            addBody("\x02" + word(index));
            sizes.push(writer.size - before);
        }
        // Flag, time, type and number of fields at first; then flag and time. References take 1 and 3 bytes.
        assert.same([4 + 4, 2 + 1, 2 + 4, 2 + 3], sizes);
        const [read, fault] = readBlock(writer.finish());
        assert.is_nil(fault);
        assert.equal(events.length, read.length);
        for (const index of $range(0, events.length - 1)) assert.equal(events[index].body, read[index].body);
    });
});
