import { BlockReader } from "../../src/block/reader";
import { EVENT_FRAGMENT } from "../../src/link/fragments";
import { describeMessage } from "../../src/link/message-kind";
import { SYNC_KINDS } from "../../src/sync/kinds";
import { EVENTS, UNIT } from "../../src/sync/messages";
import { STATE_PIECE } from "../../src/sync/seal-messages";
import { examples } from "./examples";
import { readings } from "./reading";

/** Types that belong to the ledger's sync. */
const LAST_TYPE = 31;

/** What the examples say in words. */
const WORDS: Record<string, string> = {
    hello: "hello: root 16909060",
    advertise: "advertise: 2 rows since week 2817",
    request:
        "request: week 2817 (have 0, whole of 0 from 1), week 2818 (have 2, list of 2 from 1), " +
        "week 2819 (have 500, sketch of 3 from 78)",
    events: "events: 2 of week 2820",
    fragment: "fragment: 1 of 2",
    "rows request": "rowsRequest: before week 2820",
    rows: "rows: 2 of weeks 2000 to 2821",
    want: "want: 2 events of week 2820",
    more: "more: sums of week 2820 from 78",
    answering: "answering: 2 weeks",
    compare: "compare: weeks 2820, 2800",
    "doubted request": "request: week 2816 (have 1, doubted, keyed list of 1 from 1)",
    "request in units": "request: in units, week 2817 (have 0, whole of 0 from 1)",
    unit: "unit: 43 bytes",
    "seal request": "sealRequest: deadbeef before week 2817, asked 2 times before",
    "seal answer": "sealAnswer: deadbeef, flags 5, 70000 bytes",
    "state request": "stateRequest: deadbeef from piece 9",
    "state piece": "statePiece: deadbeef, piece 9, 4 bytes",
    surplus: "surplus: 2 events of week 2820",
    kept: "kept: nothing before week 2817, sealed before week 2822",
};

/**
 * Lengths at which an example may be cut so that what is left is a message as well, with less in it: behind a row, an entry,
 * an event, a coefficient, a week.
 */
const CUTS: Record<string, readonly number[]> = {
    advertise: [10, 21],
    request: [7, 22],
    "request in units": [],
    events: [16],
    rows: [4, 15],
    want: [5, 8],
    answering: [2],
    compare: [17],
    "state piece": [11, 12, 13],
    surplus: [8],
};

describe("The kinds of the sync's messages", () => {
    it("have types of their own, 1 to 31", () => {
        const types = new LuaSet<number>();
        for (const { type, name } of SYNC_KINDS) {
            assert.is_true(type >= 1 && type <= LAST_TYPE && type % 1 === 0, name);
            assert.is_false(types.has(type), name);
            types.add(type);
        }
    });

    it("have names of their own", () => {
        const names = new LuaSet<string>();
        for (const { name } of SYNC_KINDS) {
            assert.is_truthy(string.find(name, "^%a+$")[0], name);
            assert.is_false(names.has(name), name);
            names.add(name);
        }
    });

    it("have an example each", () => {
        const types = (list: readonly { readonly type: number }[]): number[] => {
            const sorted = list.map(({ type }) => type);
            table.sort(sorted);
            return sorted;
        };
        const seen = new LuaSet<number>();
        const once = examples().filter(({ type }) => {
            const isNew = !seen.has(type);
            seen.add(type);
            return isNew;
        });
        assert.same(types(SYNC_KINDS), types(once));
    });

    for (const { name, type, payload, means } of examples()) {
        const kind = SYNC_KINDS.find((one) => one.type === type)!;
        const isLoose = type === EVENTS.type || type === EVENT_FRAGMENT.type || type === UNIT.type;

        it(`decode and describe ${name}`, () => {
            const message = kind.decode(payload);
            assert.not_nil(message);
            if (!isLoose) assert.same(means, message);
            assert.equal(WORDS[name], `${kind.name}: ${kind.describe(message)}`);
            assert.equal(WORDS[name], describeMessage(kind, type, payload));
        });

        if (!isLoose) {
            it(`refuse ${name} when it is cut, and with a byte more`, () => {
                for (const length of $range(0, payload.length - 1)) {
                    const cut = string.sub(payload, 1, length);
                    const message = kind.decode(cut);
                    if ((CUTS[name] ?? []).includes(length)) {
                        assert.equal(cut, readings[type]!(cut)!.again, `${length} bytes`);
                    } else {
                        assert.is_nil(message, `${length} bytes`);
                        assert.equal(`type ${type}, not understood`, describeMessage(kind, type, cut));
                    }
                }
                // The bytes of a piece are no matter of its form.
                if (type !== STATE_PIECE.type) assert.is_nil(kind.decode(`${payload}\x01`));
            });
        }
    }

    it("leave it to the reader of a block to find that it is cut", () => {
        const { payload } = examples().find(({ type }) => type === EVENTS.type)!;
        const faultOf = (block: string): string | undefined => {
            const reader = new BlockReader(block, 1);
            while (reader.next());
            return reader.fault;
        };
        assert.is_nil(faultOf(payload));
        for (const length of $range(0, payload.length - 1)) {
            const cut = string.sub(payload, 1, length);
            assert.equal(cut, EVENTS.decode(cut));
            assert.equal(CUTS.events.includes(length), faultOf(cut) === undefined, `${length} bytes`);
            const words = describeMessage(EVENTS, EVENTS.type, cut);
            assert.is_truthy(string.find(words, "^events: [01] of week %-?%d+$")[0], words);
        }
    });

    it("refuse a fragment without bytes of its whole", () => {
        const { payload } = examples().find(({ type }) => type === EVENT_FRAGMENT.type)!;
        for (const length of $range(0, 4)) {
            assert.is_nil(EVENT_FRAGMENT.decode(string.sub(payload, 1, length)), `${length} bytes`);
        }
        assert.not_nil(EVENT_FRAGMENT.decode(string.sub(payload, 1, 5)));
    });

    it("say who may speak: claims wait, work is heeded of those that are known, all else of everybody", () => {
        const speakers = SYNC_KINDS.map(({ name, speaker }) => `${name} ${speaker ?? "anybody"}`);
        table.sort(speakers);
        assert.same(
            [
                "advertise held",
                "answering only",
                "compare held",
                "events anybody",
                "fragment anybody",
                "hello anybody",
                "kept held",
                "more only",
                "request anybody",
                "rows held",
                "rowsRequest anybody",
                "sealAnswer anybody",
                "sealRequest anybody",
                "statePiece anybody",
                "stateRequest anybody",
                "surplus anybody",
                "unit anybody",
                "want only",
            ],
            speakers,
        );
    });
});
