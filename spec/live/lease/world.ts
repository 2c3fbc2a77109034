import { Kind } from "../../../src/live/board/kinds";
import { readClaim } from "../../../src/live/lease/cells";
import { Lease } from "../../../src/live/lease/lease";
import { Leases, type LeasesContext } from "../../../src/live/lease/leases";
import type { LeaseOptions } from "../../../src/api/room-lease";
import { checkLeaseOptions } from "../../../src/live/lease/options";
import type { RoomSession } from "../../../src/live/session";
import { type RoomClient, RoomGuild } from "../guild";

export const NAME = "auctioneer";

/** Somebody who held the lease, from the first moment at which it was seen. */
export interface Holding {
    readonly client: string;
    readonly term: number;
    readonly at: number;
}

/** A client with the lease. */
export class Contender {
    lease: Lease | undefined;
    leases: Leases | undefined;
    session: RoomSession | undefined;
    wants = false;
    /** Its last term in this session, unless it has released the lease since. */
    lastTerm = 0;
    /** What acquire() has answered: "granted", or why not. */
    readonly answers: string[] = [];

    constructor(readonly client: RoomClient) {}

    isHeld(): boolean {
        return this.client.isOnline && this.lease!.isHeld();
    }

    acquire(wait?: boolean): void {
        this.wants = wait ?? true;
        if (this.client.isOnline) {
            this.lease!.acquire((granted, why) => this.answers.push(granted ? "granted" : why!), { wait });
        }
    }

    release(): void {
        this.wants = false;
        this.lastTerm = 0;
        if (this.client.isOnline) this.lease!.release();
    }

    /** Whether it has heard from somebody itself that it holds the lease. */
    hearsOf(other: Contender): boolean {
        const board = this.session!.members.get(other.client.name)?.board;
        if (board === undefined || this.session!.incarnationOf(board.name) === undefined) return false;
        return board.list().some((cell) => {
            const isClaim = string.byte(cell.bytes, 1) === Kind.Claim && !cell.isHearsay;
            return isClaim && readClaim(cell)?.isHeld === true;
        });
    }
}

/** A guild all of whose clients know one lease. */
export class LeaseWorld {
    readonly guild: RoomGuild;
    readonly contenders: Contender[] = [];
    readonly holdings: Holding[] = [];
    /** Most holders at one moment. */
    most = 0;
    /** Longest time for which more than max held it that had heard each other. */
    overlap = 0;
    private readonly since = new LuaMap<Contender, number>();
    private readonly held = new LuaMap<Contender, number>();

    constructor(
        readonly seed: number,
        count: number,
        readonly options: LeaseOptions = {},
        context: LeasesContext = {},
    ) {
        this.guild = new RoomGuild(seed, count);
        for (const client of this.guild.clients) {
            const contender = new Contender(client);
            this.contenders.push(contender);
            client.onOpen = (session) => {
                contender.session = session;
                contender.lastTerm = 0;
                contender.leases = new Leases(session, context);
                contender.lease = new Lease(NAME, checkLeaseOptions(options, true), client.guard);
                contender.lease.on("changed", () => this.check());
                contender.leases.open(contender.lease);
                if (contender.wants) contender.acquire();
            };
        }
        this.guild.onMessage = () => this.check();
    }

    loginAll(): void {
        for (const { client } of this.contenders) client.login();
    }

    now(): number {
        return this.guild.clock.now;
    }

    holders(): Contender[] {
        return this.contenders.filter((contender) => contender.isHeld());
    }

    /** Lets time pass, and looks all the time who holds the lease. */
    run(seconds: number): void {
        const end = this.now() + seconds;
        while (this.now() < end) {
            this.guild.advance(math.min(0.1, end - this.now()));
            this.check();
        }
    }

    /** Seconds until somebody holds the lease; at most so many. */
    untilHeld(limit: number): number {
        const start = this.now();
        while (this.holders().length === 0 && this.now() < start + limit) this.run(0.1);
        return this.now() - start;
    }

    check(): void {
        const holders = this.holders();
        this.most = math.max(this.most, holders.length);
        for (const contender of this.contenders) {
            const term = contender.isHeld() ? contender.lease!.term() : undefined;
            contender.lastTerm = term ?? contender.lastTerm;
            if (term !== undefined && this.held.get(contender) !== term) {
                this.holdings.push({ client: contender.client.name, term, at: this.now() });
            }
            if (term === undefined) this.held.delete(contender);
            else this.held.set(contender, term);
            this.checkOverlap(contender, holders);
        }
    }

    private checkOverlap(contender: Contender, holders: readonly Contender[]): void {
        const known = contender.isHeld() ? holders.filter((other) => areInTouch(contender, other)) : [];
        if (!haveGroup(known, this.options.max ?? 1)) {
            this.since.delete(contender);
            return;
        }
        const since = this.since.get(contender) ?? this.now();
        this.since.set(contender, since);
        this.overlap = math.max(this.overlap, this.now() - since);
    }
}

/** Whether two have heard of each other that they hold it. */
function areInTouch(a: Contender, b: Contender): boolean {
    return a !== b && a.hearsOf(b) && b.hearsOf(a);
}

/** Whether there are so many that are all in touch with each other. */
function haveGroup(contenders: readonly Contender[], size: number): boolean {
    if (size === 0) return true;
    return contenders.some((one, index) => {
        const rest = contenders.slice(index + 1).filter((other) => areInTouch(one, other));
        return haveGroup(rest, size - 1);
    });
}
