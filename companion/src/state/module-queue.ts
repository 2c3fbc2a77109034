/** What is asked of one module: one after the other, of a bounded number of logs. A module that has failed rests. */
import type { LogName } from "../store/event-columns";
import { LogMachine } from "./log-machine";
import { LuaFatal } from "./lua-vm";
import { faultOf, type ModuleLedger } from "./modules";

/** Requests that wait for one module; more are refused. */
const MOST_WAITING = 128;

/** Logs of which a module has machines at a time: each takes some 20 MB, and more with its events. */
const MOST_MACHINES = 4;

/** Milliseconds for which a module rests after each failure that has ended a machine, up to so many times as long. */
const REST_MS = 5000;
const LONGEST_REST = 60;

/** More is asked than is answered. */
export class Busy extends Error {}

/** What came of a request: or what is wrong with the module, as a sentence. */
export type Outcome<T> = { readonly result: T } | { readonly problem: string };

export class ModuleQueue {
    private last: Promise<unknown> = Promise.resolve();
    private waiting = 0;
    /** By name; what was used last stands last. */
    private readonly machines = new Map<string, LogMachine>();
    private failures = 0;
    private rest: { readonly until: number; readonly problem: string } | undefined;

    /** @param now milliseconds of a clock that never goes back. */
    constructor(private readonly now: () => number) {}

    /** Does some work with the machine of a log, once it is its turn. Raises Busy, and what is no fault of the module. */
    async use<T>(
        ledger: ModuleLedger,
        room: string,
        log: LogName,
        work: (machine: LogMachine) => Promise<T>,
    ): Promise<Outcome<T>> {
        if (this.waiting >= MOST_WAITING) throw new Busy("too much is asked of this ledger's module: wait a little");
        this.waiting++;
        const turn = this.last.then(() => this.run(ledger, room, log, work));
        this.last = turn.catch(() => undefined);
        try {
            return await turn;
        } finally {
            this.waiting--;
        }
    }

    private async run<T>(
        ledger: ModuleLedger,
        room: string,
        log: LogName,
        work: (machine: LogMachine) => Promise<T>,
    ): Promise<Outcome<T>> {
        const resting = this.rest;
        if (resting !== undefined && this.now() < resting.until) return { problem: resting.problem };
        const name = JSON.stringify([room, log.ledger, log.scope]);
        try {
            const machine = await this.machineOf(name, ledger, log);
            const result = await work(machine);
            [this.failures, this.rest] = [0, undefined];
            return { result };
        } catch (error) {
            const problem = `the module of ledger "${ledger.name}" failed: ${faultOf(error)}`;
            if (error instanceof LuaFatal) this.failed(name, problem);
            return { problem };
        }
    }

    private failed(name: string, problem: string): void {
        this.machines.delete(name);
        const longer = Math.min(LONGEST_REST, 2 ** this.failures++);
        this.rest = { until: this.now() + REST_MS * longer, problem };
    }

    private async machineOf(name: string, ledger: ModuleLedger, log: LogName): Promise<LogMachine> {
        const machine = this.machines.get(name) ?? new LogMachine(name, ledger, log);
        this.machines.delete(name);
        this.machines.set(name, machine);
        for (const [other] of this.machines) {
            if (this.machines.size <= MOST_MACHINES) break;
            this.machines.delete(other);
            await ledger.module.worker.drop(other);
        }
        return machine;
    }
}
