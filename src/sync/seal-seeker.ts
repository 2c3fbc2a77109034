/**
 * Asks who has the state of a seal, or has checked it: a few times at once, wider each time, then with growing pauses, since
 * nobody may have it.
 */

import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import { REQUEST_JITTER_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import {
    SEAL_NAME_BYTES,
    SEAL_PAUSE_LIMIT_SECONDS,
    SEAL_PAUSE_SECONDS,
    SEAL_TRIES,
    SEAL_WAIT_SECONDS,
} from "./seal-constants";
import type { SealName } from "./seal-host";
import { encodeSealRequest, SEAL_REQUEST } from "./seal-messages";

const min = math.min;
const sub = string.sub;

/** Most that the count of tries in a message can say. */
const TRIES_LIMIT = 255;

export class SealSeeker {
    /** First bytes of the digest that is asked about; "" for none. */
    private digest = "";
    /** How often it was asked about, and the uptimes of the last time and the next one. */
    private tries = 0;
    private askedAt = 0;
    private nextAt = 0;
    /** Pauses in a row without anything coming. */
    private pauses = 0;

    constructor(private readonly context: SyncContext) {}

    /**
     * Asks about a seal if that is due.
     * @returns seconds until it is again.
     */
    seek({ week, digest }: SealName): number {
        const { clock, port, random } = this.context;
        const now = clock.uptime();
        const name = sub(digest, 1, SEAL_NAME_BYTES);
        if (name !== this.digest) {
            this.digest = name;
            this.tries = 0;
            this.pauses = 0;
            this.nextAt = now + REQUEST_JITTER_SECONDS * random.fraction();
        }
        if (now >= this.nextAt) {
            const payload = encodeSealRequest({ week, digest: name, tries: min(this.tries, TRIES_LIMIT) });
            port.broadcast(Priority.Control, "sealRequest", MessageSource.once(SEAL_REQUEST, payload));
            this.askedAt = now;
            this.tries++;
            this.nextAt = now + (this.tries < SEAL_TRIES ? SEAL_WAIT_SECONDS : this.pause());
        }
        return this.nextAt - now;
    }

    /** Whether a seal was asked about, by the first bytes of its digest, and no other one since. */
    hasAsked(digest: string): boolean {
        return this.digest === digest && this.tries > 0;
    }

    /** Something came of it. The pauses begin anew. */
    succeeded(): void {
        this.pauses = 0;
    }

    /** Somebody has come who may have the state: it is asked for sooner than in the middle of a long pause. */
    hasten(): void {
        this.nextAt = min(this.nextAt, this.askedAt + SEAL_PAUSE_SECONDS);
    }

    private pause(): number {
        const seconds = min(SEAL_PAUSE_LIMIT_SECONDS, SEAL_PAUSE_SECONDS * 2 ** this.pauses);
        this.pauses++;
        return seconds;
    }
}
