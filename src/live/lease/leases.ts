/** All leases of a session: hears what members say of them, and has the time of each looked at. */

import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import type { RoomSession } from "../session";
import { LeaseBook } from "./book";
import { readClaim, readVote } from "./cells";
import { AWAY_SECONDS } from "./constants";
import { Contest } from "./contest";
import type { OnLeaseChanged } from "../../api/room-lease";
import { Electorate, type ElectorsOf } from "./electorate";
import type { Lease } from "./lease";

/** Seconds between two looks. */
const LOOK_SECONDS = 1;

/** What leases use of the room. */
export interface LeasesContext {
    /** Nil when ranks cannot be electors. */
    readonly electorsOf?: ElectorsOf;
    /** Whether what a member wants counts; all does by default. */
    readonly isAllowed?: (this: void, action: "hold", subject: string, sender: string) => boolean;
}

export class Leases {
    private readonly books = new LuaMap<string, LeaseBook>();
    private readonly contests = new LuaMap<string, Contest>();
    private readonly leases: Lease[] = [];
    /** In the order in which they were made. */
    private readonly list: Contest[] = [];
    /** The books in which cells stand. */
    private readonly bookOf = new LuaMap<Cell, LeaseBook>();
    private isDue = false;
    private lookedAt = 0;

    constructor(
        private readonly session: RoomSession,
        private readonly context: LeasesContext = {},
    ) {
        session.whenShown(Kind.Claim, (owner, old, cell) => this.shown(owner, old, cell, true));
        session.whenShown(Kind.Vote, (owner, old, cell) => this.shown(owner, old, cell, false));
        session.whenLeft((name) => {
            for (const [, book] of this.books) {
                book.forgetVote(name);
                this.dropIfEmpty(book);
            }
        });
        session.gossip.speaker.whenSent((top) => {
            for (const { claimant } of this.list) {
                claimant.onSent(top, this.now());
            }
            this.soon();
        });
    }

    /** Opens a lease: from now on it can be had in this session. */
    open(lease: Lease): void {
        const { session, context, list } = this;
        const { name, options } = lease;
        const { electors } = options;
        const rules = {
            name,
            max: options.max,
            electorate: electors === undefined ? undefined : new Electorate(electors, context.electorsOf ?? (() => [])),
            isAllowed: (member: string) => context.isAllowed?.("hold", name, member) ?? true,
        };
        if (list.length === 0) {
            this.lookedAt = this.now();
            session.context.timers.every(LOOK_SECONDS, () => this.look());
        }
        const onChanged: OnLeaseChanged = (holders, term) => lease.changed(holders, term);
        const contest = new Contest(session, rules, this.book(name), onChanged, () => this.soon());
        lease.attach(contest);
        this.contests.set(name, contest);
        this.leases[list.length] = lease;
        list[list.length] = contest;
        this.soon();
    }

    /** Call it when the roster has changed: who is an elector, and who may hold, is asked anew. */
    onRoster(): void {
        for (const contest of this.list) {
            contest.onRoster();
        }
    }

    /** Call it when the room closes: nothing is held any more, and all requests end with "closed". */
    close(): void {
        for (const contest of this.list) {
            contest.close();
        }
        for (const lease of this.leases) {
            lease.detach();
        }
    }

    /** What is said of a lease is kept although this client has not made it yet: it may. */
    private book(name: string): LeaseBook {
        let book = this.books.get(name);
        if (book === undefined) {
            book = new LeaseBook(name);
            this.books.set(name, book);
        }
        return book;
    }

    private shown(owner: string, old: Cell | undefined, cell: Cell | undefined, isClaim: boolean): void {
        if (old !== undefined) {
            this.forget(owner, old);
        }
        if (cell !== undefined) {
            if (isClaim) {
                this.claimed(owner, cell);
            } else {
                this.voted(owner, cell);
            }
        }
        this.soon();
    }

    private forget(owner: string, cell: Cell): void {
        const book = this.bookOf.get(cell);
        this.bookOf.delete(cell);
        if (book !== undefined) {
            book.forgetClaim(owner, cell);
            if (!this.contests.has(book.name)) {
                book.forgetVote(owner);
            }
            this.dropIfEmpty(book);
        }
    }

    private dropIfEmpty(book: LeaseBook): void {
        if (book.isEmpty() && !this.contests.has(book.name)) {
            this.books.delete(book.name);
        }
    }

    private claimed(owner: string, cell: Cell): void {
        const { session } = this;
        const claim = readClaim(cell);
        if (claim === undefined) {
            session.context.port.ignore("malformedCell");
            return;
        }
        if (!cell.isHearsay) {
            session.stamps.see(claim.stamp);
        }
        const book = this.book(claim.lease);
        const seen = { ...claim, owner, cell, heardAt: this.now() };
        this.bookOf.set(cell, book);
        if (book.claim(seen)) {
            this.contests.get(claim.lease)?.onClaim(seen);
        }
    }

    private voted(owner: string, cell: Cell): void {
        const vote = readVote(cell);
        if (vote === undefined) {
            this.session.context.port.ignore("malformedCell");
            return;
        }
        const book = this.book(vote.lease);
        const seen = { ...vote, elector: owner, cell };
        this.bookOf.set(cell, book);
        if (book.vote(seen)) {
            this.contests.get(vote.lease)?.onVote(seen);
        }
    }

    /** Has everything looked at in the next frame, after all that comes in this one. */
    private soon(): void {
        if (this.isDue || this.list.length === 0) {
            return;
        }
        this.isDue = true;
        this.session.context.timers.after(0, () => {
            this.isDue = false;
            this.look();
        });
    }

    private look(): void {
        const now = this.now();
        const isBack = now - this.lookedAt > AWAY_SECONDS;
        this.lookedAt = now;
        for (const contest of this.list) {
            if (isBack) {
                contest.view.wake(now);
            }
            contest.look();
        }
    }

    private now(): number {
        return this.session.context.clock.uptime();
    }
}
