/** A shared object as an addon has it. It outlives the scopes for which its room is open. */

import type {
    OnObserved,
    OnPatchOutcome,
    PatchOperators,
    PatchRefusal,
    SharedObject as SharedObjectFace,
    SharedObjectListeners,
    SharedObjectStatus,
} from "../../api/room-object";
import { encodeCbor } from "../../codec/cbor-encode";
import { Emitter } from "../../emitter";
import { expectFunction, misuse, mustBe, raise } from "../../misuse";
import type { Guard } from "../../ports";
import { CELL_BYTES } from "../board/cells";
import { checkPatch } from "../object/parse-patch";
import { applyPatch } from "../object/patch";
import { parsePath } from "../object/paths";
import type { Objects } from "./objects";
import type { Follower } from "./follower";
import { Observers } from "./observers";
import type { CheckedObjectOptions } from "./options";
import { keyOf, type PatchId } from "./patch-cells";
import type { Entry } from "./patch-log";
import { readSaved, saveCheckpoint } from "./saved";

/** Bytes of a cell that a patch leaves to what else stands in it. */
const CELL_HEAD_BYTES = 256;
/** Most patches that wait until the object is known. */
const WAITING_LIMIT = 64;

const LISTENERS: readonly string[] = ["patched", "reissued"];

/** A patch of this client of which its author is still to be told. */
interface Pending {
    readonly callback: OnPatchOutcome | undefined;
    /** Whether it was told for the first time. */
    isTold: boolean;
}

/** A patch that waits until the object is known. */
interface Waiting {
    readonly operators: string;
    readonly term: number;
    readonly pending: Pending;
}

/** What belongs to the scope for which the room is open. */
interface Open {
    readonly follower: Follower;
    readonly scope: string;
    readonly pending: PendingPatches;
}

/** Those of which the author is still to be told, by the key of the patch. */
class PendingPatches {
    private readonly byKey = new LuaMap<string, Pending>();
    private keys: string[] = [];

    get(key: string): Pending | undefined {
        return this.byKey.get(key);
    }

    add(key: string, pending: Pending): void {
        this.byKey.set(key, pending);
        this.keys[this.keys.length] = key;
    }

    take(key: string): Pending | undefined {
        const pending = this.byKey.get(key);
        this.byKey.delete(key);
        this.keys = this.keys.filter((other) => other !== key);
        return pending;
    }

    inOrder(): Pending[] {
        return this.keys.map((key) => this.byKey.get(key)!);
    }
}

export class SharedObject implements SharedObjectFace {
    readonly name: string;
    private readonly emitter: Emitter;
    private readonly observers: Observers;
    private open: Open | undefined;
    private waiting: Waiting[] = [];
    /** What get() gives. */
    private shown: object;
    /** What the observers were told last. */
    private told: object;
    private isStopped = false;

    constructor(
        name: string,
        private readonly options: CheckedObjectOptions,
        private readonly guard: Guard,
    ) {
        this.name = name;
        this.emitter = new Emitter(guard);
        this.observers = new Observers(guard);
        this.shown = options.data;
        this.told = options.data;
    }

    /** The room has opened. */
    attach(objects: Objects, scope: string): void {
        const { data, writers, saved } = this.options;
        const follower = objects.follow(this.name, {
            data,
            term: writers === undefined ? 0 : 1,
            changed: (heard) => this.changed(heard),
            reissued: (old, patch) => this.reissued(old, patch),
            folded: (entry) => this.outcome(entry, true),
        });
        this.open = { follower, scope, pending: new PendingPatches() };
        if (saved !== undefined) {
            const [checkpoint, kept] = readSaved(saved, scope);
            if (checkpoint !== undefined) {
                follower.offer(checkpoint, kept);
            }
        }
    }

    /** The room has closed: of what was shared, nothing is left. */
    detach(): void {
        const { open } = this;
        this.open = undefined;
        const { waiting } = this;
        this.waiting = [];
        for (const { pending } of waiting) {
            this.refuse(pending, "closed");
        }
        for (const pending of open!.pending.inOrder()) {
            this.refuse(pending, "closed");
        }
        this.shown = this.options.data;
        this.publish();
    }

    /** Keeps it for the next session, if it is saved. */
    save(): void {
        const { saved } = this.options;
        const last = this.open?.follower.last();
        if (saved !== undefined && last !== undefined) {
            saveCheckpoint(saved, this.open!.scope, last.checkpoint, last.data);
        }
    }

    status(): SharedObjectStatus {
        const follower = this.open?.follower;
        return {
            name: this.name,
            isKnown: this.isKnown(),
            patches: (follower?.replica?.log.entries.length ?? 0) + this.waiting.length,
            lost: follower?.late.lost ?? 0,
        };
    }

    get(): object {
        return this.shown;
    }

    isKnown(): boolean {
        return this.open?.follower.replica !== undefined;
    }

    patch(operators: PatchOperators, callback?: OnPatchOutcome): void {
        const problem = checkPatch(operators);
        if (problem !== undefined) {
            raise("patch", problem);
        }
        if (callback !== undefined) {
            expectFunction("patch", "callback", callback);
        }
        const [bytes] = encodeCbor(operators);
        const pending: Pending = { callback, isTold: false };
        const why = this.objectionTo(bytes);
        if (why !== undefined) {
            this.refuse(pending, why);
            return;
        }
        const waiting = { operators: bytes!, term: this.options.writers?.term() ?? 0, pending };
        if (this.isKnown()) {
            this.issue(waiting);
            this.shown = this.open!.follower.replica!.log.state().data;
            return;
        }
        const [data] = applyPatch(this.shown, operators, 0);
        this.shown = data ?? this.shown;
        this.waiting[this.waiting.length] = waiting;
    }

    observe(path: string, observer: OnObserved): (this: void) => void {
        expectFunction("observe", "observer", observer);
        if (path === "") {
            return this.observers.add([], observer);
        }
        const [parts, reason] = parsePath(path);
        if (parts === undefined) {
            return misuse("observe", "path", reason);
        }
        return this.observers.add(parts, observer);
    }

    on<Name extends keyof SharedObjectListeners>(
        name: Name,
        listener: SharedObjectListeners[Name],
    ): (this: void) => void {
        if (!LISTENERS.includes(name)) {
            misuse("on", "name", mustBe('"patched" or "reissued"', name));
        }
        expectFunction("on", "listener", listener);
        return this.emitter.on(name, listener as (this: void, ...args: unknown[]) => void);
    }

    stop(): void {
        this.isStopped = true;
        this.observers.clear();
        this.emitter.clear();
    }

    /** Why a patch is not made; nil when it is. */
    private objectionTo(bytes: string | undefined): PatchRefusal | undefined {
        const { writers } = this.options;
        if (this.isStopped) {
            return "stopped";
        }
        if (this.open === undefined) {
            return "closed";
        }
        if (writers !== undefined && !writers.isHeld()) {
            return "notHeld";
        }
        if (bytes === undefined || bytes.length > CELL_BYTES - CELL_HEAD_BYTES) {
            return "tooLarge";
        }
        return this.waiting.length >= WAITING_LIMIT ? "full" : undefined;
    }

    private issue({ operators, term, pending }: Waiting): void {
        const { follower, pending: open } = this.open!;
        const [patch, why] = follower.issue(operators, term);
        if (patch === undefined) {
            this.refuse(pending, why);
        } else {
            open.add(keyOf(patch), pending);
        }
    }

    /** There may be other data, and outcomes. */
    private changed(heard: readonly Entry[]): void {
        const { open } = this;
        const { waiting } = this;
        this.waiting = [];
        for (const each of waiting) {
            this.issue(each);
        }
        const log = open!.follower.replica!.log;
        if (!log.isSettled()) {
            return;
        }
        this.shown = log.state().data;
        for (const entry of log.entries) {
            this.outcome(entry, false);
        }
        for (const { patch, why } of heard) {
            const isApplied = why === undefined || why === "repeated";
            this.emitter.emit("patched", patch.operators, patch.author, isApplied);
        }
        this.publish();
    }

    /** Tells what became of a patch of this client. */
    private outcome({ key, why, detail }: Entry, isFinal: boolean): void {
        const open = this.open!.pending;
        const pending = isFinal ? open.take(key) : open.get(key);
        if (pending === undefined || (pending.isTold && !isFinal)) {
            return;
        }
        pending.isTold = true;
        // What was made anew counts where that stands.
        const reason = why === "repeated" ? undefined : why;
        this.tell(pending, reason, isFinal, detail);
    }

    private reissued(old: PatchId, patch: PatchId | undefined): void {
        const open = this.open!.pending;
        const pending = open.take(keyOf(old));
        if (patch === undefined) {
            this.refuse(pending, "late");
            return;
        }
        if (pending !== undefined) {
            open.add(keyOf(patch), pending);
        }
        this.emitter.emit("reissued");
    }

    private refuse(pending: Pending | undefined, why: PatchRefusal): void {
        this.tell(pending, why, true);
    }

    private tell(pending: Pending | undefined, why: PatchRefusal | undefined, isFinal: boolean, detail?: string): void {
        if (pending?.callback !== undefined && !(this.isStopped && why !== "stopped")) {
            this.guard.call(pending.callback, why === undefined, why, this.shown, isFinal, detail);
        }
    }

    private publish(): void {
        const { told } = this;
        this.told = this.shown;
        this.observers.tell(this.shown, told);
    }
}
