/** What a replica sends on to the primary for those who are connected to it: records of others, beside its own loose ones. */
import type { RoomRecord } from "../room/record";
import type { MessageOf } from "./messages";

/** The primary's answer; undefined where the connection has ended without one. */
export type ForwardAnswer =
    Pick<MessageOf<"Accepted">, "position"> | Pick<MessageOf<"RejectOffer">, "reasons" | "heads"> | undefined;

/** An Offer that is to be sent on with its records unchanged. */
export interface Forward {
    readonly records: readonly RoomRecord[];
    readonly answer: (answer: ForwardAnswer) => void;
}

/** Offers that wait for their turn, in the order in which they came. */
export class Forwards {
    private waiting: Forward[] = [];

    /** The one that goes next; undefined where none waits. */
    get first(): Forward | undefined {
        return this.waiting.at(0);
    }

    add(forward: Forward): void {
        this.waiting.push(forward);
    }

    /** Takes one out: it was sent, or nobody waits for its answer any more. */
    remove(forward: Forward): void {
        this.waiting = this.waiting.filter((other) => other !== forward);
    }

    /** Says to all that wait that the primary cannot be reached. */
    fail(): void {
        for (const { answer } of this.waiting.splice(0)) answer(undefined);
    }
}
