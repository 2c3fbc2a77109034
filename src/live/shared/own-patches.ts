/** The patches of this client: their cells, and what is remembered of them in case they come too late. */

import type { BoardRefusal } from "../board/own-board";
import { Sweeper } from "../call/sweeper";
import type { RoomSession } from "../session";
import { KEEP_PATCH_SECONDS, PATCH_BYTES, PATCH_SLOTS } from "./constants";
import { encodePatch, type Patch, type PatchId } from "./patch-cells";

/** A patch of this client. */
export interface OwnPatch extends Omit<Patch, "operators" | "size"> {
    /** As CBOR. */
    readonly operators: string;
    /** Where it stands; nil when it does not any more. */
    slot?: number;
    /** Number of the change that has put it there. */
    sequence?: number;
    readonly bytes: number;
    /** Uptime since when it is in a checkpoint; nil while it is in none. */
    foldedAt?: number;
    /** How often it was issued before. */
    readonly attempts: number;
}

/** What is to be patched. */
export interface Issue {
    /** As CBOR. */
    readonly operators: string;
    readonly term: number;
    readonly source?: PatchId;
    /** How often it was issued before. */
    readonly attempts: number;
}

/** The slots and bytes that patches take, of all objects together. */
export class PatchSpace {
    private slots = 0;
    private bytes = 0;
    private readonly sweeper: Sweeper;
    /** Number of the last change of the board that has been handed to the game. */
    private sentTop = 0;

    constructor(readonly session: RoomSession) {
        this.sweeper = new Sweeper(session);
        session.gossip.speaker.whenSent((top) => {
            this.sentTop = top;
        });
    }

    /** Whether a change of the board has been handed to the game. */
    isSent(sequence: number): boolean {
        return sequence <= this.sentTop;
    }

    /** Whether half of it is used. */
    isHalfUsed(): boolean {
        return this.slots >= PATCH_SLOTS / 2 || this.bytes >= PATCH_BYTES / 2;
    }

    /** Whether there is no room for another patch, or hardly. */
    isFull(bytes: number): boolean {
        return this.slots >= PATCH_SLOTS || this.bytes + bytes > PATCH_BYTES;
    }

    /** @returns the slot; or nil and why there is none. */
    write(bytes: string): LuaMultiReturn<[slot: number] | [undefined, BoardRefusal]> {
        // The first one may be as large as a cell.
        if (this.slots > 0 && this.isFull(bytes.length)) {
            return $multi(undefined, "full");
        }
        this.slots++;
        this.bytes += bytes.length;
        const [slot, why] = this.session.own.add(bytes);
        if (slot === undefined) {
            this.slots--;
            this.bytes -= bytes.length;
            return $multi(undefined, why);
        }
        return $multi(slot);
    }

    /** Empties a slot, with others together. */
    empty(slot: number, bytes: number): void {
        this.slots--;
        this.bytes -= bytes;
        this.sweeper.add(slot);
    }
}

/** Those of one object. */
export class OwnPatches {
    private list: OwnPatch[] = [];
    private lastNumber = 0;

    constructor(
        private readonly object: string,
        private readonly space: PatchSpace,
    ) {}

    /** Says a patch. @returns it; or nil and why not. */
    issue({ operators, term, source, attempts }: Issue): LuaMultiReturn<[patch: OwnPatch] | [undefined, BoardRefusal]> {
        const { own, stamps, context } = this.space.session;
        const number = this.lastNumber + 1;
        const id = { author: context.self, incarnation: own.incarnation, number };
        const patch = { ...id, stamp: stamps.issue(), term, source };
        const cell = encodePatch(this.object, patch, operators);
        const issued: OwnPatch = { ...patch, operators, bytes: cell.length, attempts };
        this.list[this.list.length] = issued;
        this.lastNumber = number;
        const [slot, why] = this.space.write(cell);
        if (slot === undefined) {
            this.list.pop();
            this.lastNumber = number - 1;
            return $multi(undefined, why);
        }
        issued.slot = slot;
        issued.sequence = own.cells.get(slot)!.sequence;
        return $multi(issued);
    }

    /** Whether one can have been heard by others. */
    isSent({ sequence }: OwnPatch): boolean {
        return sequence !== undefined && this.space.isSent(sequence);
    }

    /** Whether one is in no checkpoint. */
    hasOpen(): boolean {
        return this.list.some(({ foldedAt }) => foldedAt === undefined);
    }

    /**
     * Another checkpoint counts.
     * @param placeOf where a patch belongs now: in the checkpoint, behind it, or in front of it without being in it. What was in a checkpoint once may be
     * on no board any more, so it is late, too, if it belongs behind.
     * @returns those that are late, in their order: they are not remembered any more.
     */
    settle(placeOf: (this: void, patch: OwnPatch) => "folded" | "open" | "late"): OwnPatch[] {
        const { clock } = this.space.session.context;
        const now = clock.uptime();
        const late: OwnPatch[] = [];
        const kept: OwnPatch[] = [];
        const oldest = clock.serverTime() - KEEP_PATCH_SECONDS;
        for (const patch of this.list) {
            const place = placeOf(patch);
            const isLate = place === "late" || (place === "open" && patch.foldedAt !== undefined);
            patch.foldedAt = place === "folded" ? (patch.foldedAt ?? now) : undefined;
            if (isLate) {
                late[late.length] = patch;
                this.empty(patch);
            } else if (place === "open" || patch.slot !== undefined || patch.stamp.seconds >= oldest) {
                kept[kept.length] = patch;
            }
        }
        this.list = kept;
        return late;
    }

    /** Empties the cells of those that have been in a checkpoint for some seconds. */
    emptyFolded(seconds: number): void {
        const now = this.space.session.context.clock.uptime();
        for (const patch of this.list) {
            if (patch.foldedAt !== undefined && now - patch.foldedAt >= seconds) {
                this.empty(patch);
            }
        }
    }

    private empty(patch: OwnPatch): void {
        if (patch.slot !== undefined) {
            this.space.empty(patch.slot, patch.bytes);
            patch.slot = undefined;
        }
    }
}
