/** A client of the demo, with examples/SimpleDKP as a player has it. */

import { type Client } from "../../realm/realm";
import { type Deed, type Submission } from "../../scenarios/workload/evening";

/** The longest callback of some stretch of time. */
export interface Longest {
    ms: number;
    what: string;
}

const STATUS = "local status = SimpleDKP.ledger:status() return status.events, status.lag";
const SUBMIT = "return SimpleDKP.ledger:submit(...)";

export class DemoMember {
    /** Events in its log, when last looked. */
    events = 0;
    /** Events that its state did not show, when last looked. */
    lag = 0;
    /** The longest callback since the start. */
    readonly longest: Longest = { ms: 0, what: "" };
    /** The longest callback of the phase. */
    private phaseLongest: Longest = { ms: 0, what: "" };

    constructor(
        readonly index: number,
        readonly client: Client,
        readonly isOfficer: boolean,
    ) {}

    isOnline(): boolean {
        return this.client.isOnline;
    }

    /** Logs in. What loading the addon leaves behind is collected at once: in the game that is behind the loading screen. */
    login(): void {
        this.client.login();
        collectgarbage("collect");
    }

    logout(): void {
        this.look();
        this.client.logout();
        this.noteLongest();
    }

    /** /reload. */
    reload(): void {
        this.noteLongest();
        this.client.reload();
        collectgarbage("collect");
    }

    crash(): void {
        this.look();
        this.noteLongest();
        this.client.crash();
    }

    /** Takes the numbers of events anew; those of an offline client stay. */
    look(): void {
        if (!this.isOnline()) return;
        const [events, lag] = this.client.run(STATUS);
        this.events = events as number;
        this.lag = lag as number;
    }

    /**
     * Writes an event as its player would.
     * @returns nothing, or why the ledger did not take it.
     */
    write(deed: Deed): string | undefined {
        return deed.submission === undefined ? this.enter(deed.command as string) : this.submit(deed.submission);
    }

    /** The longest callback since the last time this was asked. */
    takePhaseLongest(): Longest {
        if (this.isOnline()) this.noteLongest();
        const taken = this.phaseLongest;
        this.phaseLongest = { ms: 0, what: "" };
        return taken;
    }

    private submit({ type, fields }: Submission): string | undefined {
        const [event, refusal] = this.client.run(SUBMIT, type, fields);
        return event === undefined ? tostring(refusal) : undefined;
    }

    /** A command tells the player alone what came of it; here the log tells whether it holds one event more. */
    private enter(command: string): string | undefined {
        this.look();
        const before = this.events;
        this.client.slash(command);
        this.look();
        const { chat } = this.client;
        return this.events === before + 1 ? undefined : `${command}: ${chat[chat.length - 1] ?? "no answer"}`;
    }

    /** A client forgets its longest callback when it logs out or reloads, so this notes it before. */
    private noteLongest(): void {
        const { ms, what } = this.client.getLongestCallback();
        this.client.resetLongestCallback();
        for (const longest of [this.longest, this.phaseLongest]) {
            if (ms > longest.ms) {
                longest.ms = ms;
                longest.what = what;
            }
        }
    }
}
