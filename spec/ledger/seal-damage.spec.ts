/** Saved parts of a seal that are damaged: nothing raises, all is told, and what can be is made anew. */

import type { SavedScope } from "../../src/log/archive";
import { type SealedClient, SealedGuild, sealsOf } from "../support/sealed-guild";

const PARTS = ["seal", "sealState", "seals", "orphans"] as const;
type Part = (typeof PARTS)[number];

function scopeOf({ saved }: SealedClient): SavedScope {
    for (const [, scope] of pairs(saved.scopes!)) return scope;
    return error("no scope");
}

/** What a file may look like when it was not written to its end, or somebody has edited it. */
const DAMAGES: readonly (readonly [what: string, damage: (this: void, text: string) => unknown])[] = [
    ["cut", (text) => string.sub(text, 1, math.floor(text.length / 2))],
    ["cut at its end", (text) => string.sub(text, 1, -3)],
    ["empty", () => ""],
    [
        "changed in the middle",
        (text) => string.sub(text, 1, text.length / 2) + "AAAA" + string.sub(text, text.length / 2 + 5),
    ],
    ["no base64", (text) => `\0${text}`],
    ["no text", () => 5],
    ["a table", () => ({})],
];

/** A holds a sealed week, an orphan that is not its own and what came since; B the same. */
function sealedGuild(): SealedGuild {
    const guild = new SealedGuild(3);
    const [a, b, c] = guild.clients;
    guild.start();
    guild.write(b, "kept", 1);
    guild.time.advance(60);
    c.isConnected = false;
    guild.write(a, "late", 10);
    guild.pass(2);
    a.isConnected = b.isConnected = false;
    c.isConnected = true;
    guild.sealAll(c, { force: true });
    a.isConnected = b.isConnected = true;
    guild.time.advance(600);
    guild.write(c, "since", 100);
    guild.time.advance(300);
    return guild;
}

describe("A saved part of a seal that is damaged", () => {
    for (const part of PARTS) {
        for (const isPruned of [false, true]) {
            it(`${part}: is told, and the state comes to be right${isPruned ? ", of a pruned client, too" : ""}`, () => {
                for (const [what, damage] of DAMAGES) {
                    const guild = sealedGuild();
                    const [a] = guild.clients;
                    assert.are.equal(1, a.ledger.orphans().length);
                    if (isPruned) assert.are.equal(1, guild.prune(a, 1).weeks);
                    a.ledger.stop();
                    const scope = scopeOf(a) as unknown as Record<Part, unknown>;
                    assert.are.equal("string", type(scope[part]), part);
                    scope[part] = damage(scope[part] as string);
                    guild.relog(a);
                    guild.time.advance(600);
                    const label = `${part} ${what}`;
                    assert.are.equal(101, a.ledger.getState().sum, label);
                    assert.are.equal("checked", sealsOf(a).standing, label);
                    assert.are.equal("synced", a.ledger.status().sync, label);
                    if (part !== "sealState" || isPruned) {
                        assert.is_true(a.ledger.status().damagedParts.includes(part), label);
                        assert.is_true(scopeOf(a).quarantine!.length > 0, label);
                    }
                    guild.relog(a);
                    assert.are.equal(101, a.ledger.getState().sum, label);
                    assert.are.same([], guild.reports(), label);
                }
            });
        }
    }

    it("is not pruned for: a state that cannot be read is made anew first", () => {
        for (const [what, damage] of DAMAGES) {
            const guild = sealedGuild();
            const [a] = guild.clients;
            a.ledger.stop();
            const scope = scopeOf(a) as unknown as Record<Part, unknown>;
            scope.sealState = damage(scope.sealState as string);
            guild.relog(a);
            guild.prune(a, 1);
            guild.time.advance(60);
            guild.prune(a, 1);
            guild.relog(a);
            assert.are.equal(101, a.ledger.getState().sum, what);
            assert.are.equal(1, sealsOf(a).absentWeeks, what);
        }
    });
});
