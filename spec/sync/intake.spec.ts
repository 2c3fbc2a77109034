import { deflate } from "../../src/codec/deflate";
import { encodeVarint } from "../../src/codec/varint";
import { packU32 } from "../../src/codec/integers";
import { encodeBody } from "../../src/event/schema";
import { toId } from "../../src/event/key";
import { UNIT_BLOCKS, UNIT_BODY_BYTES, UNIT_BYTES, UNIT_EVENTS, UNITS_AT_A_TIME } from "../../src/sync/constants";
import { UNIT } from "../../src/sync/messages";
import { UnitReader } from "../../src/unit/unit-reader";
import { UnitWriter } from "../../src/unit/unit-writer";
import { rounds } from "../support/rounds";
import { SeededRandom } from "../random";
import { NOTE } from "../replay/stage";
import { START } from "../support/world";
import { noteEvents } from "./stage";
import { SyncStage } from "./sync-stage";
import { mutate } from "./mutation";

/** An empty block in the fixed codes: 10 bits, so eight of them are ten bytes. */
const EMPTY_BLOCKS = string.char(0x02, 0x08, 0x20, 0x80, 0x00, 0x02, 0x08, 0x20, 0x80, 0x00);

function unitOf(words: readonly string[]): string {
    const writer = new UnitWriter();
    for (const [index, word] of ipairs(words)) {
        const [body] = encodeBody(NOTE, { word });
        writer.add(START + index, toId(10, 0), 0, body!);
    }
    return deflate(writer.finish());
}

function repeated(count: number, word: string): string[] {
    const words: string[] = [];
    for (const index of $range(0, count - 1)) words[index] = word;
    return words;
}

/** How many events a client takes in of a payload, and what it counts as malformed. */
function hear(payload: string): LuaMultiReturn<[events: number, malformed: number]> {
    const fixture = new SyncStage();
    fixture.hear(UNIT, payload);
    fixture.advance(1);
    return $multi(fixture.received.length, fixture.ignored.malformedUnit ?? 0);
}

describe("The events of a unit", () => {
    it("are taken in", () => {
        assert.same([3, 0], [...hear(unitOf(["a", "b", "c"]))]);
    });

    it("are as many as there may be", () => {
        const [most] = hear(unitOf(repeated(UNIT_EVENTS, "a")));
        assert.equal(UNIT_EVENTS, most);
        assert.same([0, 1], [...hear(unitOf(repeated(UNIT_EVENTS + 1, "a")))]);
    });

    it("unfold no further than they may", () => {
        const word = string.rep("x", 1000);
        const [count, malformed] = hear(unitOf(repeated(1000, word)));
        assert.equal(1, malformed);
        assert.is_true(count > 0 && count * word.length <= UNIT_BODY_BYTES);
    });

    it("are none where it inflates to more than it may, at once", () => {
        assert.same([0, 1], [...hear(deflate(string.rep("x", UNIT_BYTES + 1)))]);
        const fixture = new SyncStage();
        fixture.hear(UNIT, deflate(string.rep("x", 3e6)));
        fixture.advance(1);
        assert.same({ malformedUnit: 1 }, fixture.ignored);
    });

    it("are none where thousands of empty blocks stand before them", () => {
        assert.same([0, 1], [...hear(EMPTY_BLOCKS.repeat(UNIT_BLOCKS) + unitOf(["a"]))]);
        assert.same([1, 0], [...hear(EMPTY_BLOCKS.repeat(2) + unitOf(["a"]))]);
    });

    it("are none where it has no head, and nothing else happens", () => {
        for (const payload of ["", "x", deflate(""), deflate("x")]) assert.same([0, 1], [...hear(payload)]);
    });

    it("are taken in of a few units of a peer at a time: of more, those that came first", () => {
        const fixture = new SyncStage();
        const handler = fixture.sync.handlers.find((one) => one.kind.type === UNIT.type)!;
        const hearAtOnce = (count: number, sender: string): void => {
            for (const _ of $range(1, count)) {
                handler.receive(unitOf(["a", "b"]), fixture.peers.seen(sender, 1), false);
            }
        };
        hearAtOnce(UNITS_AT_A_TIME + 3, "One-Realm");
        hearAtOnce(1, "Other-Realm");
        fixture.advance(1);
        assert.same({ surplusUnit: 3 }, fixture.ignored);
        assert.equal(2 * (UNITS_AT_A_TIME + 1), fixture.received.length);
        hearAtOnce(UNITS_AT_A_TIME, "One-Realm");
        fixture.advance(1);
        assert.same({ surplusUnit: 3 }, fixture.ignored);
    });

    it("of any bytes raise nothing, and each such unit is counted", () => {
        const random = new SeededRandom(41);
        const fixture = new SyncStage();
        const writer = new UnitWriter();
        for (const { time, id, body } of noteEvents(20)) writer.add(time, id, 0, body);
        const [good, packed] = [writer.finish(), deflate(writer.finish())];
        const count = rounds(2000);
        for (const round of $range(1, count)) {
            const chance = round % 3;
            if (chance === 0) fixture.hear(UNIT, random.bytes(random.integer(0, 60)));
            else fixture.hear(UNIT, chance === 1 ? mutate(random, packed) : deflate(mutate(random, good)));
        }
        fixture.advance(5);
        const { malformedUnit } = fixture.ignored;
        assert.is_true(malformedUnit > count / 3 && malformedUnit < count);
        assert.same([], fixture.world.guard.reports);
    });
});

describe("The head of a unit that means harm", () => {
    /** A head of these columns. */
    const headOf = (events: number, columns: readonly string[]): string =>
        encodeVarint(events) + packU32(START) + columns.map((column) => encodeVarint(column.length) + column).join("");

    /** Pauses while it is read, and whether it is refused. */
    const read = (bytes: string): LuaMultiReturn<[pauses: number, isRefused: boolean]> => {
        let pauses = 0;
        const reader = new UnitReader(bytes, () => {
            pauses++;
        });
        return $multi(pauses, reader.fault !== undefined);
    };

    it("is read no further than its forms have columns", () => {
        const [pauses, isRefused] = read(headOf(1, repeated(50000, "")));
        assert.is_true(isRefused && pauses < 20);
    });

    it("has no more forms than events", () => {
        const forms = string.rep("\x01\x00", 20000);
        const columns = ["", "", "", forms, "", "", "", ""];
        const [few, isRefused] = read(headOf(100, columns));
        assert.is_true(isRefused && few < 40);
        const [many, isRefusedToo] = read(headOf(20000, columns));
        assert.is_true(!isRefusedToo && many > 2000);
    });
});
