/**
 * The command /lel, by which players and addon authors ask the ledgers of a client. Some ledgers may be of an older
 * copy of the library, so a method is called only if the ledger has it.
 */

import { bytesLess } from "../codec/compare";
import type { TraceEntry, LedgerStatus } from "../api/status";
import { peerLines, traceLines } from "./reports";
import { countOf, wrap } from "./words";

/** Bytes of a line in the chat window, about its default width. */
const LINE = 90;

/** Number of messages that `trace` lists by default. */
const TRACE_LINES = 10;

const TOO_OLD = "made by an older copy of the library, which cannot tell: update its addon";

/** What the command uses of a ledger. A ledger of an older copy may lack any of it. */
interface AnyLedger {
    explain?(): string[];
    status?(): LedgerStatus;
    trace?(): TraceEntry[];
    recover?(): number;
    verify?(done: (this: void, verification: { isEqual: boolean; difference?: string }) => void): void;
    supportText?(): string;
}

/** Where answers are shown. */
export interface CommandOutput {
    /** Prints a line in chat. */
    print(line: string): void;
    /** Shows a longer text that the player can copy. */
    show(title: string, text: string): void;
}

/** Carries out a sub-command for a ledger. */
type Action = (this: void, ledger: AnyLedger, name: string, count: number) => void;

export class LedgerCommand {
    private readonly actions = new LuaMap<string, Action>();

    /**
     * @param version the version of the library.
     * @param ledgers all ledgers of the client by name, read again at each command.
     * @param rooms all rooms of the client in the same way.
     */
    constructor(
        private readonly version: string,
        private readonly ledgers: Record<string, object>,
        private readonly rooms: Record<string, object>,
        private readonly output: CommandOutput,
    ) {
        this.actions.set("status", (ledger, name) => this.tellAll(name, ledger.explain?.()));
        this.actions.set("peers", (ledger, name) => {
            const status = ledger.status?.();
            this.tellAll(name, status && peerLines(status.peers));
        });
        this.actions.set("trace", (ledger, name, count) => {
            const trace = ledger.trace?.();
            this.tellAll(name, trace && traceLines(trace, count));
        });
        this.actions.set("recover", (ledger, name) => this.recover(ledger, name));
        this.actions.set("verify", (ledger, name) => this.verify(ledger, name));
        this.actions.set("export", (ledger, name) => this.export(ledger, name));
    }

    /** Runs what a player typed after "/lel". */
    run(text: string): void {
        const [word, rest] = string.match(text, "^%s*(%S*)%s*(.-)%s*$");
        if (string.lower(word) === "rooms") {
            this.tellRooms();
            return;
        }
        const action = this.actions.get(string.lower(word));
        if (action === undefined) {
            this.help();
            return;
        }
        let [candidates, name] = [this.find(rest), rest];
        let count = TRACE_LINES;
        if (candidates.length !== 1) {
            const [before, number] = string.match(` ${rest}`, "^(.-)%s+(%d+)$");
            if (number !== undefined) {
                const [trimmed] = string.match(before, "^%s*(.*)$");
                [candidates, name] = [this.find(trimmed), trimmed];
                count = tonumber(number)!;
            }
        }
        if (candidates.length === 1) {
            action(this.ledgers[candidates[0]] as AnyLedger, candidates[0], count);
        } else if (candidates.length > 1) {
            this.tell(`Which one? ${table.concat(candidates, ", ")}`);
        } else {
            this.tell(name === "" ? "There are no ledgers." : `There is no ledger "${name}".`);
        }
    }

    private help(): void {
        this.tell(
            `LibEventLedger ${this.version}: /lel status, peers, trace, verify, recover or export, then a ledger's name; /lel rooms`,
        );
        this.tell("The start of a name will do; one ledger needs none. /lel trace NAME 30 lists 30 messages.");
        const names = this.names();
        for (const name of names) {
            this.tellAll(name, [(this.ledgers[name] as AnyLedger).explain?.()[0] ?? TOO_OLD]);
        }
        if (names.length === 0) {
            this.tell("There are no ledgers.");
        }
    }

    private tellRooms(): void {
        const names = namesOf(this.rooms);
        for (const name of names) {
            this.tellAll(name, (this.rooms[name] as AnyLedger).explain?.());
        }
        if (names.length === 0) {
            this.tell("There are no rooms.");
        }
    }

    private names(): string[] {
        return namesOf(this.ledgers);
    }

    /**
     * Names of the ledgers that a text may mean: those with exactly this name, else with this name in another case,
     * else those that begin with it.
     */
    private find(text: string): string[] {
        const names = this.names();
        if (names.includes(text)) {
            return [text];
        }
        const wanted = string.lower(text);
        const equal = names.filter((name) => string.lower(name) === wanted);
        return equal.length > 0 ? equal : names.filter((name) => string.lower(name).startsWith(wanted));
    }

    private recover(ledger: AnyLedger, name: string): void {
        const count = ledger.recover?.();
        this.tellAll(name, count === undefined ? undefined : [`${countOf(count, "lost event")} to be taken back.`]);
    }

    private verify(ledger: AnyLedger, name: string): void {
        if (ledger.verify === undefined || ledger.status?.().scope === undefined) {
            this.tellAll(name, ledger.explain?.());
            return;
        }
        this.tell(`${name}: replaying everything aside; this takes some seconds.`);
        ledger.verify(({ isEqual, difference }) => {
            this.tell(
                isEqual
                    ? `${name}: the state is what the log leads to.`
                    : `${name}: not equal: ${difference}. A reducer may depend on more than state and event.`,
            );
        });
    }

    private export(ledger: AnyLedger, name: string): void {
        const text = ledger.supportText?.();
        if (text === undefined) {
            this.tellAll(name, undefined);
        } else {
            this.output.show(`LibEventLedger: ${name}`, text);
        }
    }

    /** Prints lines under a ledger's name. Nil means that the ledger is of an older copy, which cannot tell. */
    private tellAll(name: string, lines: readonly string[] | undefined): void {
        for (const line of lines ?? [TOO_OLD]) {
            this.tell(`${name}: ${line}`);
        }
    }

    private tell(text: string): void {
        for (const line of wrap(text, LINE)) {
            this.output.print(line);
        }
    }
}

/** The keys of a table by their bytes. */
function namesOf(byName: Record<string, object>): string[] {
    const names: string[] = [];
    for (const [name] of pairs(byName as unknown as LuaTable<string, object>)) {
        names[names.length] = name;
    }
    table.sort(names, bytesLess);
    return names;
}
