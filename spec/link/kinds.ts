/** Types of messages for specs of the link, and protocols that hear them. */

import { EVENT_FRAGMENT, TYPED_FRAGMENT } from "../../src/link/fragments";
import type { MessageHandler, MessageKind, Protocol } from "../../src/link/message-kind";

/** A type whose payload is text in capitals or small letters; all else is not of its form. */
function textKind(type: number, name: string, changes: Partial<MessageKind<string>> = {}): MessageKind<string> {
    return {
        type,
        name,
        decode: (payload) => (string.find(payload, "^%a*$")[0] === undefined ? undefined : payload),
        describe: (message) => string.format("%.0f letters", message.length),
        ...changes,
    };
}

/** Of the types that the ledger's sync may have, with the older form of fragments. */
export const EVENT_KIND = textKind(4, "event", { fragmentType: EVENT_FRAGMENT.type });
/** Counts from those that may speak, and waits until that is known. */
export const HELD_KIND = textKind(7, "held", { speaker: "held" });
/** Counts from those that are known to be allowed to speak. */
export const ONLY_KIND = textKind(10, "only", { speaker: "only" });
/** Of the types that rooms may have. */
export const NOTICE_KIND = textKind(40, "notice", { fragmentType: TYPED_FRAGMENT.type });
/** The same, of those that may speak. */
export const HELD_NOTICE_KIND = textKind(41, "heldNotice", { speaker: "held", fragmentType: TYPED_FRAGMENT.type });

/** Hears messages of some types and keeps them, as "name from peer: text". */
export class Listener implements Protocol {
    readonly handlers: readonly MessageHandler[];
    readonly heard: string[] = [];

    constructor(kinds: readonly MessageKind<string>[]) {
        this.handlers = kinds.map((kind): MessageHandler<string> => ({
            kind,
            receive: (message, peer) => {
                this.heard.push(`${kind.name} from ${peer.name}: ${message}`);
            },
        }));
    }
}
