/**
 * The messages of one outbox entry. Each message is made at the moment when it can be sent. Large ones are split into
 * fragments.
 */

import { splitFragments } from "./fragments";
import type { MessageKind } from "./message-kind";

/** Returns the next message, with a payload of any size; nil when there are no more. */
export type Produce = (this: void) => LuaMultiReturn<[kind: MessageKind, payload: string] | [undefined, undefined]>;

export class MessageSource {
    /** Fragments of the last message that are still to be sent, and their type. */
    private fragments: readonly string[] = [];
    private fragmentType = 0;
    private next = 0;

    /**
     * @param hasMore whether it is to be asked again although it just had no message: it has looked for one as long as one call
     * may.
     */
    constructor(
        private readonly produce: Produce,
        readonly hasMore: (this: void) => boolean = () => false,
    ) {}

    /** A source of exactly one message. */
    static once(kind: MessageKind, payload: string): MessageSource {
        let isSaid = false;
        return new MessageSource(() => {
            if (isSaid) {
                return $multi(undefined, undefined);
            }
            isSaid = true;
            return $multi(kind, payload);
        });
    }

    /**
     * The next payload of at most `payloadBytes` bytes, and its type; nil when there are no more.
     * @param onTooLarge called for each message that is passed over, because no receiver would put so many fragments together.
     */
    take(
        payloadBytes: number,
        onTooLarge?: (this: void) => void,
    ): LuaMultiReturn<[type: number, payload: string] | [undefined, undefined]> {
        if (this.next < this.fragments.length) {
            this.next++;
            return $multi(this.fragmentType, this.fragments[this.next - 1]);
        }
        const [kind, payload] = this.produce();
        if (kind === undefined) {
            return $multi(undefined, undefined);
        }
        if (payload.length <= payloadBytes) {
            return $multi(kind.type, payload);
        }
        const split = splitFragments(kind, payload, payloadBytes);
        if (split === undefined) {
            onTooLarge?.();
            return this.take(payloadBytes, onTooLarge);
        }
        const { type, payloads } = split;
        this.fragments = payloads;
        this.fragmentType = type;
        this.next = 1;
        return $multi(type, payloads[0]);
    }
}
