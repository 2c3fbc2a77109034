/** Keeps people and limits of a server equal with those of the other processes of its database. */
import { StoreError } from "../store/store-error";
import type { Clock } from "./clock";
import type { Counters } from "./counters";
import { LIMITS } from "./limits";
import type { Person } from "./presence";
import type { RoomFeed } from "./room-feed";
import type { LogLine } from "./server-options";
import type { Others, Shared, SharedPerson } from "./shared";
import type { Usage } from "./usage";

/** Milliseconds after which what others have told holds no longer: as long as a process counts that tells nothing. */
const STALE_MS = 15_000;

/** The server whose they are. */
export interface Sharing {
    readonly feeds: ReadonlyMap<string, RoomFeed>;
    readonly usage: Usage;
    readonly clock: Clock;
    readonly counters: Counters;
    readonly log: (line: LogLine) => void;
}

export class SharedRooms {
    /** People of other processes, by id. */
    private readonly people = new Map<number, SharedPerson>();
    /** The same, by room. */
    private readonly rooms = new Map<string, Map<number, SharedPerson>>();
    private heardAt: number;
    private isWhole = true;
    private isAway = false;
    private exchanging: Promise<void> | undefined;
    private isOver = false;

    constructor(
        private readonly shared: Shared,
        private readonly server: Sharing,
    ) {
        this.heardAt = server.clock.now();
    }

    private in(room: string): Iterable<SharedPerson> {
        return this.rooms.get(room)?.values() ?? [];
    }

    /** People of a room at other processes: the first 1,024. @param room hex of its id. */
    peopleOf(room: string): Person[] {
        const there = [...this.in(room)].sort((one, other) => one.id - other.id).slice(0, LIMITS.people);
        return there.map(({ id, member, label, n, online }) => ({ id, member, label, n, online }));
    }

    /** Shows those of a room whom other processes have told of. */
    show(room: string, { people }: RoomFeed): void {
        for (const person of this.in(room)) people.putElsewhere(person);
    }

    /** Once a second. One exchange is under way at a time. */
    tick(): void {
        if (this.isOver) return;
        // Also where an exchange hangs, or this process has. The others may have taken it for dead: all is told and heard anew.
        if (this.server.clock.now() >= this.heardAt + STALE_MS) {
            this.isWhole = true;
            this.forget([...this.people.keys()]);
        }
        this.exchanging ??= this.exchange().finally(() => (this.exchanging = undefined));
    }

    private async exchange(): Promise<void> {
        const { isWhole } = this;
        this.isWhole = false;
        const people = [...this.server.feeds].flatMap(([room, feed]) =>
            feed.people.untold(isWhole).map((person) => ({ ...person, room })),
        );
        try {
            const others = await this.shared.exchange({ isWhole, people, used: this.server.usage.take() });
            this.hear(others);
            for (const room of new Set([...people, ...others.people].map((person) => person.room))) this.limit(room);
            this.isAway = false;
            this.heardAt = this.server.clock.now();
        } catch (error) {
            this.failed(error);
        }
    }

    private failed(error: unknown): void {
        // All people are told and heard again.
        this.isWhole = true;
        this.server.counters.count("sharedAway");
        const isKnown = this.isAway && error instanceof StoreError;
        this.isAway = true;
        if (!isKnown) this.server.log({ what: "the other processes were not told", error });
    }

    private hear({ people, gone, used }: Others): void {
        this.forget(gone);
        for (const person of people) {
            if (person.online) this.put(person);
            else this.forget([person.id]);
        }
        for (const each of used) this.server.usage.hear(each);
    }

    private put(person: SharedPerson): void {
        this.people.set(person.id, person);
        const room = this.rooms.get(person.room) ?? new Map<number, SharedPerson>();
        this.rooms.set(person.room, room);
        room.set(person.id, person);
        this.server.feeds.get(person.room)?.people.putElsewhere(person);
    }

    private forget(ids: readonly number[]): void {
        for (const id of ids) {
            const person = this.people.get(id);
            if (person === undefined) continue;
            this.people.delete(id);
            const room = this.rooms.get(person.room);
            room?.delete(id);
            if (room?.size === 0) this.rooms.delete(person.room);
            this.server.feeds.get(person.room)?.people.gone(id);
        }
    }

    /** Ends own connections of keys that have too many to a room over all processes, where they are among the oldest. */
    private limit(room: string): void {
        this.server.feeds.get(room)?.limitKeys(this.in(room), LIMITS.connectionsOfKey);
    }

    /** Ends it, and tells the others. */
    async leave(): Promise<void> {
        this.isOver = true;
        await this.exchanging;
        // Who is not told sees it in 15 s.
        await this.shared.leave().catch(() => this.server.counters.count("sharedAway"));
    }
}
