/** A shared object while its room is open: its checkpoint, the patches behind it, and what becomes of both. docs/rooms-protocol.md is normative. */

import { encodeCbor } from "../../codec/cbor-encode";
import type { BoardRefusal } from "../board/own-board";
import { type Checkpoint, checkpointOf, Contents } from "./checkpoint";
import { Chooser } from "./chooser";
import {
    AHEAD_LIMIT,
    EMPTY_SECONDS,
    ISSUE_LIMIT,
    LOG_BYTES,
    MAKE_LIMIT_SECONDS,
    MAKE_SECONDS,
    PATCHES_AT_ONCE,
} from "./constants";
import { fold } from "./folding";
import { FoldedPatches } from "./folded-patches";
import type { FollowerContext } from "./follower-context";
import { Keeper } from "./keeper";
import { Late } from "./late";
import { type Issue, type OwnPatch, OwnPatches } from "./own-patches";
import { keyOf, type Patch, type PatchId } from "./patch-cells";
import { PatchQueue } from "./patch-queue";
import { type Entry, isEntryBefore, PatchLog } from "./patch-log";
import { PieceSpeaker } from "./pieces";
import { placeOf, type Replica } from "./replica";

/** How many checkpoints are kept for those who are about to get them. */
const SERVED_LIMIT = 4;

/** What an object is made with, and who is told of it. */
export interface FollowerOptions {
    /** What it holds if nobody has it. */
    readonly data: object;
    /** 1 if a lease guards it, else 0. */
    readonly term: number;
    /** There may be other data, or other outcomes: once for several changes. It is given the patches that have come since the last time, in their order. */
    readonly changed: (this: void, heard: readonly Entry[]) => void;
    /** A patch of this client came too late; it was issued anew as another one, or will not be. */
    readonly reissued: (this: void, old: PatchId, patch: PatchId | undefined) => void;
    /** A patch of this client is in a checkpoint that another member has, too, if there is one. */
    readonly folded: (this: void, entry: Entry) => void;
}

export class Follower {
    readonly own: OwnPatches;
    readonly late: Late;
    /** Nil until the object is known. Read only. */
    replica: Replica | undefined;
    /** What others say. */
    readonly chooser: Chooser;
    /** Patches that came before any checkpoint, and are not taken in yet. */
    private readonly early: PatchQueue;
    /** Patches of which the time has not come. */
    private ahead: Patch[] = [];
    /** Patches that came since the last time that somebody was told. */
    private heard: Entry[] = [];
    /** Own patches that were folded, until another member has the checkpoint, too. */
    private unconfirmed: Entry[] = [];
    private readonly folded: FoldedPatches;
    /** Own ones that came too late, and there was no room yet to issue them anew. */
    private waiting: (Issue & { readonly old: PatchId })[] = [];
    private isAtWork = false;
    /** The last checkpoints. */
    private served: Checkpoint[] = [];
    private readonly keeper: Keeper;
    private readonly pieces: PieceSpeaker;
    private readonly openedAt: number;

    constructor(
        readonly context: FollowerContext,
        private readonly options: FollowerOptions,
    ) {
        const { name, space, session } = context;
        const { clock } = session.context;
        this.openedAt = clock.uptime();
        this.chooser = new Chooser(context, {
            replica: () => this.replica,
            adopt: (checkpoint, data) => this.adopt(checkpoint, data),
        });
        this.early = new PatchQueue(LOG_BYTES);
        this.own = new OwnPatches(name, space);
        this.late = new Late(session, (patch) => this.reissueOrphan(patch), context.mayPatch);
        this.folded = new FoldedPatches(clock);
        this.pieces = new PieceSpeaker(session, name);
        this.keeper = new Keeper(session, name, this.chooser.sayings, context.mayPatch);
    }

    /** Takes in a patch that its author has said. */
    hearPatch(patch: Patch): void {
        const { stamps, context } = this.context.session;
        if (stamps.secondsUntil(patch.stamp.seconds) > 0) {
            if (this.ahead.length < AHEAD_LIMIT) {
                this.ahead[this.ahead.length] = patch;
            } else {
                context.port.ignore("patchAhead");
            }
            return;
        }
        stamps.see(patch.stamp);
        const { replica } = this;
        if (replica === undefined) {
            if (!this.early.add(patch)) {
                context.port.ignore("patchBeyondLimit");
            }
            return;
        }
        const place = placeOf(replica, patch);
        if (place === "late") {
            this.late.add(patch);
        } else if (place === "open") {
            this.insert(replica, patch);
        }
    }

    /** Who may patch has changed. */
    refilter(): void {
        this.replica?.log.refilter();
        this.work();
    }

    /** Makes the object. */
    private make(): void {
        const { data, term } = this.options;
        const { stamps, context } = this.context.session;
        const now = stamps.issue();
        const exceptions = { rows: [], missing: [], repeated: [] };
        const head = { origin: now, maker: context.self, at: now, count: 0, term, holder: "", ...exceptions };
        this.sayAndAdopt(checkpointOf(head, data), data);
        this.chooser.isUnconfirmed = !this.context.mayPatch(context.self);
    }

    /** Offers a checkpoint that was kept since an earlier session. */
    offer(checkpoint: Checkpoint, data: object): void {
        if (this.replica === undefined) {
            this.chooser.isUnconfirmed = !this.context.mayPatch(this.context.session.context.self);
            this.adopt(checkpoint, data);
        }
    }

    /** What to keep for a later session: all that is known, as a checkpoint. Nil when nothing is. */
    last(): { readonly checkpoint: Checkpoint; readonly data: object } | undefined {
        const { replica } = this;
        if (replica === undefined) {
            return undefined;
        }
        const { log, checkpoint } = replica;
        const { data } = log.state();
        const isSame = log.entries.length === 0 || !log.isSettled();
        return isSame
            ? { checkpoint, data: log.stateBehind(0).data }
            : { checkpoint: fold(checkpoint.head, log.entries, log.state()), data };
    }

    /** Makes a checkpoint of the first patches of the log, which have to be settled. */
    foldFirst(count: number): void {
        const { replica } = this;
        if (replica !== undefined && count > 0) {
            const state = replica.log.stateBehind(count);
            const folded = replica.log.entries.slice(0, count);
            this.sayAndAdopt(fold(replica.checkpoint.head, folded, state), state.data);
        }
    }

    /** Issues a patch; the object has to be known. @returns it; or nil and why not. */
    issue(operators: string, term: number): LuaMultiReturn<[patch: OwnPatch] | [undefined, BoardRefusal]> {
        const [patch, why] = this.own.issue({ operators, term, attempts: 0 });
        if (patch === undefined) {
            return $multi(undefined, why);
        }
        this.replica?.log.settle();
        return $multi(patch);
    }

    /** Says pieces of a checkpoint for who has asked for them. @returns whether it does. */
    serve(id: number, first: number, asker: string): boolean {
        const checkpoint = this.served.find((each) => each.id === id);
        return checkpoint !== undefined && this.pieces.say(checkpoint, first, asker);
    }

    /** Called once a second: waits that are over, and whether enough members say the checkpoint. */
    look(): void {
        this.hearAhead();
        this.chooser.choose();
        this.late.look();
        this.issueWaiting();
        this.pieces.look();
        const { replica } = this;
        if (replica === undefined) {
            this.makeIfNobodyHas();
            return;
        }
        this.keeper.keep(replica.checkpoint, this.chooser.isUnconfirmed);
        const { session } = this.context;
        const { self } = session.context;
        const others = this.chooser.sayings.namesFor(replica.checkpoint.id).filter((name) => name !== self);
        if (others.length > 0 || session.names().length === 1) {
            this.own.emptyFolded(EMPTY_SECONDS);
            this.tellFolded(replica);
        }
    }

    /** Takes in patches of which the time has come. */
    private hearAhead(): void {
        const { ahead } = this;
        this.ahead = [];
        for (const patch of ahead) {
            this.hearPatch(patch);
        }
    }

    /** Takes in what came before any checkpoint, some in each frame. */
    private hearEarly(): void {
        for (const patch of this.early.take(PATCHES_AT_ONCE)) {
            this.hearPatch(patch);
        }
        if (!this.early.isEmpty()) {
            this.context.session.context.timers.after(0, () => this.hearEarly());
        }
    }

    /** Tells of those patches that are in a checkpoint which another one has, too. */
    private tellFolded({ contents }: Replica): void {
        const { unconfirmed } = this;
        this.unconfirmed = [];
        for (const entry of unconfirmed) {
            if (contents.has(entry.patch)) {
                this.options.folded(entry);
            }
        }
    }

    private makeIfNobodyHas(): void {
        const { session } = this.context;
        const waited = session.context.clock.uptime() - this.openedAt;
        const isLacking = session.members.present().some(({ board }) => board.isLacking());
        const isSaid = this.chooser.sayings.strongest(() => true) !== undefined;
        if (!isSaid && waited >= (isLacking ? MAKE_LIMIT_SECONDS : MAKE_SECONDS)) {
            this.make();
        }
    }

    /** Takes a checkpoint of its own making, if there is room for it on the board. */
    private sayAndAdopt(checkpoint: Checkpoint, data: object): void {
        if (this.keeper.say(checkpoint)) {
            this.adopt(checkpoint, data);
        }
    }

    private insert({ log }: Replica, patch: Patch): void {
        if (log.bytes + patch.size > LOG_BYTES) {
            this.context.session.context.port.ignore("patchBeyondLimit");
            return;
        }
        const entry = log.add(patch);
        if (entry === undefined) {
            return;
        }
        if (patch.source !== undefined && this.context.mayPatch(patch.author)) {
            this.late.delete(keyOf(patch.source));
        }
        this.heard[this.heard.length] = entry;
        this.work();
    }

    private tell(): void {
        if (this.replica === undefined) {
            return;
        }
        const heard = this.heard.slice(0, PATCHES_AT_ONCE);
        this.heard = this.heard.slice(PATCHES_AT_ONCE);
        table.sort(heard, (a, b) => isEntryBefore(a.patch, b.patch));
        this.options.changed(heard);
        if (this.heard.length > 0) {
            this.work();
        }
    }

    /** Settles the log in steps of one frame, and tells when that is done. */
    private work(): void {
        if (this.isAtWork) {
            return;
        }
        this.isAtWork = true;
        this.context.session.context.timers.after(0, () => {
            this.isAtWork = false;
            if (this.replica?.log.settle() ?? true) {
                this.chooser.choose();
                this.tell();
            } else {
                this.work();
            }
        });
    }

    private adopt(checkpoint: Checkpoint, data: object): void {
        const { head } = checkpoint;
        const log = this.replica?.log ?? new PatchLog(head, data, this.context.mayPatch);
        const gone = this.replica === undefined ? [] : log.restart(head, data);
        const replica = { checkpoint, contents: new Contents(head), log };
        this.replica = replica;
        this.chooser.adopted();
        this.served = this.served.slice(-SERVED_LIMIT + 1);
        this.served[this.served.length] = checkpoint;
        this.placeAnew(replica, gone);
        for (const old of this.own.settle((each) => {
            const isFolded = each.foldedAt !== undefined && replica.contents.isSilentOn(each);
            return isFolded ? "folded" : placeOf(replica, each);
        })) {
            const { operators, term, source = old } = old;
            // What could not be sent yet is late for no fault of its own.
            const attempts = old.attempts + (this.own.isSent(old) ? 1 : 0);
            this.waiting[this.waiting.length] = { operators, term, attempts, source, old };
        }
        this.issueWaiting();
        this.work();
    }

    /** What was in the log or folded before may belong elsewhere now. */
    private placeAnew(replica: Replica, gone: readonly Entry[]): void {
        const { contents } = replica;
        // What was folded before stays so where a checkpoint has no row that would tell.
        const others = this.folded.takeOthers((patch) => contents.has(patch) || contents.isSilentOn(patch));
        for (const { patch } of gone) {
            others[others.length] = patch;
        }
        for (const patch of others) {
            const place = placeOf(replica, patch);
            if (place === "folded") {
                this.folded.add(patch);
            } else if (place === "open") {
                this.insert(replica, patch);
            }
            if (place !== "folded" && !this.isOwn(patch)) {
                this.late.add(patch);
            }
        }
        for (const entry of gone) {
            if (this.isOwn(entry.patch)) {
                this.unconfirmed[this.unconfirmed.length] = entry;
            }
        }
        this.hearEarly();
        this.late.filter((patch) => !replica.contents.has(patch));
    }

    private isOwn({ author, incarnation }: PatchId): boolean {
        const { own, context } = this.context.session;
        return author === context.self && incarnation === own.incarnation;
    }

    /** Issues own patches anew that came too late, as far as there is room. */
    private issueWaiting(): void {
        const { waiting } = this;
        this.waiting = [];
        for (const each of waiting) {
            if (each.attempts > ISSUE_LIMIT) {
                this.late.lost++;
                this.options.reissued(each.old, undefined);
                continue;
            }
            const [patch] = this.own.issue(each);
            if (patch === undefined) {
                this.waiting[this.waiting.length] = each;
            } else {
                this.options.reissued(each.old, patch);
            }
        }
    }

    /** Issues anew what somebody who has gone cannot. */
    private reissueOrphan(patch: Patch): void {
        const { session, mayPatch } = this.context;
        const source = patch.source ?? patch;
        const isDone = this.replica?.log.hasRepeatOf(keyOf(source)) ?? true;
        const [operators] = encodeCbor(patch.operators);
        if (!isDone && mayPatch(session.context.self) && operators !== undefined) {
            this.own.issue({ operators, term: patch.term, source, attempts: 0 });
        }
    }
}
