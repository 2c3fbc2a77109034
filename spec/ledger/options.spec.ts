import { checkLimits, checkOptions } from "../../src/ledger/options";
import type { LedgerOptions } from "../../src/api/options";
import { ledgerOptions } from "../support/ledgers";
import { messageOf } from "../support/world";

/** The message for options that are right but for one. */
function refusalOf(changes: Record<string, unknown>): string {
    const options = { ...ledgerOptions(), ...changes } as unknown as LedgerOptions;
    const [text] = string.match(
        messageOf(() => checkOptions(options)),
        "LibEventLedger: createLedger: (.*)$",
    );
    return text;
}

/** NaN as this Lua writes it. */
const NAN = tostring(0 / 0);

describe("options", () => {
    it("have defaults", () => {
        const checked = checkOptions(ledgerOptions());
        assert.equal(1, checked.stateVersion);
        assert.equal("guild", checked.scope);
        assert.same(["GUILD"], checked.channels);
        assert.is_true(checked.limits.budget > 0 && checked.limits.budget < 5);
        assert.equal(0, checked.limits.interval);
        assert.is_true(checked.limits.batchSize >= 1);
        assert.equal("full", checked.history);
        assert.is_nil(checked.keepWeeks);
        assert.is_nil(checked.upgradeState);
    });

    it("are no reading of the inbox unless it is asked for", () => {
        assert.is_false(checkOptions(ledgerOptions()).inbox);
        assert.is_true(checkOptions(ledgerOptions({ inbox: true })).inbox);
    });

    it("are no debugging unless it is asked for", () => {
        assert.is_false(checkOptions(ledgerOptions()).debug);
        assert.is_true(checkOptions(ledgerOptions({ debug: true })).debug);
    });

    it("are taken as given, at their bounds too", () => {
        const given = {
            name: string.rep("n", 16),
            stateVersion: 0,
            scope: "s",
            batchSize: 1,
            budget: 0,
            interval: 3600,
        };
        const checked = checkOptions(ledgerOptions({ ...given, channels: ["RAID", "GUILD"] }));
        assert.equal(given.name, checked.name);
        assert.equal(0, checked.stateVersion);
        assert.equal("s", checked.scope);
        assert.same({ batchSize: 1, budget: 0, interval: 3600 }, checked.limits);
        assert.same(["RAID", "GUILD"], checked.channels);
    });

    it("that are wrong raise with their name", () => {
        const table = "a table from SavedVariables (they are there from ADDON_LOADED on)";
        const policy = 'a policy (a function, "everyone", "nobody" or a table of write, relay and speak)';
        const refusals: [Record<string, unknown>, string][] = [
            [{ name: "" }, "'name' must be a string of 1 to 16 bytes, got \"\""],
            [{ name: "SeventeenBytesLong" }, "'name' must be a string of 1 to 16 bytes, got \"SeventeenBytesLong\""],
            [{ name: 5 }, "'name' must be a string of 1 to 16 bytes, got 5"],
            [{ saved: "x" }, `'saved' must be ${table}, got "x"`],
            [{ initialState: {} }, "'initialState' must be a function, got a table"],
            [{ authorize: true }, `'authorize' must be ${policy}, got true`],
            [{ stateVersion: 1.5 }, "'stateVersion' must be a whole number from 0 to 2147483648, got 1.5"],
            [{ stateVersion: 0 / 0 }, `'stateVersion' must be a whole number from 0 to 2147483648, got ${NAN}`],
            [{ checkpointBytes: 0 / 0 }, `'checkpointBytes' must be a number from 0 to 1099511627776, got ${NAN}`],
            [{ appendOnly: "history" }, "'appendOnly' must be a table, got \"history\""],
            [{ appendOnly: { history: true } }, "'appendOnly' must be a list, got a table with names or gaps"],
            [{ appendOnly: [5] }, "'appendOnly' must be a string of 1 to 64 bytes, got 5"],
            [{ appendOnly: ["a", ""] }, "'appendOnly' must be a string of 1 to 64 bytes, got \"\""],
            [
                { appendOnly: ["lists..a"] },
                '\'appendOnly\' must be made of paths such as "history" and "lists.*", got "lists..a"',
            ],
            [
                { appendOnly: ["lists.*", "lists"] },
                '\'appendOnly\' must not name a list twice or inside of another, got "lists.*" and "lists"',
            ],
            [
                { appendOnly: ["a.*", "*.b"] },
                '\'appendOnly\' must not name a list twice or inside of another, got "a.*" and "*.b"',
            ],
            [{ batchSize: math.huge }, "'batchSize' must be a whole number from 1 to 1000000, got inf"],
            [{ budget: 0 / 0 }, `'budget' must be a number from 0 to 1000, got ${NAN}`],
            [{ scope: "" }, "'scope' must be a string of 1 to 64 bytes, got \"\""],
            [{ channels: [] }, '\'channels\' must be a list of "GUILD" and "RAID", got an empty one'],
            [{ channels: ["GUILD", "SAY"] }, '\'channels\' must hold only "GUILD" and "RAID", got "SAY"'],
            [{ channels: { GUILD: true } }, "'channels' must be a list, got a table with names or gaps"],
            [{ autorize: () => true }, "'autorize' is unknown; did you mean 'authorize'?"],
            [{ stateversion: 2 }, "'stateversion' is unknown; did you mean 'stateVersion'?"],
            [{ debug: 1 }, "'debug' must be true or false, got 1"],
            [{ inbox: "yes" }, `'inbox' must be true or false, got "yes"`],
            [{ channels: "GUILD" }, "'channels' must be a table, got \"GUILD\""],
            [{ batchSize: 0 }, "'batchSize' must be a whole number from 1 to 1000000, got 0"],
            [{ budget: -1 }, "'budget' must be a number from 0 to 1000, got -1"],
            [{ seal: 5 }, `'seal' must be ${policy}, got 5`],
            [{ history: "none" }, '\'history\' must be "full" or "sealed", got "none"'],
            [{ keepWeeks: 0 }, "'keepWeeks' must be a whole number from 1 to 10000, got 0"],
            [{ keepWeeks: 1.5 }, "'keepWeeks' must be a whole number from 1 to 10000, got 1.5"],
            [{ upgradeState: {} }, "'upgradeState' must be a function, got a table"],
            [{ interval: "x" }, "'interval' must be a number from 0 to 3600, got \"x\""],
        ];
        for (const [changes, text] of refusals) {
            assert.equal(text, refusalOf(changes));
        }
        assert.matches(
            "'options' must be a table %(with a colon: .+%), got nil$",
            messageOf(() => checkOptions(undefined as never)),
        );
        assert.matches(
            "'options' must be a table",
            messageOf(() => checkOptions("MyDKP" as never)),
        );
    });

    it("that nobody knows raise with all that are known", () => {
        assert.equal(
            "'colour' is unknown; known are name, saved, initialState, authorize, stateVersion, scope, onReducerError, " +
                "checkpointBytes, appendOnly, channels, debug, inbox, seal, history, keepWeeks, upgradeState, " +
                "batchSize, budget, interval",
            refusalOf({ colour: "red" }),
        );
        assert.matches("'1' is unknown", refusalOf({ 1: "MyDKP" } as unknown as Record<string, unknown>));
    });

    it("must give a new table as initial state each time", () => {
        const shared = {};
        const states: unknown[] = [{}];
        const refusals: [unknown, string][] = [
            [() => undefined, "'initialState' must return a table, got nil"],
            [() => "points", "'initialState' must return a table, got \"points\""],
            [() => states.pop(), "'initialState' must return a table, got nil"],
            [() => shared, "'initialState' must return a new table each time, got the same one twice"],
        ];
        for (const [initialState, text] of refusals) {
            assert.equal(text, refusalOf({ initialState }));
        }
        assert.matches(
            "no state yet$",
            messageOf(() => checkOptions(ledgerOptions({ initialState: () => error("no state yet") }))),
        );
    });

    it("that are missing raise with their name", () => {
        for (const name of ["name", "saved", "initialState", "authorize"]) {
            const options = { ...ledgerOptions() } as unknown as LuaTable<string, unknown>;
            options.delete(name);
            assert.matches(
                `'${name}' .* got nil$`,
                messageOf(() => checkOptions(options as never)),
            );
        }
    });

    it("give each ledger limits of its own", () => {
        const one = checkOptions(ledgerOptions());
        const two = checkOptions(ledgerOptions());
        one.limits.batchSize = 7;
        assert.not_equal(7, two.limits.batchSize);
        assert.not_equal(7, checkOptions(ledgerOptions()).limits.batchSize);
    });

    it("leave limits that are not given as they are", () => {
        const limits = checkLimits("m", { budget: 2 }, { batchSize: 5, budget: 1, interval: 3 });
        assert.same({ batchSize: 5, budget: 2, interval: 3 }, limits);
    });
});
