/** Messages that are held until it is known whether their sender may speak. */

import type { MessageHandler } from "./message-kind";
import type { Peer } from "./peers";

/** Most messages that are held while it is not known whether their senders may speak. */
export const HELD_MESSAGE_LIMIT = 50;

/** A message that is held. */
export interface HeldMessage {
    readonly handler: MessageHandler;
    readonly payload: string;
    readonly peer: Peer;
    readonly isWhispered: boolean;
}

export class HeldMessages {
    private messages: HeldMessage[] = [];

    /** Holds a message. Returns false when the oldest one was dropped to make room. */
    add(message: HeldMessage): boolean {
        const isFull = this.messages.length >= HELD_MESSAGE_LIMIT;
        if (isFull) {
            table.remove(this.messages, 1);
        }
        this.messages[this.messages.length] = message;
        return !isFull;
    }

    /** Removes and returns all held messages, oldest first. */
    take(): readonly HeldMessage[] {
        const { messages } = this;
        this.messages = [];
        return messages;
    }
}
