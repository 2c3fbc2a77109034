/** What the parts of the sync share: the log, the ports, and the access to the link. */

import type { LinkPort } from "../link/link";
import type { Log } from "../log/log";
import type { Background, Clock, Pause, Random, Timers } from "../ports";
import type { SealHost } from "./seal-host";
import { areRootsReady, readyRoots } from "./roots";

/** Things of a list that may be worked on at once. */
const SHORT_LIST = 32;

const noPause: Pause = () => {};

export interface SyncContext {
    readonly log: Log;
    readonly clock: Clock;
    /** Timers that end with the sync. */
    readonly timers: Timers;
    /** Background work that ends with the sync. */
    readonly background: Background;
    readonly random: Random;
    readonly port: LinkPort;
    /** This client's name as "Name-Realm". */
    readonly self: string;
    /** This client's claim, in Unix seconds. */
    readonly claim: number;
    /** Whether this client advertises and answers; nil when that is not known yet. */
    readonly mayServe: (this: void) => boolean | undefined;
    /** Whether an event of the log may be sent. */
    readonly mayLeave: (this: void, time: number, id: number, body: string) => boolean;
    /** Whether the addon lets this client send. */
    readonly isSending: (this: void) => boolean;
    /** Whether a peer is the creator of events with this id: its own may be given back to it by anybody. */
    readonly isCreator: (this: void, id: number, peer: string) => boolean;
    /** Who keeps the seals. */
    readonly seals: SealHost;
}

/** Calls `then` when the hashes of all weeks are up to date: at once if they are already. */
export function whenHashed(context: SyncContext, then: (this: void) => void): void {
    const { log } = context;
    if (log.isHashed()) {
        then();
        return;
    }
    context.background.run((pause) => {
        log.hash(pause);
        then();
    });
}

/** Calls `then` when the hashes of all weeks are up to date and any root takes no time: at once if that is so already. */
export function whenRooted(context: SyncContext, then: (this: void) => void): void {
    const { log } = context;
    if (areRootsReady(log)) {
        then();
        return;
    }
    context.background.run((pause) => {
        readyRoots(log, pause);
        then();
    });
}

/** Works on the things of a list: at once when it is short, else in slices. */
export function inSlices({ background }: SyncContext, length: number, work: (this: void, pause: Pause) => void): void {
    if (length <= SHORT_LIST) {
        work(noPause);
    } else {
        background.run(work);
    }
}
