/** The world around one role of the sync: a log, time by hand, and what is said. */

import { encodeBody } from "../../src/event/schema";
import { Log } from "../../src/log/log";
import { toId } from "../../src/event/key";
import type { Produce } from "../../src/link/mailbox";
import { Priority } from "../../src/link/outbox";
import type { Pause } from "../../src/ports";
import type { SyncContext } from "../../src/sync/context";
import type { MessageType } from "../../src/sync/messages";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { readBlock, type TestEvent } from "../support/events";
import { START, World } from "../support/world";
import { NOTE } from "../replay/stage";

/** A message that was said. */
export interface Said {
    readonly at: number;
    readonly priority: Priority;
    readonly key: string;
    readonly type: MessageType;
    readonly payload: string;
    /** To whom it was whispered. */
    readonly target?: string;
}

interface Waiting {
    readonly priority: Priority;
    readonly key: string;
    readonly produce: Produce;
    readonly target?: string;
}

/** An event that says a number, so many seconds after the world's start, by a creator of its own for each number. */
export function noteEvent(seconds: number, number = 0): TestEvent {
    const [body] = encodeBody(NOTE, { word: string.format("%.0f", number) });
    return { time: START + seconds, id: toId(10 + number, 0), server: 0, body: body! };
}

/** Events of one week, one each ten seconds from the world's start back. */
export function noteEvents(count: number, first = 0): TestEvent[] {
    const events: TestEvent[] = [];
    for (const index of $range(first, first + count - 1)) events.push(noteEvent(-10 * index, index));
    return events;
}

export class Stage {
    readonly world: World;
    readonly log: Log;
    readonly said: Said[] = [];
    maySpeak: boolean | undefined = true;
    /** Whether messages are taken as soon as they are there; else they wait for deliver(). */
    isOpen = true;
    mayWhisper = false;
    private readonly waiting: Waiting[] = [];
    readonly context: SyncContext;

    constructor(events: readonly TestEvent[] = [], seed = 1) {
        this.world = new World(undefined, undefined, undefined, seed);
        const { time, background, random, identity } = this.world;
        this.log = new Log(background, NO_NATIVE, new RecordingListener());
        this.insert(events);
        this.context = {
            log: this.log,
            clock: time,
            timers: time,
            background,
            random,
            post: {
                broadcast: (priority, key, produce) => {
                    this.waiting.push({ priority, key, produce });
                    if (this.isOpen) this.deliver();
                },
                whisper: (target, key, produce) => {
                    this.waiting.push({ priority: Priority.Bulk, key, produce, target });
                    if (this.isOpen) this.deliver();
                },
                mayWhisper: () => this.mayWhisper,
            },
            self: identity.name,
            claim: START,
            maySpeak: () => this.maySpeak,
            mayLeave: () => true,
        };
    }

    insert(events: readonly TestEvent[]): void {
        for (const { time, id, body } of events) this.log.insert(time, id, body);
    }

    hash(): void {
        const noPause: Pause = () => {};
        this.log.hash(noPause);
    }

    advance(seconds: number): void {
        this.world.time.advance(seconds);
    }

    /** Lets everything that waits be said; what is for everybody first, as if whispers were slow. */
    deliver(): void {
        while (this.waiting.length > 0) {
            const first = this.waiting.findIndex(({ target }) => target === undefined);
            const { priority, key, produce, target } = table.remove(this.waiting, math.max(first, 0) + 1)!;
            while (true) {
                const [type, payload] = produce();
                if (type === undefined) break;
                this.said.push({ at: this.world.time.now, priority, key, type, payload, target });
            }
        }
    }

    /** Forgets what waits, as an outbox does that is full. */
    drop(): void {
        while (this.waiting.length > 0) table.remove(this.waiting);
    }

    /** Payloads of a type, in the order in which they were said. */
    payloads(type: MessageType): string[] {
        return this.said.filter((message) => message.type === type).map(({ payload }) => payload);
    }

    /** Forgets what was said. */
    clear(): void {
        while (this.said.length > 0) table.remove(this.said);
    }

    /** Times of the events in these blocks, ascending. */
    static timesOf(blocks: readonly string[]): number[] {
        const times: number[] = [];
        for (const block of blocks) {
            const [events] = readBlock(block);
            for (const { time } of events) times.push(time);
        }
        table.sort(times);
        return times;
    }
}
