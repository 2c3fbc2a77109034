/** Units of an attacker: whatever they say, little is done between two pauses. */

import { packU32 } from "../../src/codec/integers";
import { encodeVarint } from "../../src/codec/varint";
import { encodeColumn } from "../../src/unit/column";
import { UnitReader } from "../../src/unit/unit-reader";
import { fromHex } from "../codec/hex";
import { largestAllocation } from "../codec/steps";

const char = string.char;
const rep = string.rep;

/** Most fields of an event, and most types. */
const FIELDS = 32;
const TYPES = 255;

/** Events that are read ahead at most; and as many as an attacker says there are, so that it is as many. */
const AHEAD = 128;
const CLAIMED = 4096;

/** Most kB that are allocated between two events. */
const AHEAD_KB = 32;

/** Instructions of Lua by which is counted, and the most between two pauses: a body of 4 kB may take half of them. */
const UNIT = 100;
const LIMIT = 200000;

/** What an attacker says in a unit; of the rest nothing is amiss. */
interface Claims {
    readonly count: number;
    /** Numbers of the forms of its events. */
    readonly formNumbers: string;
    readonly forms: string;
    readonly fields: readonly string[];
}

function unitOf({ count, formNumbers, forms, fields }: Claims): string {
    const parts = [encodeVarint(count), packU32(1_700_000_000)];
    const events = formNumbers.length;
    const ids = rep("abcd", FIELDS + 1);
    const servers = rep("\x01", FIELDS + 1);
    const later = rep("\x01", events - 1);
    for (const columns of [[`\0${later}`, "", formNumbers, forms, ids, servers, `\0${later}`, "\0"], fields]) {
        for (const column of columns) parts.push(encodeColumn([column]));
    }
    return table.concat(parts);
}

/** A form without nil. */
function formOf(type: number, fieldCount: number): string {
    return char(type, fieldCount) + rep("\0", math.ceil(fieldCount / 8));
}

/** A unit of events of one form, all of whose columns are the same. */
function unitOfOneForm(fieldCount: number, numbers: string, news: string): string {
    const fields: string[] = [];
    for (const _ of $range(1, fieldCount)) {
        fields.push(numbers);
        fields.push(news);
    }
    const formNumbers = `\0${rep("\x01", CLAIMED - 1)}`;
    return unitOf({ count: CLAIMED, formNumbers, forms: formOf(1, fieldCount), fields });
}

/** A unit of all types, each with as many columns as can be. */
function unitOfAllTypes(formNumbers: string, numbers: string, news: string): string {
    const forms: string[] = [];
    const fields: string[] = [];
    for (const type of $range(1, TYPES)) {
        forms.push(formOf(type, FIELDS));
        for (const _ of $range(1, FIELDS)) {
            fields.push(numbers);
            fields.push(news);
        }
    }
    return unitOf({ count: CLAIMED, formNumbers, forms: table.concat(forms), fields });
}

/** Reads a unit. @returns how many events it gave, and the most instructions between two pauses. */
function readAll(unit: string, limit = CLAIMED): LuaMultiReturn<[events: number, most: number]> {
    let instructions = 0;
    let most = 0;
    const pause = (): void => {
        most = math.max(most, instructions);
        instructions = 0;
    };
    debug.sethook(() => (instructions += UNIT), "", UNIT);
    const reader = new UnitReader(unit, pause, limit, pause);
    pause();
    let events = 0;
    while (reader.next()) {
        reader.body();
        events++;
        pause();
    }
    debug.sethook();
    pause();
    return $multi(events, most);
}

/** An array with two bytes of length. */
function arrayOf(count: number): string {
    return fromHex("99") + char(math.floor(count / 256), count % 256) + rep("\x05", count);
}

const zeros = rep("\0", AHEAD);

describe("a reader of a unit", () => {
    const attacks: Record<string, string> = {
        "all items in the first events": unitOfOneForm(FIELDS, zeros, rep("\x05", AHEAD)),
        "numbers of three bytes": unitOfOneForm(FIELDS, rep(encodeVarint(2 ** 20), AHEAD), "\x05"),
        "players in all fields": unitOfOneForm(FIELDS, zeros, fromHex(`c000${rep("c001", AHEAD - 1)}`)),
        "lists of players in all fields": unitOfOneForm(8, zeros, fromHex(rep(`c110${rep("01", 16)}`, AHEAD))),
        "items of 4 kB": unitOfOneForm(1, rep("\0", 16), rep(arrayOf(3840), 16)),
        "an item of 60 kB": unitOfOneForm(1, "\0", arrayOf(61440)),
        "an event of each type": unitOfAllTypes(rep("\0", TYPES), "\0", "\x05"),
        "columns without items": unitOfAllTypes("\0", "", ""),
        "a form for each event": unitOf({
            count: CLAIMED,
            formNumbers: rep("\0", CLAIMED),
            forms: rep(formOf(1, FIELDS), CLAIMED),
            fields: emptyColumns(2 * FIELDS),
        }),
    };
    for (const name of Object.keys(attacks).sort()) {
        it(`does little between two pauses: ${name}`, () => {
            const [, most] = readAll(attacks[name]);
            assert.is_true(most < LIMIT, string.format("%.0f instructions", most));
        });
    }

    it("reads what the attacks are made of", () => {
        for (const name of [
            "all items in the first events",
            "players in all fields",
            "lists of players in all fields",
        ]) {
            const [events] = readAll(attacks[name]);
            assert.equal(AHEAD, events);
        }
        const [sixteen] = readAll(attacks["items of 4 kB"]);
        assert.equal(16, sixteen);
        const [all] = readAll(attacks["an event of each type"]);
        assert.equal(TYPES, all);
    });

    it("looks at no more of an item than fits in a body", () => {
        const [events] = readAll(unitOfOneForm(1, "\0", arrayOf(4092)));
        assert.equal(1, events);
        const [none, most] = readAll(unitOfOneForm(1, "\0", arrayOf(4093)));
        assert.equal(0, none);
        assert.is_true(most < LIMIT);
    });

    it("reads few pieces at a time, however little they take: many make the garbage collector work at once", () => {
        const same = `\0${rep("\x01", CLAIMED - 1)}`;
        for (const fieldCount of [1, 4, FIELDS]) {
            const fields: string[] = [];
            for (const _ of $range(1, fieldCount)) fields.push(same, "\x05");
            const forms = formOf(1, fieldCount);
            const [numbers, count] = [same, CLAIMED];
            const unit = unitOf({ count, formNumbers: numbers, forms, fields });
            let events = 0;
            const largest = largestAllocation((pause) => {
                const reader = new UnitReader(unit, pause);
                pause();
                while (reader.next()) {
                    events++;
                    pause();
                }
            });
            assert.equal(CLAIMED, events);
            assert.is_true(largest < AHEAD_KB, string.format("%.0f fields: %.1f kB", fieldCount, largest));
        }
    });

    it("reads nothing of a unit with more events than may be, or more columns than its forms have", () => {
        const unit = attacks["all items in the first events"];
        assert.equal("head", new UnitReader(unit, undefined, CLAIMED - 1).fault);
        assert.equal("head", new UnitReader(unit + "\0").fault);
        assert.is_nil(new UnitReader(unit).fault);
    });
});

function emptyColumns(count: number): string[] {
    const columns: string[] = [];
    for (const _ of $range(1, count)) columns.push("");
    return columns;
}
