/** What a programmer may get wrong about seals: each error names method, argument and value. */

import { checkOptions } from "../../src/ledger/options";
import type { Ledger } from "../../src/ledger/ledger";
import type { LedgerOptions } from "../../src/api/options";
import { ledgerOptions, type NotesState, noteReducer, startLedger } from "../support/ledgers";
import { messageOf, World } from "../support/world";

/** The methods as Lua sees them: anything can be passed. */
type Loose = Record<string, (this: unknown, ...args: unknown[]) => unknown>;

function refusalOf(body: (this: void) => unknown): string {
    const [text] = string.match(messageOf(body), "LibEventLedger: (.*)$");
    return text;
}

describe("Misuse of seals", () => {
    const world = new World();
    const ledger = startLedger(world) as unknown as Loose;
    const nothing = (): void => {};
    const limit = string.format("%.0f", world.time.serverTime());
    const cases: readonly (readonly [method: string, args: unknown[], message: string])[] = [
        ["seal", ["x", nothing], `seal: 'options' must be a table, got "x"`],
        ["seal", [5, nothing], "seal: 'options' must be a table, got 5"],
        ["seal", [{ befor: 5 }, nothing], "seal: 'befor' is unknown; did you mean 'before'?"],
        ["seal", [{}], "seal: 'done' must be a function, got nil"],
        ["seal", [{ before: "x" }, nothing], `seal: 'before' must be a number from 0 to ${limit}, got "x"`],
        ["seal", [{ before: -1 }, nothing], `seal: 'before' must be a number from 0 to ${limit}, got -1`],
        ["seal", [{ before: 2e9 }, nothing], `seal: 'before' must be a number from 0 to ${limit}, got 2000000000`],
        ["seal", [{ before: 0 / 0 }, nothing], `seal: 'before' must be a number from 0 to ${limit}, got ${0 / 0}`],
        ["seal", [{ force: 1 }, nothing], "seal: 'force' must be true or false, got 1"],
        ["acceptSeal", [], "acceptSeal: 'event' must be a table, got nil"],
        ["acceptSeal", [{ time: 1, creator: 2, counter: 256 }], "acceptSeal: 'event' must be an event or a table"],
        ["resubmit", [5], "resubmit: 'event' must be a table, got 5"],
        ["resubmit", [{ time: -1, creator: 2, counter: 0 }], "resubmit: 'event' must be an event or a table"],
        ["prune", [], "prune: 'weeks' must be a whole number from 1 to 10000, got nil"],
        ["prune", [0], "prune: 'weeks' must be a whole number from 1 to 10000, got 0"],
        ["prune", [1.5], "prune: 'weeks' must be a whole number from 1 to 10000, got 1.5"],
        ["prune", [10001], "prune: 'weeks' must be a whole number from 1 to 10000, got 10001"],
        ["prune", [8, 5], "prune: 'done' must be a function, got 5"],
        ["define", ["a", { id: 9, fields: [], undo: 5 }, noteReducer], "define: 'undo' must be a function, got 5"],
    ];
    for (const [method, args, message] of cases) {
        it(message, () => {
            assert.are.equal(
                message,
                string.sub(
                    refusalOf(() => ledger[method].call(ledger, ...args)),
                    1,
                    message.length,
                ),
            );
        });
    }

    const options: readonly (readonly [changes: object, message: string])[] = [
        [{ history: "none" }, `createLedger: 'history' must be "full" or "sealed", got "none"`],
        [{ history: true }, `createLedger: 'history' must be "full" or "sealed", got true`],
        [{ keepWeeks: 0 }, "createLedger: 'keepWeeks' must be a whole number from 1 to 10000, got 0"],
        [{ keepWeeks: "8" }, `createLedger: 'keepWeeks' must be a whole number from 1 to 10000, got "8"`],
        [{ upgradeState: 5 }, "createLedger: 'upgradeState' must be a function, got 5"],
        [{ seal: "officers" }, `createLedger: 'seal' must be a policy`],
        [{ keepWeek: 5 }, "createLedger: 'keepWeek' is unknown; did you mean 'keepWeeks'?"],
    ];
    for (const [changes, message] of options) {
        it(message, () => {
            const given = ledgerOptions(changes as Partial<LedgerOptions<NotesState>>);
            assert.are.equal(
                message,
                string.sub(
                    refusalOf(() => checkOptions(given)),
                    1,
                    message.length,
                ),
            );
        });
    }

    it("does not mind a ledger that is not open", () => {
        const closed = startLedger() as unknown as Loose;
        closed.stop();
        assert.is_false(closed.seal({}, nothing));
        assert.is_false(closed.prune(8));
        assert.is_false(closed.acceptSeal({ time: 1, creator: 2, counter: 3 }));
        assert.are.same([], closed.orphans());
        const [, reason] = (closed as unknown as Ledger).resubmit({ time: 1, creator: 2, counter: 3 });
        assert.are.equal("closed", reason);
    });
});
