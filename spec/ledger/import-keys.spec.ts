import { idMark, markBody, repeatMark } from "../../src/event/import-mark";
import { COUNTERS } from "../../src/event/key";
import type { ImportItem } from "../../src/ledger/import-entries";
import { chooseRows, groupItems, numberItems, type Row } from "../../src/ledger/import-keys";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { shuffled } from "../support/events";

const TIME = 1705537000;
const CREATOR = 0xffffffff;

function item(body: string, changes: Partial<ImportItem> = {}): ImportItem {
    return { index: 1, time: TIME, creator: CREATOR, server: 1, body, fields: 2, ...changes };
}

/** Bodies of one byte type and a number; all different. */
function bodies(count: number): string[] {
    const list: string[] = [];
    for (const index of $range(0, count - 1)) list.push(string.char(1, 0x19, 1 + math.floor(index / 256), index % 256));
    return list;
}

/** The bodies of rows, in byte order of no meaning. */
function sorted(rows: readonly Row[]): string[] {
    const list = rows.map(({ body }) => body!);
    table.sort(list);
    return list;
}

describe("import", () => {
    it("groups by creator and second, in the order in which these first appear", () => {
        const items = [
            item("a"),
            item("b", { time: TIME + 1 }),
            item("c", { creator: 0 }),
            item("d", { time: TIME + 1, server: 2 }),
            item("e"),
        ];
        const groups = groupItems(items, noPause).map((group) => group.map(({ body }) => body));
        assert.same([["a", "e"], ["b", "d"], ["c"]], groups);
        assert.same([], groupItems([], noPause));
    });

    it("numbers equal rows from the second one on, so that each is an event of its own", () => {
        const [a, b] = ["\x01\x05", "\x01\x06"];
        const rows = numberItems([item(a), item(b), item(a), item(a)], noPause);
        const numbered = [a, b, markBody(a, 2, repeatMark(1)), markBody(a, 2, repeatMark(2))];
        assert.same(
            numbered,
            rows.map(({ body }) => body),
        );
        assert.same(
            [0, 0, 1, 2],
            rows.map(({ occurrence }) => occurrence),
        );
        assert.is_nil(numberItems([item(a, { fields: 32 }), item(a, { fields: 32 })], noPause)[1].body);
    });

    it("gives rows with an id no number: they differ by it", () => {
        const marked = markBody("\x01\x05", 2, idMark(7)!)!;
        const rows = numberItems([item("\x01\x05"), item(marked, { id: 7 }), item("\x01\x05")], noPause);
        assert.equal(marked, rows[1].body);
        assert.equal(markBody("\x01\x05", 2, repeatMark(1)), rows[2].body);
    });

    it("chooses the same 256 rows of a second whatever the order of the list", () => {
        const random = new SeededRandom(301);
        for (const count of [2, 256, 300]) {
            const rows = numberItems(
                bodies(count).map((body) => item(body)),
                noPause,
            );
            const expected = sorted(chooseRows(rows, noPause));
            assert.equal(math.min(count, COUNTERS), expected.length);
            for (const _ of $range(1, 5)) assert.same(expected, sorted(chooseRows(shuffled(random, rows), noPause)));
        }
    });

    it("pauses for each item or 16 of them", () => {
        let pauses = 0;
        const pause = () => {
            pauses++;
        };
        const group = bodies(5000).map((body) => item(body));
        groupItems(group, pause);
        assert.equal(math.floor(5000 / 16), pauses);
        const rows = numberItems(group, pause);
        assert.is_true(pauses >= 5000);
        pauses = 0;
        chooseRows(rows, pause);
        assert.is_true(pauses >= 5000);
    });
});
