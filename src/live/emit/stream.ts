/** The events of one incarnation of a sender, brought into their order. docs/rooms-protocol.md is normative. */

import type { EventCell } from "./event-cells";

/** An event that waits for those before it. */
interface Held {
    readonly event: EventCell;
    /** The change of the sender's board that wrote it. */
    readonly sequence: number;
}

/** Told of what is shown. */
export interface StreamListener {
    readonly event: (this: void, event: EventCell) => void;
    /** So many events will never come. */
    readonly gap: (this: void, count: number) => void;
}

export class Stream {
    /** The number that is shown next; nil while it is not known. */
    private next: number | undefined;
    /** Ascending by number. */
    private held: Held[] = [];

    /**
     * @param isFollowed whether it is known from its beginning. Else what is missing before the first event that is shown was before this client's
     * time, and is no gap.
     */
    constructor(
        readonly incarnation: number,
        private isFollowed: boolean,
        private readonly listener: StreamListener,
    ) {
        this.next = isFollowed ? 1 : undefined;
    }

    /** Whether something waits. */
    isWaiting(): boolean {
        return this.held.length > 0;
    }

    /** An event that was said before this client listened: it is not shown. */
    skip(number: number): void {
        if (!this.isFollowed && number >= (this.next ?? 0)) {
            this.next = number + 1;
        }
    }

    /** An event stands on the sender's board. */
    take(event: EventCell, sequence: number): void {
        const { held } = this;
        const { number } = event;
        const isKnown = number < (this.next ?? 0) || held.some((each) => each.event.number === number);
        if (isKnown) {
            return;
        }
        let place = held.length;
        while (place > 0 && held[place - 1].event.number > number) {
            place--;
        }
        table.insert(held, place + 1, { event, sequence });
        this.showWhile(() => false);
    }

    /** An event does not stand there any more: those before it will not come either. */
    gone(number: number): void {
        this.showWhile((first) => first.event.number <= number && this.isHeld(number));
    }

    /** Everything up to a change of the sender's board is known, by its own word: what is missing there is gone. */
    known(sequence: number): void {
        this.showWhile((first) => first.sequence <= sequence);
    }

    private isHeld(number: number): boolean {
        return this.held.some((each) => each.event.number === number);
    }

    /** Shows the first events, as long as they are the next ones or due. */
    private showWhile(isDue: (this: void, first: Held) => boolean): void {
        let first = this.first();
        while (first !== undefined && (first.event.number <= (this.next ?? 0) || isDue(first))) {
            this.show(first);
            first = this.first();
        }
    }

    private first(): Held | undefined {
        return this.held[0];
    }

    private show({ event }: Held): void {
        const { listener } = this;
        table.remove(this.held, 1);
        const missing = event.number - (this.next ?? event.number);
        // Events that were skipped may have overtaken it.
        if (missing < 0) {
            return;
        }
        const isGap = missing > 0 && this.isFollowed;
        this.next = event.number + 1;
        this.isFollowed = true;
        if (isGap) {
            listener.gap(missing);
        }
        listener.event(event);
    }
}
