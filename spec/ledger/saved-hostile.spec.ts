import { BlockWriter } from "../../src/block/writer";
import { toId } from "../../src/event/key";
import { encodeFrame } from "../../src/link/frame";
import { tagOf } from "../../src/link/tag";
import { encodeBody } from "../../src/event/schema";
import { EVENTS } from "../../src/sync/messages";
import { createLedger } from "../support/ledgers";
import { START, World } from "../support/world";

const NOTE = { name: "note", id: 1, fields: [{ name: "text", kind: "any" as const }] };

/** What may stand in a file instead of what belongs there. */
const VALUES: unknown[] = [
    false,
    true,
    0,
    -1,
    2.5,
    2 ** 60,
    math.huge,
    0 / 0,
    "",
    "x",
    string.rep("A", 500),
    {},
    [[]],
    ["x", 5],
    { x: { y: 1 } },
];

const FIELDS = ["weeks", "directory", "revocations", "quarantine", "savedAt", "checkpoint"];

/** An event of this client that somebody sends back. */
function ownEvent(time: number): string {
    const [body] = encodeBody(NOTE, { text: "own" });
    const writer = new BlockWriter();
    writer.add(time, toId(10, 0), 1001, body!);
    return encodeFrame(EVENTS.type, tagOf("Spec", "guild:Guild-Realm"), writer.finish());
}

/** Plays a session over a saved table, and one more over what the first has made of it. */
function play(saved: object, what: string): void {
    for (const round of $range(1, 2)) {
        const world = new World();
        world.time.sleep(100 * round);
        const ledger = createLedger(world, {
            saved,
            scope: "guild",
            authorize: (_event, _sender, _way, isCreator) => isCreator,
        });
        ledger.start();
        ledger.receive(ownEvent(START + 50), "Peer-Realm");
        world.time.advance(10);
        ledger.submit("note", { text: "new" });
        world.time.advance(10);
        assert.is_true(ledger.status().events >= 1 && ledger.explain().length > 0, what);
        ledger.stop();
        assert.same([], world.guard.reports, what);
    }
}

describe("A ledger over a saved file that says anything", () => {
    it("raises nothing, whatever stands in place of a part of a scope", () => {
        for (const field of FIELDS) {
            for (const [index, value] of ipairs(VALUES)) {
                play({ version: 1, scopes: { "guild:Guild-Realm": { [field]: value } } }, `${field}, value ${index}`);
            }
        }
    });

    it("raises nothing, whatever stands in place of the scopes, the version, or the number or text of a week", () => {
        for (const [index, value] of ipairs(VALUES)) {
            play({ version: 1, scopes: value }, `scopes, value ${index}`);
            play({ version: 1, scopes: { "guild:Guild-Realm": value } }, `scope, value ${index}`);
            const weeks = new LuaTable<AnyNotNil, unknown>();
            weeks.set(2810, value);
            if (value === value) weeks.set(value as AnyNotNil, value);
            play({ version: 1, scopes: { "guild:Guild-Realm": { weeks } } }, `weeks, value ${index}`);
        }
    });
});
