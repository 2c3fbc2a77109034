/** Messages <-> frames of one ledger: puts type and tag around what goes out, and takes them off what comes in. */

import { hash32 } from "../codec/murmur3";
import { decodeFrame, encodeFrame } from "./frame";
import type { Route } from "../ports";
import { type Outbox, Priority } from "./outbox";
import type { OutboxCounters } from "../api/status";

/** Gives the next message of an entry; nothing when all is said. */
export type Produce = (this: void) => LuaMultiReturn<[type: number, payload: string] | [undefined, undefined]>;

/** The tag of a ledger in a scope: keeps the messages of two guilds in one raid apart. */
export function tagOf(name: string, scope: string): number {
    return hash32(`${name}\0${scope}`, 0) % 65536;
}

/** Hears what the mailbox comes across. */
export interface MailboxListener {
    /** A message is on its way out. */
    produced(type: number, payload: string): void;
    /** A frame of another version came from a peer. */
    otherVersion(sender: string, version: number): void;
}

/** The ways out. */
export interface Ways {
    readonly outbox: Outbox;
    /** Whispers have a pace of their own. */
    readonly whispers: Outbox;
    /** The routes that are open now and reach everybody. */
    readonly routes: (this: void) => readonly Route[];
    /** Whether whispers are free of the throttle now. */
    readonly mayWhisper: (this: void) => boolean;
}

export class Mailbox {
    /** Messages that were no frames, or of another version, by reason. Read only. */
    readonly faults: Record<string, number> = {};

    constructor(
        private readonly ways: Ways,
        private readonly tag: number,
        private readonly listener: MailboxListener,
    ) {}

    /** Sends messages to everybody. A waiting entry with the same key is replaced. */
    broadcast(priority: Priority, key: string, produce: Produce): void {
        this.add(this.ways.outbox, priority, key, this.ways.routes, produce);
    }

    /** Sends messages to one player. A waiting entry with the same key is replaced. */
    whisper(target: string, key: string, produce: Produce): void {
        const routes: Route[] = [{ chatType: "WHISPER", target }];
        this.add(this.ways.whispers, Priority.Bulk, key, () => routes, produce);
    }

    /** Whether whispers are free of the throttle now. */
    mayWhisper(): boolean {
        return this.ways.mayWhisper();
    }

    /** Number of entries that wait to be sent. */
    waiting(): number {
        return this.ways.outbox.waiting() + this.ways.whispers.waiting();
    }

    /** Whether the game refuses messages at present. */
    isInLockdown(): boolean {
        return this.ways.outbox.isInLockdown() || this.ways.whispers.isInLockdown();
    }

    /** What became of all messages so far. */
    counters(): OutboxCounters {
        return this.ways.outbox.counters;
    }

    /** Tells that a restriction of the game has ended. */
    unlock(): void {
        this.ways.outbox.unlock();
        this.ways.whispers.unlock();
    }

    /** Forgets all that waits. */
    clear(): void {
        this.ways.outbox.clear();
        this.ways.whispers.clear();
    }

    /** Reads the text of an addon message; nothing when it is not for this ledger and scope. */
    open(text: string, sender: string): LuaMultiReturn<[type: number, payload: string] | [undefined, undefined]> {
        const [type, tagOrFault, payloadOrVersion] = decodeFrame(text);
        if (type === undefined) {
            const fault = tagOrFault as string;
            this.faults[fault] = (this.faults[fault] ?? 0) + 1;
            if (payloadOrVersion !== undefined) {
                this.listener.otherVersion(sender, payloadOrVersion);
            }
            return $multi(undefined, undefined);
        }
        if (tagOrFault !== this.tag) {
            return $multi(undefined, undefined);
        }
        return $multi(type, payloadOrVersion as string);
    }

    private add(
        outbox: Outbox,
        priority: Priority,
        key: string,
        routes: (this: void) => readonly Route[],
        produce: Produce,
    ): void {
        outbox.add({
            key,
            priority,
            routes,
            produce: () => {
                const [type, payload] = produce();
                if (type === undefined) {
                    return undefined;
                }
                this.listener.produced(type, payload);
                return encodeFrame(type, this.tag, payload);
            },
        });
    }
}
