/** The examples of docs/storage.md. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { readBlock } from "../../src/format/block-reader";
import { splitBody } from "../../src/format/body";
import { Budget } from "../../src/format/budget";
import { fromText, toText } from "../../src/format/bytes";
import type { StoredEvent } from "../../src/format/key";
import { readUnit } from "../../src/format/unit-reader";
import { UnitWriter } from "../../src/format/unit-writer";
import { readWeekLine } from "../../src/format/week-line";
import { fixture } from "../support/library";

const DOCUMENT = fixture("docs", "storage.md").toString("utf8");

/** The bytes of a dump that begins so: the hex in front of each line. */
function dump(start: RegExp): Buffer {
    const [, text = ""] = new RegExp(`\`\`\`\n(${start.source} [^\`]*)\`\`\``).exec(DOCUMENT) ?? [];
    const hex = text.split("\n").map((line) => /^((?:[0-9a-f]+ {1,6})*)/.exec(`${line} `)?.[1] ?? "");
    return Buffer.from(hex.join("").replaceAll(" ", ""), "hex");
}

const summary = ({ time, creator, counter, server, body }: StoredEvent): unknown[] => {
    const items = splitBody(body)?.map((item) => item.toString("hex"));
    return [time, creator, counter, server, body[0], items];
};

test("the example of a block is what it says, of a line, too", () => {
    const block = dump(/0b 04/);
    const { events, fault, week } = readBlock(block);
    assert.deepEqual([block.length, fault, week], [57, undefined, 2820]);
    const [player, other, reason] = ["46e9070000beef", "46e9070000cafe", "685261676e61726f73"];
    assert.deepEqual(events.map(summary), [
        [1705537000, 0xabcd, 0, 1001, 1, [player, "1832", reason]],
        [1705537000, 0xabcd, 1, 1001, 1, [other, "1832", reason]],
        [1705537300, 0xabcd, 0, 1001, 1, [player, "33", reason]],
        [1705537300, 0xffff, 0, 1001, 1, [player, "33"]],
    ]);
    const [line] = /^b 4 .*$/m.exec(DOCUMENT) ?? [];
    const read = readWeekLine(2820, line, new Budget());
    assert.deepEqual([read.problems, read.events], [[], events]);
});

test("the example of a unit is what it says", () => {
    const unit = dump(/03 {2}65a86de8/);
    const { events, fault } = readUnit(unit);
    assert.equal(fault, undefined);
    assert.deepEqual(events.map(summary), [
        [1705537000, 0xabcd, 0, 1001, 1, ["46e9070000beef", "1832", "63616263"]],
        [1705537000, 0xabcd, 1, 1001, 1, ["46e9070000beef", "f6", "63616263"]],
        [1705537300, 0xabcd, 7, 1001, 1, ["46e9070000beef", "1832"]],
    ]);
    const writer = new UnitWriter();
    for (const event of events) writer.add(event);
    assert.deepEqual(writer.finish(), unit);
});

test("bytes are texts of one character each, and back", () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    assert.deepEqual(fromText(toText(bytes)), bytes);
});
