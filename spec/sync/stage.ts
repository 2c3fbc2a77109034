/** The world around one role of the sync: a log, time by hand, and what is said. */

import { encodeBody } from "../../src/event/schema";
import { Log } from "../../src/log/log";
import { toId } from "../../src/event/key";
import { wholeBytesOf } from "../../src/link/fragments";
import type { OnSettled } from "../../src/link/link";
import type { MessageSource } from "../../src/link/message-source";
import type { Priority } from "../../src/link/outbox-queues";
import type { Pause } from "../../src/ports";
import type { SyncContext } from "../../src/sync/context";
import type { Advertisement } from "../../src/sync/messages";
import { NO_SEALS } from "../support/no-seals";
import type { WeekSummary } from "../../src/sync/week-summary";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { readBlock, type TestEvent } from "../support/events";
import { FRAME, PAYLOAD_BYTES, START, World } from "../support/world";
import { NOTE } from "../replay/stage";

const WHOLE_BYTES = wholeBytesOf(PAYLOAD_BYTES);

/** A message that was said. */
export interface Said {
    readonly at: number;
    readonly priority: Priority;
    readonly key: string;
    readonly type: number;
    readonly payload: string;
    /** To whom it was whispered. */
    readonly target?: string;
}

interface Waiting {
    readonly priority: Priority;
    readonly key: string;
    readonly source: MessageSource;
    readonly target?: string;
    readonly onSettled?: OnSettled;
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

/** What a peer with this claim advertises: these rows, and a root of the weeks before `base`. */
export function claimOf(claim: number, rows: readonly WeekSummary[] = [], base = 0, root = 0): Advertisement {
    return { claim, base, root, rows };
}

export class Stage {
    readonly world: World;
    readonly log: Log;
    readonly said: Said[] = [];
    mayServe: boolean | undefined = true;
    /** Whether peers may speak for the ledger. */
    mayPeerSpeak: boolean | undefined = true;
    /** Messages that were passed over, by reason. */
    readonly ignored: Record<string, number> = {};
    /** Whether messages are taken as soon as they are there; else they wait for deliver(). */
    isOpen = true;
    mayWhisper = false;
    /** Whether the game does not let this client speak in guild chat. */
    needsSpokesmen = false;
    /** The peer that wrote all events; nil for nobody here. */
    creator: string | undefined;
    /** Whether what the log holds may go out. */
    mayLeave = true;
    /** Whether the addon lets this client send. */
    isSending = true;
    private readonly waiting: Waiting[] = [];
    readonly context: SyncContext;

    constructor(events: readonly TestEvent[] = [], seed = 1, name?: string) {
        this.world = new World(undefined, name, undefined, seed);
        const { time, background, random, identity } = this.world;
        this.log = new Log(background, NO_NATIVE, new RecordingListener());
        this.insert(events);
        this.context = {
            log: this.log,
            clock: time,
            timers: time,
            background,
            random,
            port: {
                payloadBytes: PAYLOAD_BYTES,
                wholeBytes: WHOLE_BYTES,
                broadcast: (priority, key, source, onSettled) => {
                    this.waiting.push({ priority, key, source, onSettled });
                    if (this.isOpen) this.deliver();
                },
                whisper: (priority, target, key, source, onSettled) => {
                    this.waiting.push({ priority, key, source, onSettled, target });
                    if (this.isOpen) this.deliver();
                },
                mayWhisper: () => this.mayWhisper,
                needsSpokesmen: () => this.needsSpokesmen,
                mayPeerSpeak: () => this.mayPeerSpeak,
                ignore: (reason) => {
                    this.ignored[reason] = (this.ignored[reason] ?? 0) + 1;
                },
            },
            self: identity.name,
            claim: START,
            mayServe: () => this.mayServe,
            mayLeave: () => this.mayLeave,
            isCreator: (_id, peer) => peer === this.creator,
            isSending: () => this.isSending,
            seals: NO_SEALS,
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
            const { priority, key, source, target, onSettled } = table.remove(this.waiting, math.max(first, 0) + 1)!;
            while (true) {
                // Units are said whole: how the link splits them does not matter here.
                const [type, payload] = source.take(WHOLE_BYTES);
                if (type === undefined && source.hasMore()) {
                    // It is being packed in the background.
                    table.insert(this.waiting, 1, { priority, key, source, target, onSettled });
                    this.world.time.after(FRAME, () => this.deliver());
                    return;
                }
                if (type === undefined) break;
                this.said.push({ at: this.world.time.now, priority, key, type, payload, target });
            }
            onSettled?.("sent");
        }
    }

    /** Forgets what waits, as an outbox does that is full. */
    drop(): void {
        while (this.waiting.length > 0) table.remove(this.waiting)!.onSettled?.("dropped");
    }

    /** Payloads of a type, in the order in which they were said. */
    payloads(type: number): string[] {
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
