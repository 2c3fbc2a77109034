import { packU16 } from "../../src/codec/integers";
import {
    EVENT_FRAGMENT,
    type Fragment,
    FragmentAssembler,
    splitFragments,
    TYPED_FRAGMENT,
} from "../../src/link/fragments";
import { describeMessage, type MessageKind } from "../../src/link/message-kind";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";
import { PAYLOAD_BYTES } from "../support/world";
import { EVENT_KIND, HELD_KIND, NOTICE_KIND } from "./kinds";

/** Bytes of the whole in one fragment, in the older form and in the one that names the type. */
const EVENT_BYTES = PAYLOAD_BYTES - 4;
const TYPED_BYTES = PAYLOAD_BYTES - 5;

/** The fragments of a whole, as their receiver reads them. */
function split(kind: MessageKind, whole: string, payloadBytes = PAYLOAD_BYTES): Fragment[] {
    const { type, payloads } = splitFragments(kind, whole, payloadBytes)!;
    const carrier = type === EVENT_FRAGMENT.type ? EVENT_FRAGMENT : TYPED_FRAGMENT;
    return payloads.map((payload) => carrier.decode(payload)!);
}

/** Gives fragments to an assembler; what it makes of them, in order. */
function takeAll(assembler: FragmentAssembler, fragments: readonly Fragment[], sender = "A-Realm", now = 0): string[] {
    const wholes: string[] = [];
    for (const fragment of fragments) {
        const whole = assembler.take(sender, fragment, now);
        if (whole !== undefined) {
            wholes.push(whole);
        }
    }
    return wholes;
}

describe("fragments", () => {
    for (const [kind, size, type] of [
        [EVENT_KIND, EVENT_BYTES, EVENT_FRAGMENT.type],
        [NOTICE_KIND, TYPED_BYTES, TYPED_FRAGMENT.type],
    ] as const) {
        it(`of ${kind.name} split into payloads that fit a frame, and come together in any order`, () => {
            const random = new SeededRandom(5);
            for (const length of [1, size, size + 1, 3 * size, 3 * size + 1, 4200]) {
                const bytes = random.bytes(length);
                const { type: carrier, payloads } = splitFragments(kind, bytes, PAYLOAD_BYTES)!;
                assert.equal(type, carrier);
                assert.equal(math.ceil(length / size), payloads.length);
                for (const payload of payloads) {
                    assert.is_true(payload.length <= PAYLOAD_BYTES);
                }
                const fragments = split(kind, bytes);
                assert.same([bytes], takeAll(new FragmentAssembler(), shuffled(random, fragments)));
            }
        });

        it(`of ${kind.name} come together on a channel of any message size`, () => {
            const bytes = new SeededRandom(6).bytes(100);
            for (const payloadBytes of [10, 11, 99]) {
                const fragments = split(kind, bytes, payloadBytes);
                assert.same([bytes], takeAll(new FragmentAssembler(), fragments));
            }
        });
    }

    it("name the type of the whole, but for those of events", () => {
        for (const { type } of split(NOTICE_KIND, string.rep("x", 300))) {
            assert.equal(NOTICE_KIND.type, type);
        }
        for (const { type } of split(EVENT_KIND, string.rep("x", 300))) {
            assert.is_nil(type);
        }
    });

    it("say in words which they are", () => {
        const { type, payloads } = splitFragments(EVENT_KIND, string.rep("x", 600), PAYLOAD_BYTES)!;
        assert.equal("fragment: 2 of 3", describeMessage(EVENT_FRAGMENT, type, payloads[1]));
        const typed = splitFragments(NOTICE_KIND, string.rep("x", 600), PAYLOAD_BYTES)!;
        assert.equal("typedFragment: 3 of 3", describeMessage(TYPED_FRAGMENT, typed.type, typed.payloads[2]));
    });

    it("come together once, whatever arrives twice", () => {
        const bytes = string.rep("x", 700);
        const [first, second, third] = split(EVENT_KIND, bytes);
        assert.same([bytes], takeAll(new FragmentAssembler(), [first, first, second, first, second, third]));
    });

    it("of a repetition fill the gaps that the first left", () => {
        const assembler = new FragmentAssembler();
        const bytes = new SeededRandom(7).bytes(700);
        const [first, second, third] = split(NOTICE_KIND, bytes);
        assert.same([], takeAll(assembler, [first, third]));
        const [, again] = split(NOTICE_KIND, bytes);
        assert.same(second, again);
        assert.same([bytes], takeAll(assembler, [again]));
    });

    it("give nothing while one is missing, and nothing of two wholes mixed", () => {
        const assembler = new FragmentAssembler();
        const [a1, a2, a3] = split(EVENT_KIND, string.rep("a", 700));
        const [, b2] = split(EVENT_KIND, string.rep("b", 700));
        assert.same([], takeAll(assembler, [a1, b2, a3]));
        assert.same([], takeAll(assembler, [a2], "B-Realm"));
        assert.same([string.rep("a", 700)], takeAll(assembler, [a2]));
    });

    it("take wholes under one number apart: of two senders, of two types, of two lengths", () => {
        const base: Fragment = { sequence: 9, index: 0, total: 2, bytes: "a" };
        const others: readonly (readonly [sender: string, fragment: Fragment])[] = [
            ["B-Realm", base],
            ["A-Realm", { ...base, type: 40 }],
            ["A-Realm", { ...base, type: 41 }],
            ["A-Realm", { ...base, total: 3 }],
            ["A-Realm", { ...base, sequence: 10 }],
        ];
        for (const [sender, other] of others) {
            const assembler = new FragmentAssembler();
            assert.is_nil(assembler.take("A-Realm", base, 0));
            assert.is_nil(assembler.take(sender, { ...other, index: 1, bytes: "b" }, 0));
            assert.equal("aa", assembler.take("A-Realm", { ...base, index: 1 }, 0));
        }
    });

    it("but the last are of one size: one that is not is passed over", () => {
        const assembler = new FragmentAssembler();
        const of = (index: number, bytes: string): Fragment => ({ sequence: 1, index, total: 3, bytes });
        assert.is_nil(assembler.take("A-Realm", of(0, "aaa"), 0));
        assert.is_nil(assembler.take("A-Realm", of(1, "bb"), 0));
        assert.is_nil(assembler.take("A-Realm", of(1, "bbbb"), 0));
        assert.is_nil(assembler.take("A-Realm", of(2, "c"), 0));
        assert.equal("aaabbbc", assembler.take("A-Realm", of(1, "bbb"), 0));
    });

    it("are given up after a minute", () => {
        const assembler = new FragmentAssembler();
        const [first, second] = split(EVENT_KIND, string.rep("a", 300));
        assert.is_nil(assembler.take("A-Realm", first, 0));
        assert.is_nil(assembler.take("A-Realm", second, 61));
        assert.equal(string.rep("a", 300), assembler.take("A-Realm", first, 62));
    });

    it("refuse what says nonsense of itself", () => {
        const nonsense = [
            "",
            "\x01",
            "\x01\x02\x03",
            packU16(1) + "\x00\x00",
            packU16(1) + "\x00\x01",
            packU16(1) + "\x00\x00x",
            packU16(1) + "\x00\x19x",
            packU16(1) + "\x02\x02x",
            packU16(1) + string.char(255, 255) + "x",
        ];
        for (const payload of nonsense) {
            assert.is_nil(EVENT_FRAGMENT.decode(payload));
            assert.is_nil(TYPED_FRAGMENT.decode(`(${payload}`));
        }
        assert.is_nil(TYPED_FRAGMENT.decode(""));
        assert.is_not_nil(EVENT_FRAGMENT.decode(packU16(1) + "\x00\x01x"));
        assert.same(
            { type: 40, sequence: 1, index: 23, total: 24, bytes: "x" },
            TYPED_FRAGMENT.decode("(" + packU16(1) + "\x17\x18x"),
        );
    });

    it("of one peer that begins many wholes take no room of another's", () => {
        const assembler = new FragmentAssembler();
        const of = (sequence: number, index: number): Fragment => ({ sequence, index, total: 2, bytes: "a" });
        for (const sequence of $range(1, 3)) assembler.take("A-Realm", of(sequence, 0), 0);
        for (const sequence of $range(0, 500)) assembler.take(`Rogue${sequence % 4}-Realm`, of(sequence, 0), 0);
        for (const sequence of $range(1, 3)) {
            assert.equal("aa", assembler.take("A-Realm", of(sequence, 1), 0));
        }
    });

    it("that no receiver would put together are none", () => {
        assert.equal(24, splitFragments(EVENT_KIND, string.rep("x", 24 * EVENT_BYTES), PAYLOAD_BYTES)!.payloads.length);
        assert.is_nil(splitFragments(EVENT_KIND, string.rep("x", 24 * EVENT_BYTES + 1), PAYLOAD_BYTES));
        assert.is_nil(splitFragments(NOTICE_KIND, string.rep("x", 24 * TYPED_BYTES + 1), PAYLOAD_BYTES));
        assert.is_nil(splitFragments(HELD_KIND, string.rep("x", PAYLOAD_BYTES + 1), PAYLOAD_BYTES));
    });

    it("keep what is unfinished within a bound, the newest first", () => {
        const assembler = new FragmentAssembler();
        const of = (sequence: number, index: number): Fragment => ({ sequence, index, total: 2, bytes: "a" });
        for (const sequence of $range(0, 500)) {
            assert.is_nil(assembler.take("A-Realm", of(sequence, 0), 0));
        }
        assert.is_nil(assembler.take("A-Realm", of(0, 1), 0));
        assert.equal("aa", assembler.take("A-Realm", of(500, 1), 0));
    });
});
