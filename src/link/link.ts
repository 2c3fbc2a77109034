/**
 * The link: one prefix and one scope, and the protocols that speak over it. The link puts messages into frames and
 * takes them out again, drops what is not for it, and knows which peers were heard. Only the protocols know what the
 * messages mean.
 */

import type { OutboxCounters } from "../api/status";
import type { Arrival, Clock, Route, Timers } from "../ports";
import { EVENT_FRAGMENT, type Fragment, TYPED_FRAGMENT, wholeBytesOf } from "./fragments";
import { decodeFrame, encodeFrame, payloadBytesOf, PROTOCOL_VERSION } from "./frame";
import { HeldMessages } from "./held";
import { describeMessage, type MessageHandler, type Protocol } from "./message-kind";
import type { MessageSource } from "./message-source";
import { type Missing, MISSING } from "./missing";
import { newCounters, type OutboxOwner, type Priority, type Settlement } from "./outbox-queues";
import type { Outlets } from "./outlets";
import { type Peer, Peers } from "./peers";
import { Trace } from "./trace";
import { Wholes } from "./wholes";

const max = math.max;

/** Seconds between two heartbeats, by which a loading screen is noticed. */
const HEARTBEAT_SECONDS = 5;

/** Called once with how an entry ended. */
export type OnSettled = (this: void, settlement: Settlement) => void;

/** What a protocol uses of a link. */
export interface LinkPort {
    /** Most bytes in a payload that fits into one message. */
    readonly payloadBytes: number;
    /** Most bytes in a payload that travels in fragments which name its type. */
    readonly wholeBytes: number;
    /** Sends messages to everybody. Replaces the waiting entry of this protocol with the same key, if there is one. */
    broadcast(priority: Priority, key: string, source: MessageSource, onSettled?: OnSettled): void;
    /** Sends messages to one player. Whispers do not count towards the throttle of messages to everybody. */
    whisper(priority: Priority, target: string, key: string, source: MessageSource, onSettled?: OnSettled): void;
    /** Whether the game's throttle exempts whispers now. */
    mayWhisper(): boolean;
    /** Whether messages for everybody go to spokesmen now, since the game does not let this client speak in guild chat. */
    needsSpokesmen(): boolean;
    /** Whether a peer may speak for the ledger; nil when that is not known yet. */
    mayPeerSpeak(peer: string): boolean | undefined;
    /** Counts a message that the protocol ignored, by reason. */
    ignore(reason: string): void;
}

export interface LinkContext {
    readonly clock: Clock;
    /** They end with the link's scope. */
    readonly timers: Timers;
    readonly outlets: Outlets;
    /** Distinguishes messages of this scope from those of other scopes; see tagOf(). */
    readonly tag: number;
    /** This client's name as "Name-Realm". Of its own messages that come back only handlers with cameBack() hear. */
    readonly self: string;
    /** The routes that are open now and together reach everybody. */
    readonly routes: (this: void) => readonly Route[];
    /** Whether a peer may speak for the ledger; nil when that is not known yet. */
    readonly mayPeerSpeak: (this: void, peer: string) => boolean | undefined;
}

export class Link {
    readonly peers: Peers;
    readonly trace: Trace;
    /** Number of ignored messages by reason. Read only. */
    readonly ignored: Record<string, number> = {};
    /** What happened to the messages that this link sent. Read only. */
    readonly counters: OutboxCounters = newCounters();
    private readonly handlers = new LuaMap<number, MessageHandler>();
    /** The handler for messages that arrive in fragments of the older type, which does not name their type. */
    private unnamedWhole: MessageHandler | undefined;
    private readonly wholes: Wholes;
    private readonly held = new HeldMessages();
    private readonly payloadBytes: number;
    private isOpen = true;
    /** Uptime of the last heartbeat: behind a loading screen it is long ago. */
    private tickedAt: number;
    /** Uptime of the one before. */
    private tickedBefore: number;

    constructor(private readonly context: LinkContext) {
        this.peers = new Peers(context.clock);
        this.tickedAt = context.clock.uptime();
        this.tickedBefore = this.tickedAt;
        context.timers.every(HEARTBEAT_SECONDS, () => {
            this.tickedBefore = this.tickedAt;
            this.tickedAt = context.clock.uptime();
        });
        this.trace = new Trace(context.clock, (type, payload) =>
            describeMessage(this.handlers.get(type)?.kind, type, payload),
        );
        this.payloadBytes = payloadBytesOf(context.outlets.channel.messageBytes);
        for (const kind of [EVENT_FRAGMENT, TYPED_FRAGMENT]) {
            this.handlers.set(kind.type, {
                kind,
                receive: (fragment, peer, isWhispered) => this.receiveFragment(fragment as Fragment, peer, isWhispered),
            });
        }
        const port = this.port();
        this.wholes = new Wholes({
            clock: context.clock,
            timers: context.timers,
            outlets: context.outlets,
            handlerOf: (type) => this.handlers.get(type),
            peerOf: (name) => this.peers.get(name),
            send: (priority, key, source, target) => {
                if (target === undefined) {
                    port.broadcast(priority, key, source);
                } else {
                    port.whisper(priority, target, key, source);
                }
            },
        });
        this.handlers.set(MISSING.type, {
            kind: MISSING,
            receive: (missing, peer, isWhispered) => this.wholes.asked(missing as Missing, peer, isWhispered),
        });
    }

    /** Creates the port of one protocol. All ports share each priority fairly. */
    port(): LinkPort {
        const { context } = this;
        const owner: OutboxOwner = { counters: this.counters };
        const { outbox, whispers, channel } = context.outlets;
        const entryOf = (
            priority: Priority,
            key: string,
            routes: (this: void) => readonly Route[],
            source: MessageSource,
            onSettled?: OnSettled,
            target?: string,
        ) => {
            let isTooLarge = false;
            const refuse = (): void => {
                isTooLarge = true;
                this.counters.invalid++;
            };
            const settle = (settlement: Settlement): void =>
                onSettled?.(isTooLarge && settlement === "sent" ? "invalid" : settlement);
            return {
                owner,
                priority,
                key,
                routes,
                produce: () => this.nextFrame(source, refuse, target),
                onSettled: settle,
            };
        };
        return {
            payloadBytes: this.payloadBytes,
            wholeBytes: wholeBytesOf(this.payloadBytes),
            broadcast: (priority, key, source, onSettled) => {
                if (this.isOpen) {
                    outbox.add(entryOf(priority, key, context.routes, source, onSettled));
                }
            },
            whisper: (priority, target, key, source, onSettled) => {
                const routes: Route[] = [{ chatType: "WHISPER", target }];
                if (this.isOpen) {
                    whispers.add(entryOf(priority, key, () => routes, source, onSettled, target));
                }
            },
            mayWhisper: () => channel.isWhisperFree(),
            needsSpokesmen: () => context.routes().some(({ chatType }) => chatType === "WHISPER"),
            mayPeerSpeak: (peer) => context.mayPeerSpeak(peer),
            ignore: (reason) => this.ignore(reason),
        };
    }

    /** Registers the handlers of a protocol. Two protocols must not have a type in common. */
    register({ handlers }: Protocol): void {
        for (const handler of handlers) {
            this.handlers.set(handler.kind.type, handler);
            if (handler.kind.fragmentType === EVENT_FRAGMENT.type) {
                this.unnamedWhole = handler;
            }
        }
    }

    /**
     * Takes in the text of a message that came with the prefix.
     * @param arrival how it came; that of a stranger is passed over.
     */
    receive(text: string, sender: string, arrival: Arrival = "open"): void {
        const { tag, self, outlets } = this.context;
        if (sender === self) {
            this.receiveOwn(text);
            return;
        }
        if (arrival === "stranger") {
            this.ignore("stranger");
            return;
        }
        const [type, tagOrFault, payloadOrVersion] = decodeFrame(text, outlets.channel.messageBytes);
        if (type === undefined) {
            this.ignore(tagOrFault as string);
            if (payloadOrVersion !== undefined) {
                this.peers.seen(sender, payloadOrVersion);
            }
        } else if (tagOrFault === tag) {
            this.receivePayload(type, payloadOrVersion as string, sender, arrival === "whisper");
        }
    }

    /** Checks the held messages again: it may be known by now whether their senders may speak. */
    retry(): void {
        for (const { handler, payload, peer, isWhispered } of this.held.take()) {
            this.handle(handler, payload, peer, isWhispered);
        }
    }

    /** Number of entries waiting to be sent. */
    waiting(): number {
        return this.context.outlets.waiting();
    }

    /** Whether the game refuses messages at present. */
    isInLockdown(): boolean {
        return this.context.outlets.isInLockdown();
    }

    /** Call it when a restriction of the game has ended. */
    onRestrictionEnd(): void {
        this.context.outlets.onRestrictionEnd();
    }

    /** Drops everything that waits. The link sends nothing afterwards. */
    close(): void {
        this.isOpen = false;
        this.context.outlets.clear();
    }

    private receivePayload(type: number, payload: string, sender: string, isWhispered: boolean): void {
        const peer = this.peers.seen(sender, PROTOCOL_VERSION);
        if (!this.peers.takeMessage(peer, this.stall())) {
            this.ignore("flood");
            return;
        }
        this.trace.note(sender, type, payload);
        this.dispatch(type, payload, peer, isWhispered);
    }

    /** Seconds for which this client has heard nothing, but those between two heartbeats. */
    private stall(): number {
        const now = this.context.clock.uptime();
        // At the end of a loading screen timers may run before the messages that came meanwhile, in the same frame.
        const since = now === this.tickedAt ? this.tickedBefore : this.tickedAt;
        return max(0, now - since - HEARTBEAT_SECONDS);
    }

    private receiveOwn(text: string): void {
        const [type, tag, payload] = decodeFrame(text, this.context.outlets.channel.messageBytes);
        const handler = type === undefined || tag !== this.context.tag ? undefined : this.handlers.get(type);
        const message = handler?.cameBack === undefined ? undefined : handler.kind.decode(payload as string);
        if (message !== undefined) {
            handler!.cameBack!(message);
        }
    }

    private receiveFragment(fragment: Fragment, peer: Peer, isWhispered: boolean): void {
        const [whole, isSecret] = this.wholes.take(fragment, peer, isWhispered);
        if (whole === undefined) {
            return;
        }
        const { type } = fragment;
        const handler = type === undefined ? this.unnamedWhole : this.handlers.get(type);
        if (handler?.kind.fragmentType === undefined) {
            this.ignore("unknownType");
        } else {
            this.handle(handler, whole, peer, isSecret);
        }
    }

    private dispatch(type: number, payload: string, peer: Peer, isWhispered: boolean): void {
        const handler = this.handlers.get(type);
        if (handler === undefined) {
            this.ignore("unknownType");
        } else {
            this.handle(handler, payload, peer, isWhispered);
        }
    }

    private handle(handler: MessageHandler, payload: string, peer: Peer, isWhispered: boolean): void {
        const { kind } = handler;
        const maySpeak = kind.speaker === undefined || this.context.mayPeerSpeak(peer.name);
        if (maySpeak === undefined && kind.speaker === "held") {
            if (!this.held.add({ handler, payload, peer, isWhispered })) {
                this.ignore("heldTooMany");
            }
            return;
        }
        if (maySpeak !== true) {
            this.ignore("unauthorized");
            return;
        }
        const message = kind.decode(payload);
        if (message === undefined) {
            this.ignore("malformedMessage");
        } else {
            handler.receive(message, peer, isWhispered);
        }
    }

    /** @param target the only player to hear it. */
    private nextFrame(
        source: MessageSource,
        onTooLarge: (this: void) => void,
        target?: string,
    ): string | false | undefined {
        const [type, payload] = source.take(this.payloadBytes, onTooLarge);
        if (type === undefined) {
            return source.hasMore() ? false : undefined;
        }
        this.wholes.sent(source, target);
        this.trace.note("", type, payload);
        return encodeFrame(type, this.context.tag, payload);
    }

    private ignore(reason: string): void {
        this.ignored[reason] = (this.ignored[reason] ?? 0) + 1;
    }
}
