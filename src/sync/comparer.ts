/**
 * Compares weeks under a new salt now and then. Rows are made of hashes without a key: who may write can prepare events that
 * differ and have equal rows, and rows say nothing of the server ids of creators. A week whose row is equal and whose
 * product is not is doubted: it is asked for with keyed short ids, and told in the status.
 */

import { bytesLess } from "../codec/compare";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Handle, Pause } from "../ports";
import {
    ADVERTISE_JITTER_SHARE,
    BULK_JITTER_SECONDS,
    COMPARE_INTERVAL_SECONDS,
    COMPARED_EVENTS,
    DOUBT_FIRST_SECONDS,
    DOUBT_LIMIT,
    DOUBT_SECONDS,
    DOUBT_TRIES,
    PUT_OFF_LIMIT,
    REQUEST_INHIBIT_SECONDS,
} from "./constants";
import type { SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import { COMPARE, COMPARED_WEEKS, type ComparedWeek, type Comparison, encodeComparison } from "./messages";
import type { Reputation, Standing } from "./reputation";
import { drawSalt } from "./short-id";
import type { UntoldDifference } from "./standstills";
import { weekProduct } from "./week-product";
import { isSettled, rowOf } from "./week-summary";

const floor = math.floor;
const format = string.format;
const huge = math.huge;
const max = math.max;

/** A week that equals that of a peer by its row, but not by its product. */
interface Doubt {
    readonly peer: string;
    readonly week: ComparedWeek;
    readonly salt: number;
    readonly point: number;
    /** Uptime in seconds when the peer's comparison came. */
    readonly since: number;
    /** How often it was asked for. */
    tries: number;
}

function keyOf(peer: string, weekNumber: number): string {
    return format("%s %.0f", peer, weekNumber);
}

export class Comparer {
    private readonly doubts = new LuaMap<string, Doubt>();
    private size = 0;
    /** Doubted weeks that anybody asked for. */
    private readonly requested: Inhibitor<number>;
    /** How many comparisons of others have stood for an own one since the last. */
    private putOffs = 0;
    private timer: Handle | undefined;

    /**
     * @param ask asks for a week that is doubted.
     * @param onChange called when the doubts change.
     */
    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
        private readonly ask: (this: void, weekNumber: number) => void,
        private readonly onChange: (this: void) => void,
    ) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT_SECONDS);
        this.wait(context.random.fraction());
    }

    /** Number of doubts. */
    count(): number {
        return this.size;
    }

    /** Other weeks are closed or absent than before: those are not doubted. */
    sealsChanged(): void {
        for (const [key, { week }] of this.doubts) {
            if (isSettled(this.context.log, week.weekNumber)) {
                this.settle(key);
            }
        }
    }

    /** The weeks that are doubted, the newest first, then by peer. */
    differences(): UntoldDifference[] {
        const list: UntoldDifference[] = [];
        for (const [, { peer, week, tries }] of this.doubts) {
            list[list.length] = { peer, weekNumber: week.weekNumber, surplus: 0, failures: tries };
        }
        table.sort(list, (a, b) =>
            a.weekNumber === b.weekNumber ? bytesLess(a.peer, b.peer) : a.weekNumber > b.weekNumber,
        );
        return list;
    }

    /** Handles the comparison of a peer. */
    heard(comparison: Comparison, peer: Standing): void {
        if (peer.comparisons.take(1) < 1) {
            this.context.port.ignore("comparisons");
            return;
        }
        const { log, background } = this.context;
        background.run((pause) => {
            let isNewestEqual = false;
            let isAnyDifferent = false;
            for (const week of comparison.weeks) {
                log.hash(pause);
                const isEqual = this.isEqual(week, comparison, pause);
                // One that leaves out the newest week does not stand for an own one, which would tell it.
                isNewestEqual ||= isEqual === true && week.weekNumber === log.weekNumbers[log.weekNumbers.length - 1];
                isAnyDifferent ||= isEqual === false;
                if (isEqual === true) {
                    this.settle(keyOf(peer.name, week.weekNumber));
                } else if (isEqual === false && !isSettled(log, week.weekNumber)) {
                    this.doubt(week, comparison, peer.name);
                }
            }
            if (isNewestEqual && !isAnyDifferent) {
                this.putOff();
            }
        });
    }

    /** Handles another client's request for a week that it doubts. */
    requestHeard(weekNumber: number): void {
        this.requested.note(weekNumber);
    }

    /** Forgets doubts that were raised long ago. */
    sweep(): void {
        const before = this.context.clock.uptime() - DOUBT_SECONDS;
        for (const [key, { since }] of this.doubts) {
            if (since < before) {
                this.settle(key);
            }
        }
    }

    /** Whether the own week is that of a peer; nil when the rows differ or the log changed on the way. */
    private isEqual(week: ComparedWeek, { salt, point }: Comparison, pause: Pause): boolean | undefined {
        const { log } = this.context;
        const own = rowOf(log, week.weekNumber);
        // What is not here cannot be compared.
        if (log.isAbsent(week.weekNumber)) {
            return undefined;
        }
        if (own.count !== week.count || own.fingerprint !== week.fingerprint) {
            return undefined;
        }
        const product = weekProduct(log, week.weekNumber, salt, point, pause);
        return product === undefined ? undefined : product === week.product;
    }

    private doubt(week: ComparedWeek, { salt, point }: Comparison, peer: string): void {
        const key = keyOf(peer, week.weekNumber);
        const isKnown = this.doubts.has(key);
        if (!isKnown && this.size >= DOUBT_LIMIT) {
            this.makeRoom();
        }
        this.size += isKnown ? 0 : 1;
        const doubt = { peer, week, salt, point, since: this.context.clock.uptime(), tries: 0 };
        this.doubts.set(key, doubt);
        this.onChange();
        this.askSoon(key, doubt);
    }

    /** Drops the oldest doubt about the peer with the most: who raises many takes the room of nobody else. */
    private makeRoom(): void {
        const counts = new LuaMap<string, number>();
        let most = 0;
        for (const [, { peer }] of this.doubts) {
            const count = (counts.get(peer) ?? 0) + 1;
            counts.set(peer, count);
            most = max(most, count);
        }
        let oldest: string | undefined;
        let oldestSince = huge;
        for (const [key, { peer, since }] of this.doubts) {
            const isOlder = since < oldestSince || (since === oldestSince && bytesLess(key, oldest!));
            if (counts.get(peer) === most && isOlder) {
                oldest = key;
                oldestSince = since;
            }
        }
        this.settle(oldest!);
    }

    private settle(key: string): void {
        if (this.doubts.has(key)) {
            this.doubts.delete(key);
            this.size--;
            this.onChange();
        }
    }

    /** Asks for a doubted week unless somebody else just has, and looks again after a while. */
    private askSoon(key: string, doubt: Doubt): void {
        const { timers, random } = this.context;
        timers.after(BULK_JITTER_SECONDS * random.fraction(), () => {
            if (this.doubts.get(key) !== doubt) {
                return;
            }
            const { weekNumber } = doubt.week;
            if (!this.requested.isInhibited(weekNumber)) {
                this.requested.note(weekNumber);
                this.ask(weekNumber);
            }
            doubt.tries++;
            timers.after(DOUBT_FIRST_SECONDS * 2 ** (doubt.tries - 1), () => this.review(key, doubt));
        });
    }

    /** Compares a doubted week again with what the peer had. */
    private review(key: string, doubt: Doubt): void {
        const { log, background } = this.context;
        background.run((pause) => {
            const { week, salt, point } = doubt;
            const product = weekProduct(log, week.weekNumber, salt, point, pause);
            if (this.doubts.get(key) !== doubt) {
                return;
            }
            if (product === week.product) {
                this.settle(key);
            } else if (doubt.tries < DOUBT_TRIES) {
                this.askSoon(key, doubt);
            }
        });
    }

    /** Lets another client's comparison stand for an own one, not more often than there are clients that make some. */
    private putOff(): void {
        if (this.putOffs < max(PUT_OFF_LIMIT, this.reputation.serving().length)) {
            this.putOffs++;
            this.wait(1);
        }
    }

    /** @param share part of the interval that is waited for. */
    private wait(share: number): void {
        const { timers, random } = this.context;
        this.timer?.cancel();
        const jitter = 1 + ADVERTISE_JITTER_SHARE * random.fraction();
        this.timer = timers.after(COMPARE_INTERVAL_SECONDS * share * jitter, () => {
            this.putOffs = 0;
            this.wait(1);
            if (this.context.mayServe() === true && this.context.log.count() > 0) {
                this.context.background.run((pause) => this.compare(pause));
            }
        });
    }

    /** Tells what the newest week and some others, drawn by lot, hold. */
    private compare(pause: Pause): void {
        const { log, port, random } = this.context;
        const salt = drawSalt(random);
        const point = drawSalt(random);
        const weeks: ComparedWeek[] = [];
        for (const weekNumber of this.draw()) {
            log.hash(pause);
            const { count, fingerprint } = rowOf(log, weekNumber);
            const product = weekProduct(log, weekNumber, salt, point, pause);
            if (product !== undefined) {
                weeks[weeks.length] = { weekNumber, count, fingerprint, product };
            }
        }
        if (weeks.length > 0) {
            const source = MessageSource.once(COMPARE, encodeComparison({ salt, point, weeks }));
            port.broadcast(Priority.Control, "compare", source);
        }
    }

    private draw(): number[] {
        const { log, random } = this.context;
        const weekNumbers = log.weekNumbers.filter((weekNumber) => !log.isAbsent(weekNumber));
        if (weekNumbers.length === 0) {
            return [];
        }
        const drawn = [weekNumbers[weekNumbers.length - 1]];
        let events = log.week(drawn[0])!.count();
        for (const _ of $range(2, COMPARED_WEEKS)) {
            const weekNumber = weekNumbers[floor(random.fraction() * weekNumbers.length)];
            const count = log.week(weekNumber)!.count();
            if (!drawn.includes(weekNumber) && events + count <= COMPARED_EVENTS) {
                drawn[drawn.length] = weekNumber;
                events += count;
            }
        }
        return drawn;
    }
}
