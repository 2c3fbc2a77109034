/** A peer's request for one week, which this client may answer. */

import { HEARTY_BYTES, REPEAT_SECONDS } from "./constants";
import type { Standing } from "./reputation";
import type { Mode, RequestEntry } from "./requests";

/**
 * The state of the answer. "waiting": for this client's turn, or for the answer to be computed. "undecided": the sums
 * so far do not give the difference. "gathered": found, to be sent with what else the requester lacks. "answered": sent to
 * everybody. "whispered": sent to the requester alone.
 */
export type RequestState = "waiting" | "undecided" | "gathered" | "answered" | "whispered";

export class PendingRequest {
    state: RequestState = "waiting";
    readonly weekNumber: number;
    /** Number of events that the requester has of the week. */
    readonly count: number;
    /** Its fingerprint of the week; 0 when it has none to tell. */
    readonly fingerprint: number;
    readonly mode: Mode;
    readonly isKeyed: boolean;
    readonly isDoubted: boolean;
    /** Short ids, or power sums from the first on. Further sums may be added. */
    readonly numbers: number[];
    /** Events of the week that had been heard of others when that was last looked at. */
    heardCount = 0;
    /** Those whose turn came before, and who have not answered: silent, if there is anything to say. */
    before: readonly Standing[] = [];
    /** Uptime since when somebody else is answering. */
    answeringSince?: number;

    /**
     * @param since uptime in seconds when it came.
     * @param askedAt uptime when the peer asked first and has got next to nothing since; nil if it asks for the first time. If
     * so, a note that another peer is at work is ignored.
     */
    constructor(
        readonly peer: Standing,
        readonly salt: number,
        { weekNumber, count, mode, isKeyed, isDoubted, fingerprint, numbers }: RequestEntry,
        readonly since: number,
        readonly askedAt?: number,
    ) {
        this.weekNumber = weekNumber;
        this.count = count;
        this.fingerprint = fingerprint;
        this.mode = mode;
        this.isKeyed = isKeyed;
        this.isDoubted = isDoubted;
        this.numbers = [...numbers];
    }

    /** Uptime when the peer asked first. */
    firstAt(): number {
        return this.askedAt ?? this.since;
    }

    /**
     * Whether an entry that comes now repeats this request: it comes soon, and its sender has got next to nothing since.
     * @param bytesPerEvent of the week.
     */
    isRepeatedBy({ count }: RequestEntry, bytesPerEvent: number, now: number): boolean {
        return now - this.since < REPEAT_SECONDS && (count - this.count) * bytesPerEvent < HEARTY_BYTES;
    }

    /**
     * Adds further sums.
     * @param first power of the first one.
     * @returns false when they do not follow the sums that are already here.
     */
    extend(first: number, sums: readonly number[]): boolean {
        const { numbers } = this;
        if (first !== numbers.length + 1) {
            return false;
        }
        for (const sum of sums) {
            numbers[numbers.length] = sum;
        }
        return true;
    }
}
