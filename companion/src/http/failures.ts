/** Credentials that did not hold, by address: who has sent too many waits. docs/companion-protocol.md, "What is done with what is malformed". */
import type { Clock } from "../sync/clock";
import type { Usage } from "../sync/usage";

/** Addresses that are remembered; the one that failed longest ago goes for a new one. */
const MAX_ADDRESSES = 4096;

/** Wrong credentials of one address in a minute that make it wait for the next one. */
const MAX_FAILURES = 10;
const MINUTE = 60_000;

/** Counts credentials that did not hold, by address. */
export class Failures {
    private readonly failures = new Map<string, { count: number; since: number }>();

    /** @param usage shares what is counted with other processes. */
    constructor(
        private readonly clock: Pick<Clock, "now">,
        private readonly usage?: Usage,
    ) {
        usage?.on("failed", ({ name, frames }) => {
            for (let time = 0; time < Math.min(frames, MAX_FAILURES); time++) this.addHere(name);
        });
    }

    /** How many addresses are remembered. */
    get size(): number {
        return this.failures.size;
    }

    private nameOf(address: string): string {
        return this.usage?.nameOf(address) ?? address;
    }

    private of(name: string): { count: number; since: number } | undefined {
        const found = this.failures.get(name);
        return found === undefined || this.clock.now() - found.since > MINUTE ? undefined : found;
    }

    add(address: string): void {
        const name = this.nameOf(address);
        this.usage?.count("failed", name);
        this.addHere(name);
    }

    private addHere(name: string): void {
        const { count, since } = this.of(name) ?? { count: 0, since: this.clock.now() };
        this.failures.delete(name);
        // The minute of waiting begins with the last failure that was looked at.
        this.failures.set(name, { count: count + 1, since: count + 1 === MAX_FAILURES ? this.clock.now() : since });
        if (this.failures.size > MAX_ADDRESSES) {
            const [first] = this.failures.keys();
            this.failures.delete(first);
        }
    }

    /** Whether an address has to wait before anything that it says is looked at. */
    mustWait(address: string): boolean {
        return (this.of(this.nameOf(address))?.count ?? 0) >= MAX_FAILURES;
    }
}
