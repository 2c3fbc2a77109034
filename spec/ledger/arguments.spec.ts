import { checkFilter, packEvent, readCreator, readFields, readKey } from "../../src/ledger/arguments";
import type { EventFilter, EventKey } from "../../src/api/event";
import { toId } from "../../src/event/key";
import { Schema } from "../../src/event/schema";
import { toHex } from "../codec/hex";
import { messageOf } from "../support/world";

/** What an error says behind "LibEventLedger: ". */
function refusalOf(body: (this: void) => unknown): string {
    const [text] = string.match(messageOf(body), "LibEventLedger: (.*)$");
    return text;
}

describe("readKey", () => {
    const must = "revoke: 'event' must be an event or a table whose";

    it("refuses tables that lack a member or have a wrong one, and says which", () => {
        const key = { time: 5, creator: 6, counter: 7 };
        for (const [wrong, problem] of [
            [{}, "'time' is a whole number from 0 to 4294967295, got nil"],
            [{ ...key, time: -1 }, "'time' is a whole number from 0 to 4294967295, got -1"],
            [{ ...key, time: 2 ** 32 }, "'time' is a whole number from 0 to 4294967295, got 4294967296"],
            [{ ...key, time: 1.5 }, "'time' is a whole number from 0 to 4294967295, got 1.5"],
            [
                { ...key, creator: "Player-1-00000006" },
                "'creator' is a whole number from 0 to 4294967295, got \"Player-1-00000006\"",
            ],
            [{ ...key, creator: math.huge }, "'creator' is a whole number from 0 to 4294967295, got inf"],
            [{ ...key, counter: 256 }, "'counter' is a whole number from 0 to 255, got 256"],
            [{ ...key, counter: {} }, "'counter' is a whole number from 0 to 255, got a table"],
        ] as [EventKey, string][]) {
            assert.equal(
                `${must} ${problem}`,
                refusalOf(() => readKey("revoke", wrong)),
            );
        }
        assert.is_false(pcall(() => readKey("revoke", { ...key, time: 0 / 0 }))[0]);
        assert.equal(
            "isRevoked: 'event' must be a table, got 5",
            refusalOf(() => readKey("isRevoked", 5 as unknown as EventKey)),
        );
    });

    it("reads keys, the first and the last included", () => {
        assert.same([0, 0], [...readKey("revoke", { time: 0, creator: 0, counter: 0 })]);
        assert.same(
            [2 ** 32 - 1, toId(2 ** 32 - 1, 255)],
            [...readKey("revoke", { time: 2 ** 32 - 1, creator: 2 ** 32 - 1, counter: 255 })],
        );
    });
});

describe("readFields", () => {
    it("refuses lists that are no fields of a type", () => {
        for (const [fields, problem] of [
            ["player", "^define: 'fields' must be a table, got \"player\"$"],
            [["a", 5], "^define: 'fields' must hold \"name\".*, got 5$"],
            [
                ["a", "time"],
                'and a name other than type, time, creator, counter, creatorGuid, importId, originalTime, got "time"$',
            ],
            [["a", "b:key"], 'with kind any, .* or .*, got "b:key"$'],
            [["a:guid", "b", "a"], '^define: \'fields\' must have each name once, got "a" as another "a"$'],
        ] as [string[], string][]) {
            assert.matches(
                problem,
                refusalOf(() => readFields(fields)),
            );
        }
        const many: string[] = [];
        for (const index of $range(1, 33)) many.push(`f${index}`);
        assert.equal(
            "define: 'fields' must hold at most 32 fields, got 33",
            refusalOf(() => readFields(many)),
        );
        many.pop();
        assert.equal(32, readFields(many).length);
        assert.same([], readFields([]));
    });
});

describe("checkFilter and readCreator", () => {
    it("refuse what a filter cannot hold", () => {
        const refusals: [unknown, string][] = [
            [5, "'filter' must be a table, got 5"],
            [{ from: "x" }, "'from' must be a number of Unix seconds, got \"x\""],
            [{ to: false }, "'to' must be a number of Unix seconds, got false"],
            [{ from: 0 / 0 }, `'from' must be a number of Unix seconds, got ${tostring(0 / 0)}`],
            [{ to: math.huge }, "'to' must be a number of Unix seconds, got inf"],
            [{ type: 1 }, "'type' must be the name of a type, got 1"],
            [{ player: 7 }, "'player' must be a player GUID, got 7"],
            [{ newestFirst: 1 }, "'newestFirst' must be a boolean, got 1"],
            [{ limit: 0 }, "'limit' must be a whole number from 1 to 4294967295, got 0"],
            [{ limit: 2.5 }, "'limit' must be a whole number from 1 to 4294967295, got 2.5"],
        ];
        for (const [filter, problem] of refusals) {
            assert.equal(
                `events: ${problem}`,
                refusalOf(() => checkFilter("events", filter as EventFilter)),
            );
        }
        checkFilter("events", {});
        const player = "Player-1001-FFFFFFFF";
        checkFilter("events", { from: 5, to: 6, type: "award", creator: 7, player, newestFirst: false, limit: 1 });
        for (const creator of ["Thrall", "", {}, true, -1, 1.5, 2 ** 32, math.huge, 0 / 0] as unknown[]) {
            assert.matches(
                "^events: 'creator' must be a player GUID or a whole number from 0 to 4294967295, got ",
                refusalOf(() => checkFilter("events", { creator: creator as string })),
            );
        }
    });

    it("take the creator as GUID or number", () => {
        assert.equal(0xffffffff, readCreator("Player-1001-FFFFFFFF"));
        assert.equal(7, readCreator(7));
        assert.is_nil(readCreator(undefined));
    });
});

describe("packEvent", () => {
    const schema = new Schema();
    schema.add({ name: "award", id: 1, fields: readFields(["player:guid", "amount:number?"]) });
    const GUID = "Player-1001-FFFFFFFF";

    it("refuses types that are not the addon's, and values that do not fit", () => {
        const refusals: [type: unknown, values: unknown, problem: string][] = [
            ["awrd", {}, "'type' must be a defined event type, got \"awrd\""],
            ["revoke", {}, "'type' must be a defined event type, got \"revoke\""],
            [5, {}, "'type' must be a defined event type, got 5"],
            ["award", "x", "'values' must be a table, got \"x\""],
            ["award", {}, "field 'player' is required and must be a player GUID, got nil"],
            ["award", { player: GUID, amuont: 5 }, "field 'amuont' is not one of \"award\"; did you mean 'amount'?"],
            ["award", { player: GUID, amount: "5" }, "field 'amount' must be a finite number, got \"5\""],
        ];
        for (const [type, values, problem] of refusals) {
            assert.equal(
                `fork.submit: ${problem}`,
                refusalOf(() => packEvent("fork.submit", schema, type as string, values as Record<string, unknown>)),
            );
        }
    });

    it("gives the body", () => {
        assert.equal(
            "01" + "46" + "e907ffffffff" + "05",
            toHex(packEvent("submit", schema, "award", { player: GUID, amount: 5 })),
        );
    });
});
