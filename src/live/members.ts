/** Who is present: the boards of the others, from their first word until they have gone. docs/rooms-protocol.md is normative. */

import { Board, type OnShown } from "./board/board";
import type { Delta } from "./board/cells";
import {
    CLOCK_AHEAD_SECONDS,
    GRACE_SECONDS,
    KEEP_SECONDS,
    QUIET_SECONDS,
    REMEMBER_SECONDS,
    ROSTER_LAG_SECONDS,
} from "./constants";
import type { RoomContext } from "./context";
import type { LeaveReason } from "../api/room-listeners";

const huge = math.huge;
const max = math.max;

/** Seconds between two looks at whose time is over. */
const LOOK_SECONDS = 1;

/** Another client of the room. */
export interface Member {
    readonly board: Board;
    /** Whether it is here. Read only, as all that follows. */
    isPresent: boolean;
    /** Uptime of its last own word; -infinity when it was not heard. */
    heardAt: number;
    /** Whether what was heard last of its board was new. */
    hasNews: boolean;
    /** Uptime at which its owner said something new; -infinity when it did not. */
    changedAt: number;
    /** Uptime of the first own word of its incarnation; -infinity when it was not heard. */
    bornAt: number;
    /** Uptime of its Bye; nil when it has said none in this incarnation. */
    byeAt?: number;
    /** Uptime at which it has gone. */
    goneAt: number;
    /** Incarnation that has ended; 0 for none. */
    ended: number;
    /** What the game said last of whether it is online. */
    wasOnline?: boolean;
}

/** Told when members join and leave. */
export interface MemberListener {
    readonly joined: (this: void, name: string) => void;
    readonly left: (this: void, name: string, reason: LeaveReason) => void;
    /** What a board shows has changed. */
    readonly shown: OnShown;
}

export class Members {
    private readonly byName = new LuaMap<string, Member>();
    /** In the order in which they were first heard. */
    private list: Member[] = [];

    constructor(
        private readonly context: RoomContext,
        private readonly listener: MemberListener,
    ) {
        context.timers.every(LOOK_SECONDS, () => this.look());
    }

    get(name: string): Member | undefined {
        return this.byName.get(name);
    }

    /** The members that are present and have not said Bye: those whose boards are compared. */
    compared(): Member[] {
        return this.list.filter(
            ({ isPresent, byeAt, board }) => isPresent && byeAt === undefined && !board.isOverLimit,
        );
    }

    /** All members that are present, those after their Bye, too. */
    present(): Member[] {
        return this.list.filter(({ isPresent }) => isPresent);
    }

    /** Those that an id stands for, whether they are present or not. */
    withId(id: number): Member[] {
        return this.list.filter(({ board }) => board.id === id);
    }

    /**
     * Takes in an own word.
     * @returns the member; nil when it does not count. Its board may need asking for afterwards.
     */
    hear(name: string, delta: Delta): Member | undefined {
        const { clock } = this.context;
        if (this.isBeyond(delta)) {
            return undefined;
        }
        const member = this.byName.get(name) ?? this.add(name);
        const now = clock.uptime();
        const { board } = member;
        if (board.isHeard && delta.incarnation < board.incarnation) {
            return undefined;
        }
        if (!board.isHeard || delta.incarnation > board.incarnation) {
            member.bornAt = now;
        }
        if (delta.incarnation > board.incarnation) {
            member.byeAt = undefined;
        }
        member.heardAt = now;
        member.ended = 0;
        this.enter(member);
        member.hasNews = !board.isHeard || delta.top > board.have();
        member.changedAt = this.isChange(board, delta) ? now : member.changedAt;
        board.hear(delta);
        return member;
    }

    /** Takes in what another one says of a member. @returns the member; nil when that does not count. */
    hearCopy(name: string, delta: Delta): Member | undefined {
        const { scope } = this.context;
        if (this.isBeyond(delta) || scope.isMember(name) === false || scope.isOnline(name) === false) {
            return undefined;
        }
        const known = this.byName.get(name);
        if (known !== undefined && (delta.incarnation <= known.ended || known.byeAt !== undefined)) {
            return undefined;
        }
        const member = known ?? this.add(name);
        const { board } = member;
        const had = board.have();
        this.enter(member);
        const isOfUse = board.hearCopy(delta);
        member.hasNews = board.have() > had;
        return isOfUse ? member : undefined;
    }

    /** A member has said that an incarnation of it ends. */
    bye(name: string, incarnation: number): void {
        const member = this.byName.get(name);
        if (member === undefined || incarnation < member.board.incarnation) {
            return;
        }
        member.heardAt = this.context.clock.uptime();
        member.byeAt = member.heardAt;
        member.ended = incarnation;
        member.board.end();
    }

    /** The game says in words that a player has gone offline. */
    onOffline(name: string): void {
        const member = this.byName.get(name);
        if (member !== undefined) {
            member.wasOnline = false;
            this.leave(member, "offline");
        }
    }

    /** The roster has changed. */
    onRoster(): void {
        const { scope, clock } = this.context;
        const now = clock.uptime();
        for (const member of this.list) {
            const { name } = member.board;
            const isOnline = scope.isMember(name) === false ? false : scope.isOnline(name);
            const isNew = now - member.bornAt < ROSTER_LAG_SECONDS;
            const hasLeft = isOnline === false && member.wasOnline === true && !isNew;
            const isSilent = isOnline === false && now - member.heardAt >= ROSTER_LAG_SECONDS;
            if (scope.isMember(name) === false || hasLeft || isSilent) {
                this.leave(member, "offline");
            }
            member.wasOnline = isOnline ?? member.wasOnline;
        }
    }

    /** Whether what an owner says has just changed. What was lacking here may have changed long ago, but in a young incarnation. */
    private isChange(board: Board, { incarnation, top }: Delta): boolean {
        const isKnown = board.isHeard && board.incarnation === incarnation && board.have() === board.top;
        const isYoung = this.context.clock.serverTime() - incarnation < QUIET_SECONDS;
        return (isKnown || isYoung) && top > board.have();
    }

    /** Whether the clock of who says this is too far ahead. */
    private isBeyond({ incarnation }: Delta): boolean {
        return incarnation > this.context.clock.serverTime() + CLOCK_AHEAD_SECONDS;
    }

    private add(name: string): Member {
        const board = new Board(name, this.listener.shown);
        const never = { heardAt: -huge, changedAt: -huge, bornAt: -huge, goneAt: -huge };
        const member = { board, isPresent: false, hasNews: false, ended: 0, ...never };
        this.byName.set(name, member);
        this.list[this.list.length] = member;
        return member;
    }

    private enter(member: Member): void {
        if (!member.isPresent) {
            member.isPresent = true;
            member.wasOnline = this.context.scope.isOnline(member.board.name);
            member.board.show(true);
            this.listener.joined(member.board.name);
        }
    }

    private leave(member: Member, reason: LeaveReason): void {
        const { board } = member;
        member.ended = max(member.ended, board.incarnation);
        member.goneAt = this.context.clock.uptime();
        if (member.isPresent) {
            member.isPresent = false;
            board.show(false);
            this.listener.left(board.name, reason);
        }
    }

    private look(): void {
        const now = this.context.clock.uptime();
        const kept: Member[] = [];
        let count = 0;
        for (const member of this.list) {
            const { board, byeAt, bornAt, isPresent } = member;
            if (isPresent && byeAt !== undefined && now - byeAt >= GRACE_SECONDS) {
                this.leave(member, "bye");
            }
            if (now - bornAt >= GRACE_SECONDS) {
                board.endFading();
            }
            if (!member.isPresent && now - member.goneAt >= KEEP_SECONDS) {
                board.forget();
            }
            if (member.isPresent || now - member.goneAt < REMEMBER_SECONDS) {
                kept[count] = member;
                count++;
            } else {
                this.byName.delete(board.name);
            }
        }
        this.list = kept;
    }
}
