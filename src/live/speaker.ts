/** Says this client's board: what changes, what others lack of it, and that it is there. */

import { encodeDelta, encodeOutline, type Outline } from "./board/cells";
import { BYE, DELTA, encodeBye } from "./board/messages";
import type { OwnBoard } from "./board/own-board";
import { PACE_BURST, REFUTE_SECONDS } from "./constants";
import type { RoomContext } from "./context";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import { TokenBucket } from "../link/token-bucket";

const huge = math.huge;
const max = math.max;
const min = math.min;

/** Changes of this board that were asked for: those in (from, until]. */
interface Asked {
    from: number;
    until: number;
}

export class Speaker {
    /** The change up to which everything was said to all. */
    private said = 0;
    /** Uptime when a change was said last. Read only. */
    saidAt = -huge;
    /** The last change that was no renewal. */
    private freshTop = 0;
    private readonly pace: TokenBucket;
    private isDue = false;
    private asked: Asked | undefined;
    private outlinedAt = -huge;
    /** The functions of whenSent(). */
    private readonly onSent: ((this: void, top: number) => void)[] = [];

    constructor(
        private readonly context: RoomContext,
        private readonly own: OwnBoard,
    ) {
        this.pace = new TokenBucket(context.clock, PACE_BURST, 1);
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
        if (this.isDue) {
            return;
        }
        this.isDue = true;
        this.context.timers.after(this.pace.secondsUntil(1), () => {
            this.isDue = false;
            this.say();
        });
    }

    /** Says the whole board, for the others to hear that this client has joined. */
    open(): void {
        this.outlinedAt = this.context.clock.uptime();
        if (this.own.top === 0) {
            this.broadcast("outline", encodeOutline(this.outline()));
        } else {
            this.say();
        }
    }

    /** Says that this client is there, and what its board should be; not too often. */
    refute(): void {
        const now = this.context.clock.uptime();
        if (now - this.outlinedAt >= REFUTE_SECONDS) {
            this.outlinedAt = now;
            this.broadcast("outline", encodeOutline(this.outline()));
        }
    }

    /** Says changes again that somebody lacks. */
    answer(from: number, until: number): void {
        if (until <= from) {
            this.refute();
            return;
        }
        const { asked } = this;
        this.asked = { from: min(from, asked?.from ?? from), until: max(until, asked?.until ?? until) };
        const source = new MessageSource(() => {
            const range = this.asked;
            if (range === undefined || range.until <= range.from) {
                this.asked = undefined;
                return $multi(undefined, undefined);
            }
            const [bytes, to] = this.delta(range.from, range.until);
            range.from = to;
            return $multi(DELTA, bytes);
        });
        this.context.port.broadcast(Priority.Repair, "answer", source);
    }

    /** Says that this incarnation ends. */
    bye(): void {
        const source = MessageSource.once(BYE, encodeBye(this.own.incarnation));
        this.context.port.broadcast(Priority.Live, "bye", source);
    }

    /** What is said of the board as a whole. */
    outline(isRenewal = true): Outline {
        const { own } = this;
        return { incarnation: own.incarnation, isRenewal, top: own.top, check: own.check() };
    }

    private say(): void {
        const { own, context } = this;
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
            if (settlement === "sent") {
                for (const listener of this.onSent) {
                    listener(this.said);
                }
            } else if (settlement !== "closed") {
                // Nobody may have heard it. It goes with the next change, or is asked for.
                this.said = min(this.said, before);
            }
        });
    }

    private delta(from: number, until: number): LuaMultiReturn<[bytes: string, to: number]> {
        const { own, context } = this;
        const isRenewal = from >= this.freshTop;
        return encodeDelta(own.list(), this.outline(isRenewal), from, until, context.port.payloadBytes, true);
    }

    private broadcast(key: string, bytes: string): void {
        this.context.port.broadcast(Priority.Control, key, MessageSource.once(DELTA, bytes));
    }
}
