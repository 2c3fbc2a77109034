/**
 * The messages of one outbox entry. Each message is made at the moment when it can be sent. Large ones are split into
 * fragments.
 */

import { type SplitWhole, splitFragments } from "./fragments";
import type { MessageKind } from "./message-kind";

/** Returns the next message, with a payload of any size; nil when there are no more. */
export type Produce = (this: void) => LuaMultiReturn<[kind: MessageKind, payload: string] | [undefined, undefined]>;

export class MessageSource {
    /** The message in fragments to which the payload belongs that take() gave last; nil when it is one by itself. */
    whole: SplitWhole | undefined;

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
        const { whole } = this;
        if (whole !== undefined && whole.taken < whole.payloads.length) {
            return takeOf(whole);
        }
        this.whole = undefined;
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
        this.whole = split;
        return takeOf(split);
    }
}

function takeOf(whole: SplitWhole): LuaMultiReturn<[type: number, payload: string]> {
    whole.taken++;
    return $multi(whole.type, whole.payloads[whole.taken - 1]);
}
