/** Creates the parts of a session that are connected to several others: replay, link and sync. */

import type { Lifetime } from "../lifetime";
import { Link } from "../link/link";
import { tagOf } from "../link/tag";
import type { Outlets } from "../link/outlets";
import type { Admission } from "../log/admission";
import type { Log } from "../log/log";
import type { Revocations } from "../log/revocations";
import type { Schema } from "../event/schema";
import type { CheckedOptions } from "./options";
import type { Ports } from "../ports";
import { Applier, type Reducer } from "../replay/applier";
import { Replay } from "../replay/replay";
import type { SealContext } from "../seal/context";
import { Seals } from "../seal/seals";
import type { SealHost } from "../sync/seal-host";
import { Sync } from "../sync/sync";
import type { Warn } from "./warnings";

/** Receives what a session tells the ledger. */
export interface SessionListener {
    emit(name: string, ...args: unknown[]): void;
    has(name: string): boolean;
}

/** What a session is created with. */
export interface SessionContext {
    readonly options: CheckedOptions;
    readonly schema: Schema;
    readonly reducers: LuaMap<string, Reducer>;
    /** What takes a sealed event out of the state again, by type. */
    readonly undos: LuaMap<string, Reducer | undefined>;
    readonly ports: Ports;
    /** The outboxes of the ledger's prefix. */
    readonly outlets: Outlets;
    /** Whether the addon lets this client send. */
    readonly isSending: (this: void) => boolean;
    readonly listener: SessionListener;
    /** Tells the author's mistakes; nil without the option `debug`. */
    readonly warn: Warn | undefined;
}

/**
 * Creates the replay of a log with the addon's reducers. Its results go to the addon.
 * @param first the first state of no events.
 */
export function createReplay(context: SessionContext, log: Log, revocations: Revocations, first: object): Replay {
    const { options, schema, reducers, undos, ports, listener } = context;
    const { clock, timers, background, guard, native } = ports;
    const applier = new Applier(schema, revocations, log.directory);
    for (const [type, reducer] of reducers) {
        applier.setReducer(type, reducer);
        applier.setUndo(type, undos.get(type));
    }
    let ready: object | undefined = first;
    return new Replay(
        {
            log,
            applier,
            initialState: () => {
                const state = ready ?? options.initialState();
                ready = undefined;
                return state;
            },
            limits: options.limits,
            checkpointBytes: options.checkpointBytes,
            appendOnly: options.appendOnly,
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

/**
 * Creates the link of a scope.
 * @param spokesmen returns the peers to whisper to when this client may not speak in guild chat.
 */
export function createLink(
    context: SessionContext,
    scope: string,
    admission: Admission,
    lifetime: Lifetime,
    spokesmen: (this: void) => readonly string[],
): Link {
    const { outlets, options, ports } = context;
    return new Link({
        clock: ports.clock,
        timers: lifetime,
        outlets,
        tag: tagOf(options.name, scope),
        self: ports.identity.name,
        routes: () => outlets.channel.routes(options.channels, spokesmen()),
        mayPeerSpeak: (peer) => admission.maySpeak(peer, "in"),
    });
}

/** What the seals of a session work with. */
export function createSeals(
    { options, schema, ports, listener }: SessionContext,
    parts: Pick<
        SealContext,
        "log" | "revocations" | "replay" | "archive" | "part" | "background" | "isOwn" | "isCreator"
    >,
    toEvent: SealContext["toEvent"],
    changed: (this: void) => void,
): Seals {
    const { clock, guard, native } = ports;
    const { stateVersion, history, keepWeeks, upgradeState } = options;
    return new Seals({
        ...parts,
        schema,
        native,
        clock,
        guard,
        stateVersion,
        history,
        keepWeeks,
        upgradeState,
        toEvent,
        sealed: ({ time, id, body }) => listener.emit("sealed", toEvent(time, id, body)),
        mismatched: (mismatch) => listener.emit("sealMismatch", mismatch),
        orphaned: (event) => listener.emit("orphan", event),
        changed,
    });
}

/** What the session decides about events that are received or sent. */
export interface Gate {
    readonly received: (this: void, time: number, id: number, server: number, body: string, sender: string) => void;
    readonly mayLeave: (this: void, time: number, id: number, body: string) => boolean;
    readonly isCreator: (this: void, id: number, peer: string) => boolean;
}

/** Creates the sync of a log over a link. @param lifetime ends its timers and its background work. */
export function createSync(
    context: SessionContext,
    log: Log,
    link: Link,
    admission: Admission,
    lifetime: Lifetime,
    seals: SealHost,
    { received, mayLeave, isCreator }: Gate,
): Sync {
    const { isSending, listener, ports } = context;
    const { clock, random, identity } = ports;
    const sync = new Sync(
        {
            log,
            clock,
            timers: lifetime,
            background: lifetime,
            random,
            port: link.port(),
            self: identity.name,
            claim: clock.serverTime(),
            mayServe: () => isSending() && admission.maySpeak(identity.name, "out"),
            mayLeave: (time, id, body) => isSending() && mayLeave(time, id, body),
            isSending,
            isCreator: (id, peer) => isCreator(id, peer),
            seals,
        },
        {
            received: (time, id, server, body, sender) => received(time, id, server, body, sender),
            syncChanged: () => listener.emit("syncChanged"),
        },
    );
    link.register(sync);
    return sync;
}
