/** Keeps people and limits of a server equal with those of the other processes of its database. */
import type { Clock } from "./clock";
import type { Counters } from "./counters";
import { LIMITS } from "./limits";
import type { Person } from "./presence";
import type { RoomFeed } from "./room-feed";
import type { Others, Shared, SharedPerson } from "./shared";
import type { Usage } from "./usage";

/** Milliseconds after which what others have told holds no longer: as long as a process counts that tells nothing. */
const STALE_MS = 15_000;

export class SharedRooms {
    /** By id. */
    private readonly people = new Map<number, SharedPerson>();
    private heardAt: number;
    private isWhole = true;
    private isBusy = false;
    private isOver = false;

    constructor(
        private readonly shared: Shared,
        private readonly feeds: ReadonlyMap<string, RoomFeed>,
        private readonly usage: Usage,
        private readonly clock: Clock,
        private readonly counters: Counters,
    ) {
        this.heardAt = clock.now();
    }

    /** People of a room at other processes. @param room hex of its id. */
    peopleOf(room: string): Person[] {
        const there = [...this.people.values()].filter((person) => person.room === room);
        return there.map(({ id, member, label, n, online }) => ({ id, member, label, n, online }));
    }

    /** Shows those of a room whom other processes have told of. */
    show(room: string, { people }: RoomFeed): void {
        for (const person of this.people.values()) if (person.room === room) people.putElsewhere(person);
    }

    /** Once a second. One exchange is under way at a time. */
    tick(): void {
        if (this.isBusy || this.isOver) return;
        this.isBusy = true;
        void this.exchange().finally(() => (this.isBusy = false));
    }

    private async exchange(): Promise<void> {
        const { isWhole } = this;
        const people = [...this.feeds].flatMap(([room, feed]) =>
            feed.people.untold(isWhole).map((person) => ({ ...person, room })),
        );
        try {
            const others = await this.shared.exchange({ isWhole, people, used: this.usage.take() });
            this.hear(others);
            for (const room of new Set([...people, ...others.people].map((person) => person.room))) this.limit(room);
            this.isWhole = false;
            this.heardAt = this.clock.now();
        } catch {
            // All of it is told again.
            this.isWhole = true;
            this.usage.tellAgain();
            this.counters.count("sharedAway");
            if (this.clock.now() >= this.heardAt + STALE_MS) this.forget([...this.people.keys()]);
        }
    }

    private hear({ people, gone, used }: Others): void {
        this.forget(gone);
        for (const person of people) {
            if (person.online) this.people.set(person.id, person);
            this.feeds.get(person.room)?.people.putElsewhere(person);
            if (!person.online) this.forget([person.id]);
        }
        for (const each of used) this.usage.hear(each);
    }

    private forget(ids: readonly number[]): void {
        for (const id of ids) {
            const person = this.people.get(id);
            this.people.delete(id);
            if (person !== undefined) this.feeds.get(person.room)?.people.gone(id);
        }
    }

    /** Ends own connections of keys that have too many to a room over all processes, where they are among the oldest. */
    private limit(room: string): void {
        const feed = this.feeds.get(room);
        if (feed === undefined) return;
        const others = [...this.people.values()].filter((person) => person.room === room);
        feed.limitKeys(others, LIMITS.connectionsOfKey);
    }

    /** Ends it, and tells the others. */
    async leave(): Promise<void> {
        this.isOver = true;
        await this.shared.leave().catch(() => undefined);
    }
}
