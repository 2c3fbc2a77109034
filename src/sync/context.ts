/** What the roles of the sync share: the log, the world, and the ways out. */

import type { Log } from "../log/log";
import type { Background, Clock, Pause, Random, Timers } from "../ports";
import type { Produce } from "../link/mailbox";
import type { Priority } from "../link/outbox";
import type { MessageType } from "./messages";

/** The way from sync to comm. */
export interface Post {
    /** Sends messages to everybody. A waiting entry with the same key is replaced. */
    broadcast(priority: Priority, key: string, produce: Produce): void;
    /** Sends messages to one peer, beside the throttle of those to everybody. */
    whisper(target: string, key: string, produce: Produce): void;
    /** Whether whispers are free of the throttle now. */
    mayWhisper(): boolean;
}

export interface SyncContext {
    readonly log: Log;
    readonly clock: Clock;
    readonly timers: Timers;
    readonly background: Background;
    readonly random: Random;
    readonly post: Post;
    /** Own name as "Name-Realm". */
    readonly self: string;
    /** Own claim, Unix seconds. */
    readonly claim: number;
    /** Whether this client advertises and answers. Nothing: not known yet. */
    readonly maySpeak: (this: void) => boolean | undefined;
    /** Whether an event of the log may go out. */
    readonly mayLeave: (this: void, time: number, id: number, body: string) => boolean;
}

/** Runs `then` when the hashes of all weeks are up to date. */
export function whenHashed(context: SyncContext, then: (this: void) => void): void {
    const { log } = context;
    if (log.isHashed()) {
        then();
        return;
    }
    context.background.run((pause: Pause) => {
        while (!log.isHashed()) {
            log.hash(pause);
        }
        then();
    });
}

/** For a single message whose payload is known already. */
export function once(type: MessageType, payload: string): Produce {
    let isSaid = false;
    return () => {
        if (isSaid) {
            return $multi(undefined, undefined);
        }
        isSaid = true;
        return $multi(type, payload);
    };
}
