import { hash32 } from "../../src/codec/murmur3";
import { idMark, markBody, repeatMark } from "../../src/event/import-mark";
import { COUNTERS } from "../../src/event/key";
import type { ImportItem } from "../../src/ledger/import-entries";
import { chooseRows, Groups, type Row } from "../../src/ledger/import-keys";
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

/** A list of items, as chooseRows() reads it. */
function rowsOf(items: readonly ImportItem[], pause = noPause): readonly Row[] {
    return chooseRows(
        items.map((_, index) => index),
        (index) => items[index],
        pause,
    );
}

/** The bodies of rows, in an order that has nothing to do with theirs. */
function sorted(rows: readonly Row[]): string[] {
    const list = rows.map(({ body }) => body!);
    table.sort(list);
    return list;
}

describe("import", () => {
    it("groups by creator and second, in the order in which these first appear", () => {
        const groups = new Groups();
        groups.add(item("a", { index: 1 }));
        groups.add(item("b", { index: 2, time: TIME + 1 }));
        groups.add(item("c", { index: 3, creator: 0 }));
        groups.add(item("d", { index: 4, time: TIME + 1, server: 2 }));
        groups.add(item("e", { index: 5 }));
        assert.same([[1, 5], [2, 4], [3]], groups.lists);
        assert.same([], new Groups().lists);
    });

    it("numbers equal rows from the second one on, so that each is an event of its own", () => {
        const [a, b] = ["\x01\x05", "\x01\x06"];
        const rows = rowsOf([item(a), item(b), item(a), item(a)]);
        const numbered = [a, b, markBody(a, 2, repeatMark(1)), markBody(a, 2, repeatMark(2))];
        assert.same(
            numbered,
            rows.map(({ body }) => body),
        );
        assert.same(
            [0, 0, 1, 2],
            rows.map(({ occurrence }) => occurrence),
        );
        assert.is_nil(rowsOf([item(a, { fields: 32 }), item(a, { fields: 32 })])[1].body);
    });

    it("gives rows with an id no number: they differ by it", () => {
        const marked = markBody("\x01\x05", 2, idMark(7)!)!;
        const rows = rowsOf([item("\x01\x05"), item(marked, { id: 7 }), item("\x01\x05")]);
        assert.equal(marked, rows[1].body);
        assert.equal(markBody("\x01\x05", 2, repeatMark(1)), rows[2].body);
    });

    it("chooses the same 256 rows of a second whatever the order of the list", () => {
        const random = new SeededRandom(301);
        for (const count of [2, 256, 257, 300, 2000]) {
            const items = bodies(count).map((body) => item(body));
            const expected = sorted(rowsOf(items));
            assert.equal(math.min(count, COUNTERS), expected.length);
            for (const _ of $range(1, 3)) assert.same(expected, sorted(rowsOf(shuffled(random, items))));
        }
    });

    it("chooses those with the smallest hashes", () => {
        const items = bodies(600).map((body) => item(body));
        const hashes = items.map(({ body }) => hash32(body, 0));
        table.sort(hashes);
        for (const { body } of rowsOf(items)) assert.is_true(hash32(body!, 0) <= hashes[COUNTERS - 1]);
    });

    it("pauses for each item", () => {
        let pauses = 0;
        rowsOf(
            bodies(5000).map((body) => item(body)),
            () => {
                pauses++;
            },
        );
        assert.equal(2 * 5000 + 1, pauses);
    });
});
