/** Says this client's board: what changes, what others lack of it, and that it is there. */

import { encodeDelta, encodeOutline, type Outline } from "./board/cells";
import { BYE, DELTA, encodeBye } from "./board/messages";
import type { OwnBoard } from "./board/own-board";
import { ANSWERED_SECONDS, PACE_BURST, REFUTE_SECONDS } from "./constants";
import type { RoomContext } from "./context";
import { MessageSource } from "../link/message-source";
import { Priority, type Settlement } from "../link/outbox-queues";
import { TokenBucket } from "../link/token-bucket";

const huge = math.huge;
const max = math.max;
const min = math.min;

/** What a board was as a whole when something of it was said. */
export type Told = Pick<Outline, "top" | "check">;

/** Changes of this board that were asked for: those in (from, until]. */
interface Asked {
    from: number;
    until: number;
}

export class Speaker {
    /** The change up to which everything was said to all. */
    private said = 0;
    /** What was last said of the board as a whole: others cannot know what it has become since. Read only. */
    told: Told;
    /** Uptime when a change was said last. Read only. */
    saidAt = -huge;
    /** The last change that was no renewal. */
    private freshTop = 0;
    private readonly pace: TokenBucket;
    private isDue = false;
    /** Whether changes, or what was asked for, are on their way to the game: what is new goes with them. */
    private isSaying = false;
    private isAnswering = false;
    private asked: Asked | undefined;
    /** What the last message said, and at what uptime. */
    private last = { from: 0, to: 0, at: -huge };
    private outlinedAt = -huge;
    /** The functions of whenSent(). */
    private readonly onSent: ((this: void, top: number) => void)[] = [];

    constructor(
        private readonly context: RoomContext,
        private readonly own: OwnBoard,
    ) {
        this.pace = new TokenBucket(context.clock, PACE_BURST, 1);
        this.told = { top: own.top, check: own.check() };
    }

    /** Has a function told each time when all changes up to one have been handed to the game. */
    whenSent(listener: (this: void, top: number) => void): void {
        this.onSent[this.onSent.length] = listener;
    }

    /** The board has changed: it is said soon. */
    changed(isRenewal: boolean): void {
        if (!isRenewal) {
            this.freshTop = this.own.top;
        }
        this.saySoon();
    }

    /** Says the whole board, for the others to hear that this client has joined. */
    open(): void {
        this.outlinedAt = this.context.clock.uptime();
        if (this.own.top === 0) {
            this.sayOutline();
        } else {
            this.say();
        }
    }

    /** Says that this client is there, and what its board should be; not too often. */
    refute(): void {
        if (this.context.clock.uptime() - this.outlinedAt >= REFUTE_SECONDS) {
            this.sayOutline();
        }
    }

    /** Says changes again that somebody lacks; with them all others, where some were not said yet. */
    answer(from: number, until: number): void {
        if (until <= from) {
            this.refute();
            return;
        }
        const { asked, last } = this;
        const isOnItsWay = this.context.clock.uptime() - last.at < ANSWERED_SECONDS;
        if (isOnItsWay && last.from <= from && last.to >= until) {
            return;
        }
        this.asked = { from: min(from, asked?.from ?? from), until: max(until, asked?.until ?? until) };
        if (this.isAnswering) {
            return;
        }
        this.isAnswering = true;
        let before = this.said;
        const source = new MessageSource(() => {
            const range = this.asked;
            if (range === undefined || range.until <= range.from) {
                this.asked = undefined;
                return $multi(undefined, undefined);
            }
            before = this.said;
            range.until = before < this.own.top ? this.own.top : range.until;
            const [bytes, to] = this.delta(range.from, range.until);
            this.said = range.from <= before ? max(before, to) : before;
            range.from = to;
            return $multi(DELTA, bytes);
        });
        this.context.port.broadcast(Priority.Repair, "answer", source, (settlement) => {
            this.isAnswering = false;
            this.unsay(settlement, before);
        });
    }

    /** Says that this incarnation ends. */
    bye(): void {
        const source = MessageSource.once(BYE, encodeBye(this.own.incarnation));
        this.context.port.broadcast(Priority.Live, "bye", source);
    }

    private saySoon(): void {
        if (this.isDue) {
            return;
        }
        this.isDue = true;
        this.context.timers.after(this.pace.secondsUntil(1), () => {
            this.isDue = false;
            this.say();
        });
    }

    /** Says what the board should be. Where something was not said yet, that says it as well. */
    private sayOutline(): void {
        const { context, own } = this;
        this.outlinedAt = context.clock.uptime();
        if (this.said < own.top) {
            this.saySoon();
            return;
        }
        const source = MessageSource.once(DELTA, encodeOutline(this.outline(true)));
        context.port.broadcast(Priority.Control, "outline", source);
    }

    /** What is said of the board as a whole. */
    private outline(isRenewal: boolean): Outline {
        const { own } = this;
        this.told = { top: own.top, check: own.check() };
        return { incarnation: own.incarnation, isRenewal, ...this.told };
    }

    private say(): void {
        const { own, context } = this;
        if (this.isSaying) {
            return;
        }
        this.isSaying = true;
        let before = this.said;
        const source = new MessageSource(() => {
            if (this.said >= own.top) {
                return $multi(undefined, undefined);
            }
            this.pace.take(1);
            before = this.said;
            const [bytes, to] = this.delta(before, own.top);
            this.said = to;
            this.saidAt = context.clock.uptime();
            return $multi(DELTA, bytes);
        });
        context.port.broadcast(Priority.Control, "board", source, (settlement) => {
            this.isSaying = false;
            if (settlement === "sent") {
                for (const listener of this.onSent) {
                    listener(this.said);
                }
            } else {
                this.unsay(settlement, before);
            }
        });
    }

    /** Nobody may have heard the last message: what is in it goes with the next change, or is asked for. */
    private unsay(settlement: Settlement, before: number): void {
        if (settlement !== "sent" && settlement !== "closed") {
            this.said = min(this.said, before);
        }
    }

    private delta(from: number, until: number): LuaMultiReturn<[bytes: string, to: number]> {
        const { own, context } = this;
        const outline = this.outline(from >= this.freshTop);
        const [bytes, to, begin] = encodeDelta(own.list(), outline, from, until, context.port.payloadBytes, true);
        this.last = { from: begin, to, at: context.clock.uptime() };
        return $multi(bytes, to);
    }
}
