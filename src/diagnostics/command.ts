/**
 * The command /lel, by which players and addon authors ask the ledgers of a client. Some ledgers may be of an older
 * copy of the library, so a method is called only if the ledger has it.
 */

import { bytesLess } from "../codec/compare";
import type { LedgerEvent } from "../api/event";
import type { SealRefusal } from "../api/seal";
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
    seal?(
        options: object,
        done: (this: void, result: { event?: LedgerEvent; reason?: SealRefusal; problem?: string }) => void,
    ): boolean;
    orphans?(): LedgerEvent[];
    resubmit?(event: LedgerEvent): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, string]>;
}

/** Why no seal was written, in words. */
const SEAL_REFUSALS: Record<SealRefusal, string> = {
    closed: "the ledger is closed",
    unauthorized: "this character may not seal",
    readOnly: "the saved data is of a newer version of the library",
    nothing: "there is nothing to seal before last week that is not sealed already",
    notInStep: "it is not known that this client has all that others have: try again while others are online",
    joining: "another seal is still being joined",
    state: "the state cannot be sealed",
    revocations: "too many events of the weeks before were revoked since: seal later",
    changing: "old weeks keep changing: try again when all is in step",
    clock: "too many events at once",
    refused: "the event was refused",
};

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
        this.actions.set("seal", (ledger, name) => this.seal(ledger, name));
        this.actions.set("resubmit", (ledger, name) => this.resubmit(ledger, name));
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
            `LibEventLedger ${this.version}: /lel status, peers, trace, verify, recover, seal, resubmit or export, then a ledger's name; /lel rooms`,
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

    private seal(ledger: AnyLedger, name: string): void {
        if (ledger.seal === undefined || ledger.status?.().scope === undefined) {
            this.tellAll(name, ledger.explain?.());
            return;
        }
        this.tell(`${name}: making the state of all weeks before last week; this takes some seconds.`);
        ledger.seal({}, ({ event, reason, problem }) => {
            const why = `${SEAL_REFUSALS[reason ?? "refused"]}${problem === undefined ? "" : ` (${problem})`}`;
            this.tell(event === undefined ? `${name}: not sealed: ${why}.` : `${name}: sealed.`);
        });
    }

    private resubmit(ledger: AnyLedger, name: string): void {
        const orphans = ledger.orphans?.();
        if (orphans === undefined) {
            this.tellAll(name, undefined);
            return;
        }
        let written = 0;
        for (const orphan of orphans) {
            const [event] = ledger.resubmit!(orphan);
            written += event === undefined ? 0 : 1;
        }
        this.tell(`${name}: ${countOf(written, "event")} of ${string.format("%.0f", orphans.length)} written again.`);
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
