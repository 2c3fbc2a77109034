import { type CommandOutput, LedgerCommand } from "../../src/diagnostics/command";
import type { TraceEntry } from "../../src/api/status";
import type { Verification } from "../../src/api/replay";
import { peer } from "./statuses";

const OLD = ["Old: made by an older copy of the library, which cannot tell: update its addon"];

describe("/lel", () => {
    let printed: string[];
    let shown: string[];
    let ledgers: Record<string, object>;
    let command: LedgerCommand;
    let isEqual: boolean;
    let isOpen: boolean;
    let rooms: Record<string, object>;

    /** A ledger as this version has it. */
    class FakeLedger {
        constructor(private readonly name: string) {}

        explain(): string[] {
            return [`${this.name} is fine.`, "Really."];
        }

        status(): object {
            return { scope: isOpen ? "guild" : undefined, peers: [peer(`Friend of ${this.name}`)] };
        }

        trace(): TraceEntry[] {
            const trace: TraceEntry[] = [];
            for (const bytes of $range(1, 30)) {
                trace.push({ age: 1, direction: "out", peer: "", text: "hello", bytes });
            }
            return trace;
        }

        verify(done: (this: void, verification: Verification) => void): void {
            done({ isEqual, difference: isEqual ? undefined : "state.points" });
        }

        supportText(): string {
            return `text of ${this.name}`;
        }
    }

    /** The lines that a command prints. */
    function run(text: string): string[] {
        printed = [];
        command.run(text);
        return printed;
    }

    before_each(() => {
        printed = [];
        shown = [];
        isEqual = true;
        isOpen = true;
        ledgers = {
            Bank: new FakeLedger("Bank"),
            DKP: new FakeLedger("DKP"),
            DKPOld: new FakeLedger("DKPOld"),
            Old: {},
        };
        rooms = {};
        command = new LedgerCommand("1.2.3", ledgers, rooms, {
            print: (line) => {
                printed.push(line);
            },
            show: (title, text) => {
                shown.push(title, text);
            },
        });
    });

    it("lists all ledgers, those of older copies too, in lines of 90 bytes", () => {
        for (const text of ["", "help", "nonsense DKP"]) {
            const lines = run(text);
            assert.matches("^LibEventLedger 1%.2%.3: /lel status", lines[0]);
            assert.same(
                ["Bank: Bank is fine.", "DKP: DKP is fine.", "DKPOld: DKPOld is fine.", ...OLD],
                lines.slice(lines.length - 4),
            );
            for (const line of lines) {
                assert.is_true(line.length <= 90, line);
            }
        }
    });

    it("tells the condition of all rooms", () => {
        assert.same(["There are no rooms."], run("rooms"));
        rooms.Live = new FakeLedger("Live");
        rooms.Auction = new FakeLedger("Auction");
        const lines = ["Auction is fine.", "Really."].map((line) => `Auction: ${line}`);
        assert.same([...lines, "Live: Live is fine.", "Live: Really."], run("Rooms"));
    });

    it("finds a ledger by its name in any case or its beginning, and says when that is none or several", () => {
        assert.same(["Bank: Bank is fine.", "Bank: Really."], run("status Bank"));
        assert.same(["Bank: Bank is fine.", "Bank: Really."], run("  STATUS   bA "));
        assert.same(["DKP: DKP is fine.", "DKP: Really."], run("status dkp"));
        assert.same(["Which one? DKP, DKPOld"], run("status dk"));
        assert.same(['There is no ledger "x".'], run("status x"));
        assert.same(["Which one? Bank, DKP, DKPOld, Old"], run("status"));
    });

    it("needs no name where there is one ledger, and says when there is none", () => {
        const only = { Bank: ledgers.Bank };
        const output: CommandOutput = { print: (line: string) => void printed.push(line), show: () => {} };
        command = new LedgerCommand("1", only, {}, output);
        assert.same(["Bank: Bank is fine.", "Bank: Really."], run("status"));
        assert.equal(3, run("trace 3").length);
        command = new LedgerCommand("1", {}, {}, output);
        assert.same(["There are no ledgers."], run("status"));
        assert.equal("There are no ledgers.", run("").pop());
    });

    it("sees ledgers that are made later", () => {
        ledgers.Loot = new FakeLedger("Loot");
        assert.same(["Loot: Loot is fine.", "Loot: Really."], run("status lo"));
    });

    it("lists peers", () => {
        assert.same(["Bank: Friend of Bank: heard 12 s ago, may answer, protocol 1"], run("peers bank"));
    });

    it("lists the last ten messages, or as many as asked for, also of a ledger whose name ends in a number", () => {
        assert.equal("Bank: 1 s ago, out, 21 bytes: hello", run("trace bank")[0]);
        assert.equal(10, printed.length);
        assert.equal(25, run("trace bank 25").length);
        ledgers["Bank 2"] = new FakeLedger("Bank 2");
        assert.equal(10, run("trace bank 2").length);
        assert.equal("Bank 2: 1 s ago, out, 30 bytes: hello", printed[9]);
        assert.equal(4, run("trace bank 2 4").length);
        assert.same(['There is no ledger "x".'], run("trace x 4"));
    });

    it("verifies, unless no scope is open", () => {
        const begun = "Bank: replaying everything aside; this takes some seconds.";
        assert.same([begun, "Bank: the state is what the log leads to."], run("verify bank"));
        isEqual = false;
        assert.same(
            [begun, "Bank: not equal: state.points. A reducer may depend on more than state and event."],
            run("verify bank"),
        );
        isOpen = false;
        assert.same(["Bank: Bank is fine.", "Bank: Really."], run("verify bank"));
    });

    it("shows the support text where it can be copied", () => {
        assert.same([], run("export bank"));
        assert.same(["LibEventLedger: Bank", "text of Bank"], shown);
    });

    it("calls only what a ledger has", () => {
        for (const word of ["status", "peers", "trace", "verify", "export"]) {
            assert.same(OLD, run(`${word} old`));
        }
        assert.same([], shown);
        class OldLedger {
            status(): object {
                return { scope: "guild", peers: [] };
            }

            trace(): TraceEntry[] {
                return [];
            }
        }
        ledgers.Old = new OldLedger();
        assert.same(["Old: Nobody has been heard."], run("peers old"));
        assert.same(["Old: No messages."], run("trace old"));
        assert.same(OLD, run("verify old"));
    });

    describe("seal", () => {
        it("writes a seal, or says why it did not", () => {
            let reason: string | undefined;
            const problem = "state.f is a function";
            class SealingLedger {
                status(): object {
                    return { scope: "guild" };
                }

                seal(_options: object, done: (this: void, result: object) => void): void {
                    const why = reason === "state" ? problem : undefined;
                    done(reason === undefined ? { event: {} } : { reason, problem: why });
                }
            }
            ledgers = { Bank: new SealingLedger() };
            command = new LedgerCommand("1.2.3", ledgers, rooms, {
                print: (line) => printed.push(line),
                show: () => {},
            });
            assert.same("Bank: sealed.", run("seal")[1]);
            reason = "unauthorized";
            assert.same("Bank: not sealed: this character may not seal.", run("seal")[1]);
            reason = "state";
            assert.same("Bank: not sealed: the state cannot be sealed (state.f is a function).", run("seal")[1]);
            ledgers.Bank = {};
            assert.matches("older copy of the library", run("seal")[0]);
        });
    });

    describe("resubmit", () => {
        it("writes what came too late again, and counts it", () => {
            class LateLedger {
                orphans(): number[] {
                    return [1, 2, 3];
                }

                resubmit(orphan: number): LuaMultiReturn<[object | undefined, string]> {
                    return $multi(orphan === 2 ? undefined : {}, "unauthorized");
                }
            }
            ledgers = { Bank: new LateLedger() };
            command = new LedgerCommand("1.2.3", ledgers, rooms, {
                print: (line) => printed.push(line),
                show: () => {},
            });
            assert.same(["Bank: 2 events of 3 written again."], run("resubmit"));
            ledgers.Bank = {};
            assert.matches("older copy of the library", run("resubmit")[0]);
        });
    });
});
