import { createLedger, noteReducer, startLedger } from "../support/ledgers";
import { messageOf } from "../support/world";

/** The methods of a ledger as Lua sees them: anything can be passed. */
interface LooseLedger {
    define(...args: unknown[]): void;
    submit(...args: unknown[]): void;
    revoke(...args: unknown[]): void;
    isRevoked(...args: unknown[]): void;
    on(...args: unknown[]): void;
    events(...args: unknown[]): void;
    setReplayLimits(...args: unknown[]): void;
    status(): { events: number };
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
        '\'fields\' - "name", "name:kind" or "name:kind?" with kind any, guid, guid[], number, string or boolean, ' +
        "each name once expected";

    const cases: [string, (this: void) => unknown][] = [
        ["define: 'name' - string of 1 to 32 bytes expected, got \"\"", () => ledger.define("", {}, noteReducer)],
        ["define: 'options' - table expected, got nil", () => ledger.define("a", undefined, noteReducer)],
        ["define: 'reducer' - function expected, got nil", () => ledger.define("a", { id: 5, fields: [] })],
        ["define: 'id' - whole number from 1 to 255 expected, got 0", () => ledger.define("a", { id: 0 }, noteReducer)],
        [
            "define: 'id' - whole number from 1 to 255 expected, got nil",
            () => ledger.define("a", { fields: [] }, noteReducer),
        ],
        [
            "define: 'id' - one id for \"a\" and one name for the id expected, got 1",
            () => ledger.define("a", { id: 1, fields: [] }, noteReducer),
        ],
        [
            "define: 'id' - one id for \"note\" and one name for the id expected, got 2",
            () => ledger.define("note", { id: 2, fields: [] }, noteReducer),
        ],
        ["define: 'fields' - table expected, got nil", () => ledger.define("a", { id: 5 }, noteReducer)],
        [`define: ${fields}, got "time"`, () => ledger.define("a", { id: 5, fields: ["time"] }, noteReducer)],
        [`define: ${fields}, got "x:text"`, () => ledger.define("a", { id: 5, fields: ["x:text"] }, noteReducer)],
        [`define: ${fields}, got "x"`, () => ledger.define("a", { id: 5, fields: ["x", "x"] }, noteReducer)],
        ["submit: 'type' - defined event type expected, got \"awrd\"", () => ledger.submit("awrd", {})],
        ["submit: 'type' - defined event type expected, got \"revoke\"", () => ledger.submit("revoke", {})],
        ["submit: 'type' - defined event type expected, got nil", () => ledger.submit()],
        ["submit: 'values' - table expected, got nil", () => ledger.submit("note")],
        [
            'submit: \'reson\' - field of "note" expected, got "reson"',
            () => ledger.submit("note", { reson: "typing error" }),
        ],
        ["submit: 'one' - player GUID expected, got \"Thrall\"", () => ledger.submit("guids", { one: "Thrall" })],
        ["submit: 'one' - player GUID expected, got 5", () => ledger.submit("guids", { one: 5 })],
        ["submit: 'many' - list of player GUIDs expected, got \"x\"", () => ledger.submit("guids", { many: "x" })],
        [
            "submit: 'many' - player GUID at index 2 expected, got table",
            () => ledger.submit("guids", { many: ["Player-1-00000001", "x"] }),
        ],
        ["submit: 'size' - number expected, got table", () => ledger.submit("guids", {})],
        ["submit: 'size' - number expected, got \"5\"", () => ledger.submit("guids", { size: "5" })],
        ["submit: 'title' - string expected, got 5", () => ledger.submit("guids", { size: 5, title: 5 })],
        ["submit: 'isOpen' - boolean expected, got 0", () => ledger.submit("guids", { size: 5, isOpen: 0 })],
        [
            "submit: 'size' - value other than a number that is not finite expected, got inf",
            () => ledger.submit("guids", { size: math.huge }),
        ],
        [
            "submit: 'text' - value other than a function expected, got function",
            () => ledger.submit("note", { text: noteReducer }),
        ],
        [
            "submit: 'text' - value without a function at .a[2] expected, got table",
            () => ledger.submit("note", { text: { a: [1, noteReducer] } }),
        ],
        [
            "submit: 'amount' - value other than a number that is not finite expected, got inf",
            () => ledger.submit("note", { amount: math.huge }),
        ],
        [
            "submit: 'values' - at most 4096 bytes in all, not 5004, expected, got table",
            () => ledger.submit("note", { text: string.rep("x", 5000) }),
        ],
        ["revoke: 'event' - table expected, got nil", () => ledger.revoke()],
        [
            "revoke: 'event' - event, or table with time, creator and counter expected, got table",
            () => ledger.revoke({ time: 5, creator: 6 }),
        ],
        [
            "isRevoked: 'event' - event, or table with time, creator and counter expected, got table",
            () => ledger.isRevoked({ time: 5, creator: 6, counter: 256 }),
        ],
        ["on: 'listener' - function expected, got nil", () => ledger.on("stateChanged")],
        ["events: 'filter' - table expected, got \"award\"", () => ledger.events("award")],
        ["events: 'from' - Unix seconds expected, got \"yesterday\"", () => ledger.events({ from: "yesterday" })],
        ["events: 'to' - Unix seconds expected, got table", () => ledger.events({ to: {} })],
        ["events: 'type' - name of a type expected, got 5", () => ledger.events({ type: 5 })],
        [
            "events: 'creator' - player GUID or number expected, got \"Thrall\"",
            () => ledger.events({ creator: "Thrall" }),
        ],
        ["events: 'creator' - player GUID or number expected, got table", () => ledger.events({ creator: {} })],
        ["setReplayLimits: 'limits' - table expected, got 5", () => ledger.setReplayLimits(5)],
        [
            "setReplayLimits: 'batchSize' - whole number from 1 to 1000000 expected, got 0",
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
            "^on: 'name' %- stateChanged, eventAdded, .* expected, got \"stateChnaged\"$",
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
