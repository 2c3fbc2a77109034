import { encodeByteString } from "../../src/codec/cbor";
import { packU32 } from "../../src/codec/integers";
import { encodeVarint } from "../../src/codec/varint";
import { MAX_BODY_BYTES, splitBody } from "../../src/event/body";
import { packGuids } from "../../src/event/guid";
import { toId, WEEK_SECONDS } from "../../src/event/key";
import { UnitReader } from "../../src/unit/unit-reader";
import { UnitWriter } from "../../src/unit/unit-writer";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import { SeededRandom } from "../random";
import { isEventBefore, randomEvents, type TestEvent, WEEK } from "../support/events";
import { rounds } from "../support/rounds";

const START = WEEK * WEEK_SECONDS;

function writeUnit(events: readonly TestEvent[]): string {
    const writer = new UnitWriter();
    for (const { time, id, server, body } of events) {
        if (!writer.add(time, id, server, body)) error("refused by the writer");
    }
    return writer.finish();
}

function readUnit(bytes: string): LuaMultiReturn<[events: TestEvent[], fault: string | undefined]> {
    const reader = new UnitReader(bytes);
    const events: TestEvent[] = [];
    while (reader.next()) {
        events.push({ time: reader.time, id: reader.id, server: reader.server, body: reader.body() });
    }
    return $multi(events, reader.fault);
}

function randomGuid(random: SeededRandom): string {
    return string.format("Player-%d-%08X", random.integer(1, 3) * 70, random.integer(0, 9));
}

/** An event with one field, which holds some players: one as a GUID, others as a list. */
function playersEvent(random: SeededRandom, index: number): TestEvent {
    const count = random.integer(0, 6);
    const guids: string[] = [];
    for (const _ of $range(1, count)) guids.push(randomGuid(random));
    const [packed] = packGuids(guids);
    const one = encodeVarint(random.integer(0, 300)) + packU32(random.integer(0, 9));
    const body = "\x05" + encodeByteString(count === 0 ? one : packed!);
    return { time: START + index, id: toId(index % 3, 0), server: 70, body };
}

describe("a unit", () => {
    it("gives back the events of some weeks as they were written", () => {
        const random = new SeededRandom(501);
        for (const _ of $range(1, rounds(300))) {
            const week = random.integer(0, 7000);
            const events: TestEvent[] = [];
            for (const step of $range(0, random.integer(0, 3))) {
                for (const event of randomEvents(random, random.integer(1, 30), week + step)) events.push(event);
            }
            const [read, fault] = readUnit(writeUnit(events));
            assert.is_nil(fault);
            assert.same(events, read);
        }
    });

    it("gives back players and lists of players, and byte strings that only look like them", () => {
        const random = new SeededRandom(502);
        for (const _ of $range(1, rounds(300))) {
            const events: TestEvent[] = [];
            for (const index of $range(1, 20)) {
                const other = {
                    ...playersEvent(random, index),
                    body: "\x05" + encodeByteString(random.bytes(random.integer(0, 12))),
                };
                events.push(random.integer(0, 3) === 0 ? other : playersEvent(random, index));
            }
            const [read, fault] = readUnit(writeUnit(events));
            assert.is_nil(fault);
            assert.same(events, read);
        }
    });

    it("gives back hundreds of events of several types with players in several fields", () => {
        const random = new SeededRandom(507);
        for (const _ of $range(1, rounds(60))) {
            const events: TestEvent[] = [];
            let time = START;
            for (const index of $range(1, random.integer(200, 700))) {
                time += random.integer(1, random.integer(0, 20) === 0 ? 300000 : 300);
                const [one, other] = [playersEvent(random, index), playersEvent(random, index + 1)];
                const type = string.char(random.integer(5, 7));
                const fields = [string.sub(one.body, 2), random.integer(0, 2) === 0 ? fromHex("f6") : "\x07"];
                if (random.integer(0, 1) === 0) fields.push(string.sub(other.body, 2));
                const id = toId(random.integer(1, 30), random.integer(0, 9) === 0 ? 5 : 0);
                events.push({ time, id, server: 70, body: type + table.concat(fields) });
            }
            const [read, fault] = readUnit(writeUnit(events));
            assert.is_nil(fault);
            assert.same(events, read);
        }
    });

    it("gives what stands in front of a fault", () => {
        const events: TestEvent[] = [];
        for (const index of $range(0, 299)) {
            events.push({
                time: START + index,
                id: toId(1, 0),
                server: 70,
                body: `\x01\x05${string.char(index % 24)}`,
            });
        }
        const bytes = writeUnit(events);
        // The last of the numbers of the second field, which takes its items in turn: one that there is none of.
        const [at] = string.find(bytes, string.char(23, 24), 1, true);
        assert.is_not_nil(at);
        const [read, fault] = readUnit(`${string.sub(bytes, 1, at!)}\x7f${string.sub(bytes, at! + 2)}`);
        assert.equal("field", fault);
        assert.is_true(read.length > 0 && read.length < 300);
        for (const index of $range(0, read.length - 1)) assert.same(events[index], read[index]);
    });

    it("names each player once, whether it is a creator or stands in a field", () => {
        const [list] = packGuids(["Player-70-00000001", "Player-70-00000002"]);
        const body = "\x05" + encodeByteString(list!);
        const events: TestEvent[] = [];
        for (const index of $range(0, 99)) {
            events.push({ time: START + index, id: toId(1, 0), server: 70, body: index % 2 === 0 ? body : "\x06" });
        }
        const hex = toHex(writeUnit(events));
        for (const player of ["00000001", "00000002"]) {
            const [first] = string.find(hex, player, 1, true);
            const [second] = string.find(hex, player, first! + 1, true);
            assert.is_not_nil(first);
            assert.is_nil(second);
        }
    });

    it("is written as the document says", () => {
        const player = encodeByteString(encodeVarint(1001) + packU32(0xbeef));
        const events: TestEvent[] = [
            {
                time: START + 1000,
                id: toId(0xabcd, 0),
                server: 1001,
                body: "\x01" + player + fromHex("1832") + fromHex("63616263"),
            },
            {
                time: START + 1000,
                id: toId(0xabcd, 1),
                server: 1001,
                body: "\x01" + player + fromHex("f6") + fromHex("63616263"),
            },
            { time: START + 1300, id: toId(0xabcd, 7), server: 1001, body: "\x01" + player + fromHex("1832") },
        ];
        assert.equal(
            "03" +
                toHex(packU32(START + 1000)) +
                "0400" +
                "00ac02" +
                "0107" +
                "03000000" +
                "09010300010302018200" + // head to forms
                "080000abcd0000beef" +
                "04e907e907" +
                "03000101" +
                "0100" +
                "03000101" +
                "02c000" +
                "020001" +
                "021832" +
                "020001" +
                "0463616263",
            toHex(writeUnit(events)),
        );
    });

    it("refuses an event that is not behind the last one, or whose body is not well-formed", () => {
        const writer = new UnitWriter();
        assert.is_true(writer.add(START + 5, toId(7, 3), 1, "\x01\x05"));
        const before = writer.finish();
        assert.is_false(writer.add(START + 4, toId(9, 0), 1, "\x01\x05"));
        assert.is_false(writer.add(START + 5, toId(7, 3), 1, "\x01\x05"));
        assert.is_false(writer.add(START + 6, toId(7, 3), 1, "\x01\xff"));
        assert.equal(before, writer.finish());
    });

    it("gives of random and damaged units only well-formed events in order", () => {
        fuzzDecoder(
            505,
            (random) => writeUnit(randomEvents(random, random.integer(1, 8))),
            (input) => {
                const [events, fault] = readUnit(input);
                let previous: TestEvent | undefined;
                for (const event of events) {
                    if (splitBody(event.body) === undefined) return "a body that is not well-formed";
                    if (event.body.length > MAX_BODY_BYTES) return "a body that is too long";
                    if (previous !== undefined && !isEventBefore(previous, event)) return "out of order";
                    previous = event;
                }
                return fault === undefined;
            },
        );
    });

    it("has a fault wherever it is cut off", () => {
        const unit = writeUnit(randomEvents(new SeededRandom(506), 12));
        for (const length of $range(0, unit.length - 1)) {
            const [, fault] = readUnit(string.sub(unit, 1, length));
            assert.is_not_nil(fault, string.format("cut off at %d", length));
        }
    });
});
