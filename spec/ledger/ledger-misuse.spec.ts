import { KINDS_IN_WORDS } from "../../src/event/field-kinds";
import { createLedger, noteReducer, startLedger } from "../support/ledgers";
import { messageOf } from "../support/world";

/** The methods of a ledger as Lua sees them: anything can be passed. */
interface LooseLedger {
    define(...args: unknown[]): void;
    submit(...args: unknown[]): void;
    revoke(...args: unknown[]): void;
    isRevoked(...args: unknown[]): void;
    importEvents(...args: unknown[]): void;
    on(...args: unknown[]): void;
    events(...args: unknown[]): void;
    eachEvent(...args: unknown[]): void;
    find(...args: unknown[]): void;
    setReplayLimits(...args: unknown[]): void;
    status(): { events: number };
}

/** Fields with different names. */
function manyFields(count: number): string[] {
    const fields: string[] = [];
    for (const index of $range(1, count)) fields.push(`field${index}`);
    return fields;
}

/** What stands behind "LibEventLedger: " in the error. */
function refusalOf(body: (this: void) => unknown): string {
    const [text] = string.match(messageOf(body), "LibEventLedger: (.*)$");
    return text;
}

describe("Ledger misused", () => {
    const ledger = startLedger() as unknown as LooseLedger;
    ledger.define(
        "guids",
        { id: 3, fields: ["one:guid?", "many:guid[]?", "size:number", "title:string?", "isOpen:boolean?"] },
        noteReducer,
    );
    const fields =
        `'fields' must hold "name", "name:kind" or "name:kind?" with kind ${KINDS_IN_WORDS} ` +
        "and a name other than type, time, creator, counter, creatorGuid, importId, originalTime";
    const guids = "must be a list of at most 1000 player GUIDs, got";
    const key = "must be an event or a table whose";

    const cases: [string, (this: void) => unknown][] = [
        ["define: 'name' must be a string of 1 to 32 bytes, got \"\"", () => ledger.define("", {}, noteReducer)],
        ["define: 'options' must be a table, got nil", () => ledger.define("a", undefined, noteReducer)],
        ["define: 'reducer' must be a function, got nil", () => ledger.define("a", { id: 5, fields: [] })],
        ["define: 'id' must be a whole number from 1 to 255, got 0", () => ledger.define("a", { id: 0 }, noteReducer)],
        [
            "define: 'id' must be a whole number from 1 to 255, got nil",
            () => ledger.define("a", { fields: [] }, noteReducer),
        ],
        [
            'define: \'id\' is already used by type "note", got 1 for "a"',
            () => ledger.define("a", { id: 1, fields: [] }, noteReducer),
        ],
        [
            "define: 'id' of type \"note\" is 1 already, got 2",
            () => ledger.define("note", { id: 2, fields: [] }, noteReducer),
        ],
        [
            "define: 'name' must not be that of a type of the library's own, got \"revoke\"",
            () => ledger.define("revoke", { id: 5, fields: [] }, noteReducer),
        ],
        ["define: 'fields' must be a table, got nil", () => ledger.define("a", { id: 5 }, noteReducer)],
        [`define: ${fields}, got "time"`, () => ledger.define("a", { id: 5, fields: ["time"] }, noteReducer)],
        [`define: ${fields}, got "x:text"`, () => ledger.define("a", { id: 5, fields: ["x:text"] }, noteReducer)],
        [
            'define: \'fields\' must have each name once, got "x:number" as another "x"',
            () => ledger.define("a", { id: 5, fields: ["x", "x:number"] }, noteReducer),
        ],
        [`define: ${fields}, got 5`, () => ledger.define("a", { id: 5, fields: [5] }, noteReducer)],
        [
            "define: 'fields' must hold at most 32 fields, got 33",
            () => ledger.define("a", { id: 5, fields: manyFields(33) }, noteReducer),
        ],
        ["submit: 'type' must be a defined event type, got \"awrd\"", () => ledger.submit("awrd", {})],
        ["submit: 'type' must be a defined event type, got \"revoke\"", () => ledger.submit("revoke", {})],
        ["submit: 'type' must be a defined event type, got nil", () => ledger.submit()],
        ["submit: 'values' must be a table, got nil", () => ledger.submit("note")],
        [
            "submit: field 'reson' is not one of \"note\"; known are text, amount",
            () => ledger.submit("note", { reson: "typing error" }),
        ],
        ["submit: field 'one' must be a player GUID, got \"Thrall\"", () => ledger.submit("guids", { one: "Thrall" })],
        ["submit: field 'one' must be a player GUID, got 5", () => ledger.submit("guids", { one: 5 })],
        [`submit: field 'many' ${guids} "x"`, () => ledger.submit("guids", { many: "x" })],
        [
            `submit: field 'many' ${guids} "x" at index 2`,
            () => ledger.submit("guids", { many: ["Player-1-00000001", "x"] }),
        ],
        ["submit: field 'size' is required and must be a finite number, got nil", () => ledger.submit("guids", {})],
        ["submit: field 'size' must be a finite number, got \"5\"", () => ledger.submit("guids", { size: "5" })],
        ["submit: field 'title' must be a string, got 5", () => ledger.submit("guids", { size: 5, title: 5 })],
        ["submit: field 'isOpen' must be a boolean, got 0", () => ledger.submit("guids", { size: 5, isOpen: 0 })],
        ["submit: field 'size' must be a finite number, got inf", () => ledger.submit("guids", { size: math.huge })],
        [
            "submit: field 'text' must be a string, finite number, boolean or table of these, got a function",
            () => ledger.submit("note", { text: noteReducer }),
        ],
        [
            "submit: field 'text' must be a string, finite number, boolean or table of these, got a table with a function at .a[2]",
            () => ledger.submit("note", { text: { a: [1, noteReducer] } }),
        ],
        [
            "submit: field 'amount' must be a string, finite number, boolean or table of these, got inf",
            () => ledger.submit("note", { amount: math.huge }),
        ],
        [
            "submit: 'values' must take at most 4096 bytes in all, got 5004",
            () => ledger.submit("note", { text: string.rep("x", 5000) }),
        ],
        ["revoke: 'event' must be a table, got nil", () => ledger.revoke()],
        [
            `revoke: 'event' ${key} 'counter' is a whole number from 0 to 255, got nil`,
            () => ledger.revoke({ time: 5, creator: 6 }),
        ],
        [
            `isRevoked: 'event' ${key} 'counter' is a whole number from 0 to 255, got 256`,
            () => ledger.isRevoked({ time: 5, creator: 6, counter: 256 }),
        ],
        [
            "importEvents: 'entries' must be a list, got a table with names or gaps",
            () => ledger.importEvents({ first: {} }, noteReducer),
        ],
        ["on: 'listener' must be a function, got nil", () => ledger.on("stateChanged")],
        [
            "define: 'fields' must be a list, got a table with names or gaps",
            () => ledger.define("a", { id: 5, fields: { amount: "number" } }, noteReducer),
        ],
        [
            "define: 'field' is unknown; did you mean 'fields'?",
            () => ledger.define("a", { id: 5, field: ["x"] }, noteReducer),
        ],
        ["events: 'form' is unknown; did you mean 'from'?", () => ledger.events({ form: 5 })],
        [
            "events: 'order' is unknown; known are from, to, type, creator, player, newestFirst, limit",
            () => ledger.events({ order: 5 }),
        ],
        ["eachEvent: 'filter' must be a table, got nil", () => ledger.eachEvent()],
        ["eachEvent: 'form' is unknown; did you mean 'from'?", () => ledger.eachEvent({ form: 5 }, noteReducer)],
        [
            "eachEvent: 'limit' must be a whole number from 1 to 4294967295, got -1",
            () => ledger.eachEvent({ limit: -1 }, noteReducer),
        ],
        ["eachEvent: 'visit' must be a function, got nil", () => ledger.eachEvent({})],
        ["eachEvent: 'done' must be a function, got 5", () => ledger.eachEvent({}, noteReducer, 5)],
        ["find: 'event' must be a table, got 5", () => ledger.find(5)],
        ["setReplayLimits: 'buget' is unknown; did you mean 'budget'?", () => ledger.setReplayLimits({ buget: 5 })],
        ["events: 'filter' must be a table, got \"award\"", () => ledger.events("award")],
        [
            "events: 'from' must be a number of Unix seconds, got \"yesterday\"",
            () => ledger.events({ from: "yesterday" }),
        ],
        ["events: 'to' must be a number of Unix seconds, got a table", () => ledger.events({ to: {} })],
        ["events: 'type' must be the name of a type, got 5", () => ledger.events({ type: 5 })],
        [
            "events: 'creator' must be a player GUID or a whole number from 0 to 4294967295, got \"Thrall\"",
            () => ledger.events({ creator: "Thrall" }),
        ],
        [
            "events: 'creator' must be a player GUID or a whole number from 0 to 4294967295, got a table",
            () => ledger.events({ creator: {} }),
        ],
        ["setReplayLimits: 'limits' must be a table, got 5", () => ledger.setReplayLimits(5)],
        [
            "setReplayLimits: 'batchSize' must be a whole number from 1 to 1000000, got 0",
            () => ledger.setReplayLimits({ batchSize: 0 }),
        ],
    ];

    for (const [text, body] of cases) {
        it(`raises "${text}"`, () => {
            assert.equal(text, refusalOf(body));
        });
    }

    it("says which listeners there are", () => {
        assert.matches(
            "^on: 'name' must be one of stateChanged, eventAdded, .*, got \"stateChnaged\"$",
            refusalOf(() => ledger.on("stateChnaged")),
        );
    });

    it("raises before anything is changed", () => {
        assert.equal(0, ledger.status().events);
        const other = createLedger();
        const [ok] = pcall(() => other.define("note", { id: 1, fields: ["x", "x"] }, noteReducer));
        assert.is_false(ok);
        other.start();
        assert.is_not_nil(other.submit("note", { text: "still as it was" })[0]);
    });
});
