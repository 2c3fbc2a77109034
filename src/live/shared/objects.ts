/** All shared objects of a session, as the boards show them. */

import type { RoomSession } from "../session";
import type { Board } from "../board/board";
import type { Cell } from "../board/cells";
import { Kind, kindOf } from "../board/kinds";
import type { Calls } from "../call/calls";
import { type Checkpoint, decodeCheckpoint } from "./checkpoint";
import { readQuestion } from "./fetcher";
import { Folder } from "./folder";
import { Follower, type FollowerOptions } from "./follower";
import { PatchSpace } from "./own-patches";
import { decodePatch } from "./patch-cells";
import { decodePiece, type Piece } from "./pieces";

/** Seconds between two looks at what waits. */
const LOOK_SECONDS = 1;

interface Followed {
    readonly follower: Follower;
    readonly folder: Folder;
}

type VisitPiece = (this: void, member: string, piece: Piece) => void;

/** A checkpoint that a cell says. */
interface Said {
    readonly object: string;
    readonly checkpoint: Checkpoint;
}

export class Objects {
    private readonly byName = new LuaMap<string, Followed>();
    /** In the order in which they were made. */
    private readonly list: Followed[] = [];
    private readonly said = new LuaMap<Cell, Said>();
    private readonly space: PatchSpace;

    /** @param mayPatch whether what a member patches counts. */
    constructor(
        private readonly session: RoomSession,
        private readonly calls: Calls,
        private readonly mayPatch: (this: void, object: string, author: string) => boolean,
    ) {
        this.space = new PatchSpace(session);
        session.whenShown(Kind.Patch, (owner, _old, cell) => {
            if (cell !== undefined) {
                this.hearPatch(owner, cell);
            }
        });
        session.whenShown(Kind.Piece, (owner, _old, cell) => {
            if (cell !== undefined) {
                this.hearPiece(owner, cell);
            }
        });
        session.whenShown(Kind.Checkpoint, (owner, old, cell) => this.hearCheckpoint(owner, old, cell));
        session.context.timers.every(LOOK_SECONDS, () => this.look());
    }

    /** Begins to follow an object, which may be done once. */
    follow(name: string, options: FollowerOptions): Follower {
        const { session, calls, space } = this;
        const mayPatch = (author: string): boolean => this.mayPatch(name, author);
        const eachPiece = (visit: VisitPiece): void => this.eachPiece(name, visit);
        const follower = new Follower({ session, calls, space, name, mayPatch, eachPiece }, options);
        const followed = { follower, folder: new Folder(session, follower) };
        this.byName.set(name, followed);
        this.list[this.list.length] = followed;
        this.readBoards(session.members.present().map(({ board }) => board));
        return follower;
    }

    /** Who follows an object; nil when it is not followed. */
    followerOf(name: string): Follower | undefined {
        return this.byName.get(name)?.follower;
    }

    /** Who may patch has changed. */
    refilter(): void {
        for (const { follower } of this.list) {
            follower.refilter();
        }
    }

    /** Answers a call of room.checkpoint. */
    answer(args: unknown, caller: string): boolean {
        const question = readQuestion(args);
        if (question === undefined) {
            return false;
        }
        const [object, id, first] = question;
        return this.followerOf(object)?.serve(id, first, caller) ?? false;
    }

    private look(): void {
        for (const { follower, folder } of this.list) {
            follower.look();
            folder.look();
        }
    }

    /** What boards said before an object was followed: one in each frame. */
    private readBoards(boards: readonly Board[]): void {
        if (boards.length === 0) {
            return;
        }
        this.readBoard(boards[0]);
        this.session.context.timers.after(0, () => this.readBoards(boards.slice(1)));
    }

    /** What a board said before an object was followed. */
    private readBoard(board: Board): void {
        board.eachShown((cell) => {
            if (kindOf(cell) === Kind.Patch) {
                this.hearPatch(board.name, cell);
            } else if (kindOf(cell) === Kind.Checkpoint) {
                this.hearCheckpoint(board.name, undefined, cell);
            }
        });
    }

    /** Visits the pieces of an object that the boards of others show. */
    private eachPiece(name: string, visit: VisitPiece): void {
        for (const { board } of this.session.members.present()) {
            board.eachShown((cell) => {
                if (kindOf(cell) !== Kind.Piece) {
                    return;
                }
                const [object, piece] = decodePiece(cell.bytes);
                if (object === name) {
                    visit(board.name, piece);
                }
            });
        }
    }

    private hearPatch(owner: string, cell: Cell): void {
        const [object, patch] = decodePatch(owner, cell);
        if (object === undefined) {
            this.session.context.port.ignore("malformedCell");
        } else {
            this.followerOf(object)?.hearPatch(patch);
        }
    }

    private hearPiece(owner: string, cell: Cell): void {
        const [object, piece] = decodePiece(cell.bytes);
        if (object === undefined) {
            this.session.context.port.ignore("malformedCell");
        } else {
            this.followerOf(object)?.chooser.fetcher.hear(owner, piece);
        }
    }

    private hearCheckpoint(owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        const before = old === undefined ? undefined : this.said.get(old);
        const after = cell === undefined ? undefined : this.read(cell);
        if (old !== undefined) {
            this.said.delete(old);
        }
        if (cell !== undefined && after !== undefined) {
            this.said.set(cell, after);
        }
        if (before !== undefined && before.object !== after?.object) {
            this.unsay(owner, before);
        }
        if (after !== undefined) {
            this.followerOf(after.object)?.chooser.hear(owner, after.checkpoint);
        }
    }

    /** A cell has gone. What its owner says of the object elsewhere stays. */
    private unsay(owner: string, { object, checkpoint }: Said): void {
        const follower = this.followerOf(object);
        if (follower !== undefined && follower.chooser.sayings.of(owner) === checkpoint) {
            follower.chooser.hear(owner, undefined);
        }
    }

    private read(cell: Cell): Said | undefined {
        const [object, checkpoint] = decodeCheckpoint(cell.bytes);
        const { stamps, context } = this.session;
        if (object === undefined || stamps.secondsUntil(checkpoint.head.at.seconds) > 0) {
            context.port.ignore("malformedCell");
            return undefined;
        }
        return { object, checkpoint };
    }
}
