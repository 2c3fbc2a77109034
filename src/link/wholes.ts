/** The messages of a link that travel in fragments: put together, asked for where fragments were lost, and sent again. */

import type { Clock, Timers } from "../ports";
import { type Fragment, FragmentAssembler, TYPED_FRAGMENT } from "./fragments";
import { Gaps } from "./gaps";
import { KeptWholes } from "./kept-wholes";
import type { MessageHandler } from "./message-kind";
import { MessageSource } from "./message-source";
import { encodeMissing, type Missing, MISSING } from "./missing";
import { Priority } from "./outbox-queues";
import type { Outlets } from "./outlets";
import type { Peer } from "./peers";

const format = string.format;

/** What the messages in fragments use of their link. */
export interface WholesContext {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly outlets: Outlets;
    /** The handler of a type; nil when there is none. */
    readonly handlerOf: (this: void, type: number) => MessageHandler | undefined;
    readonly peerOf: (this: void, name: string) => Peer | undefined;
    /** Sends messages to one player, or to everybody. */
    readonly send: (
        this: void,
        priority: Priority,
        key: string,
        source: MessageSource,
        target: string | undefined,
    ) => void;
}

export class Wholes {
    private readonly assembler = new FragmentAssembler();
    private readonly kept: KeptWholes;
    private readonly gaps: Gaps;

    constructor(private readonly context: WholesContext) {
        const { clock, timers, outlets, handlerOf, peerOf } = context;
        this.kept = new KeptWholes(clock);
        this.gaps = new Gaps({
            clock,
            timers,
            random: outlets.random,
            unfinished: this.assembler.unfinished,
            isAwaited: (type, sender) => {
                const peer = peerOf(sender);
                return peer !== undefined && handlerOf(type)?.isAwaited?.(peer) === true;
            },
            ask: (missing, sender, isWhispered) => {
                const key = format("missing %.0f %s", missing.sequence, sender);
                const source = MessageSource.once(MISSING, encodeMissing(missing));
                context.send(Priority.Control, key, source, isWhispered ? sender : undefined);
            },
            mayWhisper: () => outlets.channel.isWhisperFree(),
        });
    }

    /**
     * Takes in a fragment.
     * @returns the whole if this was the last that was missing, and whether it was not said to all; else nil.
     */
    take(
        fragment: Fragment,
        peer: Peer,
        isWhispered: boolean,
    ): LuaMultiReturn<[whole: string, isWhispered: boolean] | [undefined, undefined]> {
        const { assembler, context } = this;
        const whole = assembler.take(peer.name, fragment, context.clock.uptime(), isWhispered);
        if (whole !== undefined) {
            return $multi(whole, assembler.wasWhispered);
        }
        const handler = fragment.type === undefined ? undefined : context.handlerOf(fragment.type);
        handler?.fragmentHeard?.(peer, isWhispered);
        if (handler?.isAwaited !== undefined) {
            this.gaps.heard();
        }
        return $multi(undefined, undefined);
    }

    /** A message of a source goes out. @param target the only player to hear it. */
    sent({ whole }: MessageSource, target?: string): void {
        if (whole?.type === TYPED_FRAGMENT.type) {
            this.kept.note(whole, target);
        }
    }

    /** A peer asks for fragments: of this client, or of somebody else before everybody. */
    asked(missing: Missing, peer: Peer, isWhispered: boolean): void {
        if (!isWhispered) {
            this.gaps.askHeard(missing);
        }
        const next = this.kept.wanted(missing, peer.name, isWhispered);
        if (next !== undefined) {
            const source = new MessageSource(() => {
                const payload = next();
                if (payload === undefined) {
                    return $multi(undefined, undefined);
                }
                return $multi(TYPED_FRAGMENT, payload);
            });
            const key = format("again %.0f %s", missing.sequence, isWhispered ? peer.name : "");
            this.context.send(Priority.Repair, key, source, isWhispered ? peer.name : undefined);
        }
    }
}
