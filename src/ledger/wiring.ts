/** Makes the parts of a session that are wired to several others: replay, mailbox and sync. */

import { Mailbox, tagOf } from "../link/mailbox";
import { Outbox, WHISPER_PACE } from "../link/outbox";
import type { Admission } from "../log/admission";
import type { Log } from "../log/log";
import type { Revocations } from "../log/revocations";
import type { Schema } from "../event/schema";
import type { CheckedOptions } from "./options";
import type { AddonChannel, Ports } from "../ports";
import { Applier, type Reducer } from "../replay/applier";
import { Replay } from "../replay/replay";
import { Sync } from "../sync/sync";

/** What a session tells the ledger. */
export interface SessionListener {
    emit(name: string, ...args: unknown[]): void;
    has(name: string): boolean;
}

/** What a session works with. */
export interface SessionContext {
    readonly options: CheckedOptions;
    readonly schema: Schema;
    readonly reducers: LuaMap<string, Reducer>;
    readonly ports: Ports;
    readonly channel: AddonChannel;
    /** Whether the addon lets this client send. */
    readonly isSending: (this: void) => boolean;
    readonly listener: SessionListener;
}

/** Replay of a log, with the addon's reducers. What it finds goes to the addon. */
export function createReplay(context: SessionContext, log: Log, revocations: Revocations): Replay {
    const { options, schema, reducers, ports, listener } = context;
    const { clock, timers, background, guard, native } = ports;
    const applier = new Applier(schema, revocations, log.directory);
    for (const [type, reducer] of reducers) {
        applier.setReducer(type, reducer);
    }
    return new Replay(
        {
            log,
            applier,
            initialState: options.initialState,
            limits: options.limits,
            checkpointBytes: options.checkpointBytes,
            clock,
            timers,
            background,
            guard,
            listener: {
                stateChanged: (state, change) => listener.emit("stateChanged", state, change),
                reducerError: (event, message) => listener.emit("reducerError", event, message),
                isSkipped: ({ event, message }) => options.onReducerError(event, message) === "skip",
            },
        },
        native,
        () => ({
            stateVersion: options.stateVersion,
            schema: schema.signature(),
            revocations: revocations.count(),
        }),
    );
}

/** The ways out of a scope. @param syncOf the sync that uses them, made later. */
export function createMailbox(context: SessionContext, scope: string, syncOf: (this: void) => Sync): Mailbox {
    const { channel, options, ports } = context;
    const { clock, timers, random } = ports;
    const outbox = new Outbox(channel, clock, timers, random);
    return new Mailbox(
        {
            outbox,
            whispers: new Outbox(channel, clock, timers, random, WHISPER_PACE, outbox.counters),
            routes: () => channel.routes(options.channels, syncOf().peers.serving()[0]?.name),
            mayWhisper: () => channel.isWhisperFree(),
        },
        tagOf(options.name, scope),
        {
            produced: (type, payload) => syncOf().trace.note("", type, payload),
            otherVersion: (sender, version) => syncOf().otherVersion(sender, version),
        },
    );
}

/** What the session decides about events that come and go. */
export interface Gate {
    readonly received: (this: void, time: number, id: number, server: number, body: string, sender: string) => void;
    readonly mayLeave: (this: void, time: number, id: number, body: string) => boolean;
}

/** The sync of a log through a mailbox. */
export function createSync(
    context: SessionContext,
    log: Log,
    post: Mailbox,
    admission: Admission,
    { received, mayLeave }: Gate,
): Sync {
    const { isSending, listener, ports } = context;
    const { clock, timers, background, random, identity } = ports;
    return new Sync(
        {
            log,
            clock,
            timers,
            background,
            random,
            post,
            self: identity.name,
            claim: clock.serverTime(),
            maySpeak: () => isSending() && admission.maySpeak(identity.name, "out"),
            mayLeave: (time, id, body) => isSending() && mayLeave(time, id, body),
        },
        {
            received: (time, id, server, body, sender) => received(time, id, server, body, sender),
            mayPeerSpeak: (peer) => admission.maySpeak(peer, "in"),
            syncChanged: () => listener.emit("syncChanged"),
        },
    );
}
