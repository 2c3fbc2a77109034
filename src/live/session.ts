/** A room while it is open: one scope, its link, the boards, and what stands on them. */

import type { Cell } from "./board/cells";
import { type Kind, kindOf } from "./board/kinds";
import { OwnBoard } from "./board/own-board";
import type { RoomContext } from "./context";
import { Gossip } from "./gossip";
import { type Member, Members } from "./members";
import { StampClock } from "./stamp";
import { bytesLess } from "../codec/compare";
import type { LeaveReason } from "../api/room-listeners";

/**
 * Told of cells of one kind that are shown: one that goes, one that comes, or one in the place of another. What is to be known of `old` later has to be
 * remembered by the cell, since its owner may be in another incarnation by now.
 */
export type CellListener = (this: void, owner: string, old: Cell | undefined, cell: Cell | undefined) => void;

/** Told of members that come and go. */
export interface SessionListener {
    readonly joined: (this: void, name: string) => void;
    readonly left: (this: void, name: string, reason: LeaveReason) => void;
}

export class RoomSession {
    readonly own: OwnBoard;
    readonly members: Members;
    readonly stamps: StampClock;
    readonly gossip: Gossip;
    private readonly listeners = new LuaMap<number, CellListener[]>();
    private readonly leaveListeners: ((this: void, name: string) => void)[] = [];

    /** @param incarnation see OwnBoard. */
    constructor(
        readonly context: RoomContext,
        incarnation: number,
        listener: SessionListener,
    ) {
        this.stamps = new StampClock(context.clock);
        this.members = new Members(context, {
            joined: listener.joined,
            left: (name, reason) => {
                for (const heard of this.leaveListeners) {
                    heard(name);
                }
                listener.left(name, reason);
            },
            shown: (board, old, cell) => this.shown(board.name, old, cell),
        });
        this.own = new OwnBoard(context.self, incarnation, (old, cell, isRenewal) => {
            this.gossip.changed(isRenewal);
            this.shown(context.self, written(old), written(cell));
        });
        this.gossip = new Gossip(context, this.own, this.members);
    }

    /** Has a function told of the cells of a kind, this client's own, too. */
    whenShown(kind: Kind, listener: CellListener): void {
        const listeners = this.listeners.get(kind) ?? [];
        listeners[listeners.length] = listener;
        this.listeners.set(kind, listeners);
    }

    /** Has a function told when a member has gone, after its cells. */
    whenLeft(listener: (this: void, name: string) => void): void {
        this.leaveListeners[this.leaveListeners.length] = listener;
    }

    /** The incarnation of a member that is present, this client, too; nil when it is not. */
    incarnationOf(name: string): number | undefined {
        if (name === this.context.self) {
            return this.own.incarnation;
        }
        const member = this.members.get(name);
        return member === undefined || !member.isPresent || member.byeAt !== undefined
            ? undefined
            : member.board.incarnation;
    }

    /** The names of all that are present, this client's, too, by their bytes. */
    names(): string[] {
        const names = this.members.present().map(({ board }: Member) => board.name);
        names[names.length] = this.context.self;
        table.sort(names, bytesLess);
        return names;
    }

    private shown(owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        const before = old === undefined ? undefined : kindOf(old);
        const after = cell === undefined ? undefined : kindOf(cell);
        if (before === after) {
            this.tell(before, owner, old, cell);
            return;
        }
        this.tell(before, owner, old, undefined);
        this.tell(after, owner, undefined, cell);
    }

    private tell(kind: number | undefined, owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        for (const listener of kind === undefined ? [] : (this.listeners.get(kind) ?? [])) {
            listener(owner, old, cell);
        }
    }
}

/** A cell that says something. */
function written(cell: Cell | undefined): Cell | undefined {
    return cell === undefined || cell.bytes === "" ? undefined : cell;
}
