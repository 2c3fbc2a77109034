/** The types of messages. Each type is one row, which dispatch, trace, demo, report and documentation read. */

import type { Peer } from "./peers";

/**
 * A type of message. CONTRIBUTING.md says how to add one.
 * @typeParam Message the decoded payload.
 */
export interface MessageKind<Message = unknown> {
    /**
     * 1 to 255. A number is never reused. 1 to 31 belong to the ledger's sync, 32 to 63 to rooms, 64 and up to the link
     * itself.
     */
    readonly type: number;
    /** The name in the trace, the demo and docs/protocol.md. */
    readonly name: string;
    /**
     * Whose messages count. "held": those of peers that may speak; they are held while that is not known. "only": those
     * of peers that are known to speak. Nil: everybody's.
     */
    readonly speaker?: "held" | "only";
    /**
     * The type of fragment that carries this message when it is large. Nil: it always fits into one message, and whoever sends
     * it in fragments makes it larger than it can be.
     */
    readonly fragmentType?: number;
    /** Decodes a payload; nil when it does not have the form of this type. */
    decode(this: void, payload: string): Message | undefined;
    /** Describes a message in words, without the name of its type. */
    describe(this: void, message: Message): string;
}

/** A type of message, and what a protocol does with a message of it. */
export interface MessageHandler<Message = unknown> {
    readonly kind: MessageKind<Message>;
    /** @param isWhispered whether it came to this client alone. */
    receive(this: void, message: Message, peer: Peer, isWhispered: boolean): void;
    /** Whether fragments of such a message that a peer sends and that were lost are asked for; none are by default. */
    isAwaited?(this: void, peer: Peer): boolean;
    /** Called for each fragment but the last of such a message. */
    fragmentHeard?(this: void, peer: Peer, isWhispered: boolean): void;
    /** Called when a message of this client came back, as the game sends it to all of a guild or group. */
    cameBack?(this: void, message: Message): void;
}

/** A protocol that speaks over a link: the types of its messages, with a handler for each. */
export interface Protocol {
    readonly handlers: readonly MessageHandler[];
}

/** Describes a message in words: "rows: 3 of weeks 0 to 2820". */
export function describeMessage(kind: MessageKind | undefined, type: number, payload: string): string {
    const message = kind?.decode(payload);
    if (kind === undefined || message === undefined) {
        return string.format("type %.0f, not understood", type);
    }
    return `${kind.name}: ${kind.describe(message)}`;
}
