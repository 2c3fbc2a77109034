/** Says cells again until they are answered. */

import type { Handle } from "../../ports";
import type { RoomSession } from "../session";

const min = math.min;

/** A cell that is said again. */
interface Repeated {
    readonly slot: number;
    /** The change by which it was said last. */
    change: number;
    /** How often it was said again. */
    count: number;
    /** Runs from when that change was handed to the game. */
    timer?: Handle;
}

export class Repeater {
    private repeated: Repeated[] = [];

    /**
     * @param delays seconds between being sent and being said again, the first time, the second time and so on.
     * @param isEndless whether the last delay counts for all further times; else it was the last time.
     */
    constructor(
        private readonly session: RoomSession,
        private readonly delays: readonly number[],
        private readonly isEndless: boolean,
    ) {
        session.gossip.speaker.whenSent((top) => this.sent(top));
    }

    /** A slot of the own board was just written: says it again until stop(). */
    start(slot: number): void {
        this.stop(slot);
        this.repeated[this.repeated.length] = { slot, change: this.session.own.top, count: 0 };
    }

    stop(slot: number): void {
        this.repeated = this.repeated.filter((each) => {
            if (each.slot === slot) {
                each.timer?.cancel();
            }
            return each.slot !== slot;
        });
    }

    /** Says a slot again now. */
    hasten(slot: number): void {
        const each = this.repeated.find((other) => other.slot === slot);
        if (each === undefined) {
            this.session.own.repeat(slot);
            return;
        }
        each.timer?.cancel();
        this.say(each);
    }

    private sent(top: number): void {
        const { delays, isEndless } = this;
        for (const each of this.repeated) {
            const isNext = each.timer === undefined && each.change <= top;
            if (isNext && (isEndless || each.count < delays.length)) {
                const delay = delays[min(each.count, delays.length - 1)];
                each.timer = this.session.context.timers.after(delay, () => {
                    each.count++;
                    this.say(each);
                });
            }
        }
    }

    private say(each: Repeated): void {
        each.timer = undefined;
        this.session.own.repeat(each.slot);
        each.change = this.session.own.top;
    }
}
