/** A client of one room over a duplex of frames. */
import type { RoomRecord } from "../room/record";
import { ClientMemory } from "./client-memory";
import type { ClientProblem, ClientState, Phase, RoomClientOptions } from "./client-options";
import { ClientSession, type SessionEnd } from "./client-session";
import type { Cancel, Clock } from "./clock";
import { hostOf } from "./credentials";
import type { Duplex } from "./duplex";
import type { ForwardAnswer } from "./forwards";
import { TIMES } from "./limits";

/** A wait after a lost connection is drawn from 0 to this, doubled each time, and to a minute at most. */
const FIRST_WAIT = 500;
const MAX_DOUBLINGS = 7;

/** Servers that are followed to one after the other, before a wait. */
const MAX_STEPS = 3;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/;

/** Whether a server may be followed to an url. */
function isFollowed(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" || protocol === "wss:" || (/^(http|ws):$/.test(protocol) && LOOPBACK.test(hostname));
}

/** What happens after a connection: when the next one begins, and what keeps it from going well. */
interface Plan {
    /** Milliseconds; undefined: not before somebody says so. */
    readonly wait: number | undefined;
    readonly problem?: ClientProblem;
}

/**
 * Keeps a room equal with that of a server: it streams what is new there, offers all loose records of the room, and connects anew
 * whenever it has to.
 * @example
 * const client = new RoomClient({ url, room, signer, label: () => "Anna", connect: connectWebSocket, clock: systemClock });
 * client.onState(({ phase }) => console.log(phase));
 * client.start();
 */
export class RoomClient {
    private readonly memory: ClientMemory;
    private readonly listeners = new Set<(state: ClientState) => void>();
    private phase: Phase = "stopped";
    private problem: ClientProblem | undefined;
    private url: string;
    /** Lost connections in a row. */
    private losses = 0;
    private caughtUpSince: number | undefined;
    private hasHeardExists = false;
    private session: ClientSession | undefined;
    private cancelWait: Cancel | undefined;
    /** Counts what was begun: what belongs to an earlier one is passed over. */
    private run = 0;

    constructor(private readonly options: RoomClientOptions) {
        this.url = options.url;
        this.memory = new ClientMemory(options);
    }

    private get clock(): Clock {
        return this.options.clock;
    }

    get state(): ClientState {
        const { phase, url, problem, memory } = this;
        const { role, isOutdated, serverN, invalid } = memory;
        const { room, waiting } = this.options.room;
        return {
            ...{ phase, url, role, isOutdated, serverN, loose: waiting.length, invalid },
            problem: problem ?? memory.offers.problem,
            ...{ people: memory.people.all(), splitViews: room.splitViews },
        };
    }

    /** What was passed over or refused, by what it was. */
    get counted(): ReadonlyMap<string, number> {
        return this.memory.counters.all();
    }

    /** Calls a listener after each change of the state. @returns a function that ends that. */
    onState(listener: (state: ClientState) => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /** Begins, or goes on at once where it waits or has left. */
    start(): void {
        if (!["stopped", "waiting", "left"].includes(this.phase)) return;
        this.memory.forgive();
        this.problem = undefined;
        this.connect();
    }

    /** Leaves, and waits for what is under way. What is loose stays so. */
    async stop(): Promise<void> {
        this.run++;
        this.cancelWait?.();
        this.session?.stop();
        this.session = undefined;
        this.memory.forwards.fail();
        this.to("stopped");
        await this.options.room.settled();
    }

    /**
     * Sends records on to the server, unchanged, in an Offer of their own, in the order in which they are given here.
     * @returns the server's answer; undefined where it cannot be reached, or the connection ends before.
     */
    forward(records: readonly RoomRecord[], cancelled: AbortSignal): Promise<ForwardAnswer> {
        if (["stopped", "waiting", "left"].includes(this.phase)) return Promise.resolve(undefined);
        const { forwards } = this.memory;
        return new Promise((answer) => {
            const forward = { records, answer };
            cancelled.addEventListener("abort", () => {
                forwards.remove(forward);
                answer(undefined);
            });
            forwards.add(forward);
            this.session?.poke();
        });
    }

    private to(phase: Phase): void {
        this.phase = phase;
        if (phase === "caught up") {
            this.caughtUpSince ??= this.clock.now();
            this.problem = undefined;
        }
        this.tell();
    }

    private tell(): void {
        if (this.listeners.size === 0) return;
        const { state } = this;
        for (const listener of this.listeners) listener(state);
    }

    private connect(): void {
        this.cancelWait?.();
        this.cancelWait = undefined;
        const run = ++this.run;
        this.caughtUpSince = undefined;
        this.to("connecting");
        const cancel = this.clock.after(TIMES.hello, () => {
            if (this.run === run) this.ended({ why: "lost", text: "no connection in 10 s" });
        });
        const opened = (duplex: Duplex): void => {
            cancel();
            if (this.run === run) this.open(duplex, run);
            else duplex.terminate();
        };
        const failed = (error: unknown): void => {
            cancel();
            const text = error instanceof Error ? error.message : String(error);
            if (this.run === run) this.ended({ why: "lost", text });
        };
        this.options.connect(this.url).then(opened).catch(failed);
    }

    private open(duplex: Duplex, run: number): void {
        this.session = new ClientSession(this.options, this.url, duplex, this.memory, {
            phase: (phase) => this.run === run && this.to(phase),
            changed: () => this.run === run && this.tell(),
            ended: (end) => this.run === run && this.ended(end),
        });
    }

    private ended(end: SessionEnd): void {
        this.session = undefined;
        this.memory.forwards.fail();
        // What belongs to this connection and comes later is passed over.
        this.run++;
        const { wait, problem } = this.plan(end);
        this.problem = problem ?? this.problem;
        if (wait === undefined) return this.to("left");
        this.cancelWait = this.clock.after(wait, () => this.connect());
        this.to("waiting");
    }

    private plan(end: SessionEnd): Plan {
        switch (end.why) {
            case "stopped":
                return { wait: undefined };
            case "invalid":
                return {
                    wait: undefined,
                    problem: { code: "invalid", text: "the server passes on records that fail their checks" },
                };
            case "lost":
                return this.afterLoss({ code: "connection", text: end.text });
            case "moved":
                return this.follow(end.url, {
                    code: "connection",
                    text: "the server names no primary that can be reached",
                });
            case "behind":
                return this.follow(end.url, {
                    code: "behind",
                    text: "the server is behind another one that was made primary",
                });
            case "err":
                return this.afterErr(end);
        }
    }

    /** Whether the last connection was a good one: what a server says at the beginning is soon said. */
    private get isSteady(): boolean {
        return this.caughtUpSince !== undefined && this.clock.now() >= this.caughtUpSince + TIMES.minute;
    }

    private afterLoss(problem: ClientProblem): Plan {
        const { isSteady } = this;
        if (isSteady) this.losses = 0;
        const most = Math.min(TIMES.minute, FIRST_WAIT * 2 ** this.losses);
        this.losses = Math.min(MAX_DOUBLINGS, this.losses + 1);
        this.url = this.memory.role > 0 && isSteady ? this.url : this.options.url;
        this.memory.steps = 0;
        return { wait: this.clock.random() * most, problem };
    }

    private afterErr({ code, text, retry }: Extract<SessionEnd, { readonly why: "err" }>): Plan {
        // The room is there: the client announces itself instead, once.
        if (code === "exists" && !this.hasHeardExists) {
            this.hasHeardExists = true;
            return { wait: 0 };
        }
        if (code === "denied" && this.memory.denied()) return { wait: 0 };
        const problem = { code, text };
        const { wait = 0 } = this.afterLoss(problem);
        const least = retry === null ? TIMES.longestRetry : Math.min(1000 * retry, TIMES.longestAsked);
        return { wait: wait + least * (retry === null ? 1 : 1 + this.clock.random()), problem };
    }

    /** Goes to another server: three times in a row at most, and never with a token. */
    private follow(url: string, problem: ClientProblem): Plan {
        const { memory } = this;
        if (memory.usesToken && hostOf(url) !== hostOf(this.options.url)) {
            const text = `the room has moved to ${hostOf(url)}: a token is not sent there`;
            return { wait: TIMES.longestRetry, problem: { code: "moved", text } };
        }
        if (this.isSteady) memory.steps = 0;
        if (!isFollowed(url) || memory.steps >= MAX_STEPS) return this.afterLoss(problem);
        memory.steps++;
        this.url = url;
        return { wait: 0, problem: problem.code === "behind" ? problem : undefined };
    }
}
