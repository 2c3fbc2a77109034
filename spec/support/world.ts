/** A world for specs: time that moves when told, timers, work in slices, and what became of errors and messages. */

import type {
    AddonChannel,
    Background,
    ChatType,
    Clock,
    Guard,
    Handle,
    Identity,
    InboxSource,
    Pause,
    Ports,
    Random,
    Route,
    SendResult,
    Throttle,
    Timers,
    ToldPlayer,
} from "../../src/ports";
import type { ChannelName } from "../../src/api/options";
import { payloadBytesOf } from "../../src/link/frame";
import { Outlets } from "../../src/link/outlets";
import { TokenBucket } from "../../src/link/token-bucket";
import { SeededRandom } from "../random";
import { CollectingGuard } from "./collecting-guard";

/** 14 November 2023, 22:13:20 UTC. */
export const START = 1700000000;

/** Seconds of a frame: a power of two, so that sums of frames are exact. */
export const FRAME = 1 / 64;

interface Task {
    at: number;
    readonly callback: (this: void) => void;
    isCancelled: boolean;
}

/** Clock and timers by hand. Nothing happens but in advance(). */
export class ManualTime implements Clock, Timers {
    /** Seconds since the world began. */
    now = 0;
    /** Seconds by which the server's time is moved: a wrong clock. */
    serverOffset = 0;
    /** Milliseconds that each look at milliseconds() takes. */
    lookCost = 0;
    private spent = 0;
    private tasks: Task[] = [];

    serverTime(): number {
        return math.floor(START + this.now + this.serverOffset);
    }

    uptime(): number {
        return this.now;
    }

    milliseconds(): number {
        this.spent += this.lookCost;
        return this.spent;
    }

    after(seconds: number, callback: (this: void) => void): Handle {
        const task = this.add(seconds, callback);
        return {
            cancel: () => {
                task.isCancelled = true;
            },
        };
    }

    every(seconds: number, callback: (this: void) => void): Handle {
        let current: Task;
        const run = (): void => {
            current = this.add(seconds, run);
            callback();
        };
        current = this.add(seconds, run);
        return {
            cancel: () => {
                current.isCancelled = true;
            },
        };
    }

    /** Number of timers that are still to fire. */
    waiting(): number {
        return this.tasks.filter(({ isCancelled }) => !isCancelled).length;
    }

    /** Lets time pass: everything that falls due on the way runs, in order. */
    advance(seconds: number): void {
        const target = this.now + seconds;
        let task = this.takeDue(target);
        while (task !== undefined) {
            this.now = math.max(this.now, task.at);
            if (!task.isCancelled) {
                task.callback();
            }
            task = this.takeDue(target);
        }
        this.now = target;
    }

    /** Lets time pass at once, as for a computer that slept: what fell due runs once, in the next advance(). */
    sleep(seconds: number): void {
        this.now += seconds;
    }

    private add(seconds: number, callback: (this: void) => void): Task {
        const task = { at: this.now + math.max(seconds, FRAME), callback, isCancelled: false };
        this.tasks[this.tasks.length] = task;
        return task;
    }

    /** Takes out the first task that is due by then; of two at one time the one that was added first. */
    private takeDue(target: number): Task | undefined {
        let best = -1;
        let index = 0;
        for (const task of this.tasks) {
            if (task.at <= target && (best < 0 || task.at < this.tasks[best].at)) {
                best = index;
            }
            index++;
        }
        return best < 0 ? undefined : table.remove(this.tasks, best + 1);
    }
}

/** Runs work in slices, one a frame: each slice lasts for so many pauses. */
export class SlicedBackground implements Background {
    /** Pauses until a slice ends; 0: it never does. */
    pausesPerSlice = 0;
    /** Slices for which drive() has time; 0: for all. */
    slicesPerDrive = 0;
    private pauses = 0;
    private readonly waiting: LuaThread[] = [];
    private readonly cancelled = new LuaSet<LuaThread>();

    constructor(
        private readonly timers: Timers,
        private readonly guard: Guard,
    ) {}

    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle {
        const pause = (): void => {
            this.pauses++;
            const isSliceOver = this.pausesPerSlice > 0 && this.pauses % this.pausesPerSlice === 0;
            if (isSliceOver || this.cancelled.has(task)) {
                coroutine.yield();
            }
        };
        const rest = (): void => {
            coroutine.yield();
        };
        const task = coroutine.create(() => body(pause, rest));
        this.resumeLater(task);
        return { cancel: () => this.cancelled.add(task) };
    }

    drive(_milliseconds: number, isDone: (this: void) => boolean): void {
        let slices = 0;
        while (this.waiting.length > 0 && !isDone() && (this.slicesPerDrive === 0 || slices < this.slicesPerDrive)) {
            this.resumeFirst();
            slices++;
        }
    }

    private resumeLater(task: LuaThread): void {
        this.waiting[this.waiting.length] = task;
        this.timers.after(0, () => {
            if (this.waiting.length > 0) {
                this.resumeFirst();
            }
        });
    }

    private resumeFirst(): void {
        const task = table.remove(this.waiting, 1)!;
        if (this.cancelled.has(task)) return;
        const [ok, message] = coroutine.resume(task);
        if (!ok) {
            this.guard.report(tostring(message));
        }
        if (coroutine.status(task) !== "dead" && !this.cancelled.has(task)) {
            this.resumeLater(task);
        }
    }
}

/** A seeded source of fractions. */
export class SeededFractions implements Random {
    private readonly source: SeededRandom;

    constructor(seed: number) {
        this.source = new SeededRandom(seed);
    }

    fraction(): number {
        return this.source.integer(0, 2 ** 30 - 1) / 2 ** 30;
    }
}

/** What one message of the game carries, and of it a payload. */
export const MESSAGE_BYTES = 255;
export const PAYLOAD_BYTES = payloadBytesOf(MESSAGE_BYTES);

/** A message that was handed to a channel. */
export interface Sent {
    readonly text: string;
    readonly chatType: ChatType;
    readonly target: string | undefined;
    readonly at: number;
    readonly isUrgent: boolean;
}

/** Keeps what is sent, and answers as told. */
export class RecordingChannel implements AddonChannel {
    messageBytes = MESSAGE_BYTES;
    throttle: Throttle = { burst: 10, rate: 1 };
    whisperThrottle: Throttle = { burst: 10, rate: 3 };
    readonly sent: Sent[] = [];
    /** Answers the messages that are "pending", the oldest first. */
    readonly unanswered: ((this: void, result: SendResult) => void)[] = [];
    /** Who would speak for this client, as it was told when it was last asked for routes. */
    spokesmen: readonly string[] = [];
    /** Whether whispers are exempt from the throttle. */
    isFree = false;
    /** Answers a send; "sent" when it gives nothing. */
    answer: (this: void, text: string, chatType: ChatType, target?: string) => SendResult | "pending" | undefined =
        () => undefined;

    /** What the game tells of its restrictions. */
    activeRestriction: string | undefined;
    prefixProblem: string | undefined;
    sendError: string | undefined;

    constructor(private readonly clock: Clock) {}

    restriction(): string | undefined {
        return this.activeRestriction;
    }

    routes(channels: readonly ChannelName[], spokesmen: readonly string[]): Route[] {
        this.spokesmen = spokesmen;
        return channels.map((chatType) => ({ chatType }));
    }

    send(
        text: string,
        { chatType, target }: Route,
        done: (this: void, result: SendResult) => void,
        isUrgent: boolean,
    ): SendResult | "pending" {
        const keep = (result: SendResult | "pending"): void => {
            if (result === "sent") {
                this.sent.push({ text, chatType, target, at: this.clock.uptime(), isUrgent });
            }
        };
        const result = this.answer(text, chatType, target) ?? "sent";
        if (result === "pending") {
            this.unanswered.push((late) => {
                keep(late);
                done(late);
            });
        }
        keep(result);
        return result;
    }

    isWhisperFree(): boolean {
        return this.isFree;
    }

    /** The texts that were sent so far. */
    texts(): string[] {
        return this.sent.map((message) => message.text);
    }
}

/** A player as the game tells of them; everything may be changed. */
export class FakeIdentity implements Identity {
    readonly guids = new LuaMap<string, string>();
    /** By name: the word for the class. */
    readonly classes = new LuaMap<string, string>();
    /** Names of players who are not in the guild. */
    readonly guests = new LuaSet<string>();
    isKnown = true;
    /** Whether the guild roster is still on its way. */
    isDue = false;
    guild: string | undefined = "guild:Guild-Realm";

    constructor(
        readonly name: string,
        readonly guid: string,
    ) {
        this.guids.set(name, guid);
    }

    guidOf(name: string): string | undefined {
        return this.guids.get(name);
    }

    guidEnding(digits: string): string | undefined {
        for (const [, guid] of this.guids) {
            if (string.sub(guid, -8) === digits) {
                return guid;
            }
        }
        return undefined;
    }

    nameOf(guid: string): string | undefined {
        for (const [name, known] of this.guids) {
            if (known === guid) {
                return name;
            }
        }
        return undefined;
    }

    /** All of them are members of the guild, but for those among the guests. */
    told(): ToldPlayer[] {
        const players: ToldPlayer[] = [];
        for (const [name, guid] of this.guids) {
            const classToken = this.classes.get(name) ?? "";
            players.push({ name, guid, classToken, isMember: !this.guests.has(name) });
        }
        return players;
    }

    isRosterDue(): boolean {
        return this.isDue;
    }

    scope(kind: string): LuaMultiReturn<[isKnown: boolean, scope: string | undefined]> {
        return $multi(this.isKnown, kind === "guild" ? this.guild : kind);
    }
}

/** What the companion has left for one scope: taken once. */
export class FakeInbox implements InboxSource {
    isThere = true;
    found: unknown;
    isMalformed = false;
    /** "ledger scope" of each time that it was asked. */
    readonly asked: string[] = [];

    isLoaded(): boolean {
        return this.isThere;
    }

    take(ledger: string, scope: string): LuaMultiReturn<[found: unknown, isMalformed: boolean, isFirst: boolean]> {
        this.asked.push(`${ledger} ${scope}`);
        return $multi(this.found, this.isMalformed, this.asked.length === 1);
    }
}

/** One client's world. Several of them can share one time. */
export class World {
    readonly guard = new CollectingGuard();
    readonly background: SlicedBackground;
    readonly channel: RecordingChannel;
    readonly identity: FakeIdentity;
    readonly random: SeededFractions;
    readonly inbox = new FakeInbox();

    constructor(
        readonly time = new ManualTime(),
        name = "Thrall-Realm",
        guid = "Player-1001-0000000A",
        seed = 1,
    ) {
        this.background = new SlicedBackground(time, this.guard);
        this.channel = new RecordingChannel(time);
        this.identity = new FakeIdentity(name, guid);
        this.random = new SeededFractions(seed);
    }

    /** The ways out of a prefix over this world's channel. */
    outlets(): Outlets {
        const { time, random, channel } = this;
        const { burst, rate } = channel.whisperThrottle;
        return new Outlets(channel, time, time, random, new TokenBucket(time, burst, rate));
    }

    ports(): Ports {
        const { time, background, random, identity, guard, inbox } = this;
        const game = "game: none";
        return { clock: time, timers: time, background, random, identity, guard, native: {}, inbox, game };
    }
}

/** The message of the error that a function must raise. */
export function messageOf(body: (this: void) => unknown): string {
    const [ok, message] = pcall(body);
    if (ok) {
        error("an error was expected", 2);
    }
    return tostring(message);
}
