/** Messages whose sender may or may not speak for the ledger, that wait until authorize() knows. */

import { HELD_MESSAGES } from "./constants";
import type { Peer } from "./peers";

interface HeldMessage {
    readonly type: number;
    readonly payload: string;
    readonly peer: Peer;
}

export class HeldMessages {
    private messages: HeldMessage[] = [];

    /** Keeps a message. False when the oldest had to give way to it. */
    add(message: HeldMessage): boolean {
        const isFull = this.messages.length >= HELD_MESSAGES;
        if (isFull) {
            table.remove(this.messages, 1);
        }
        this.messages[this.messages.length] = message;
        return !isFull;
    }

    /** All of them, the oldest first; none are kept. */
    take(): readonly HeldMessage[] {
        const { messages } = this;
        this.messages = [];
        return messages;
    }
}
