/** What processes tell each other, in memory. */
import { StoreError } from "../../src/store/store-error";
import type { Others, Own, Shared, SharedPerson } from "../../src/sync/shared";
import type { Used } from "../../src/sync/usage";

/** One place for several processes. */
export class MemoryHub {
    readonly places: MemoryShared[] = [];
    /** How many rooms a name has made. */
    readonly made = new Map<string, number>();

    /** Makes the next process. */
    join(): MemoryShared {
        const place = new MemoryShared(this, this.places.length + 1);
        this.places.push(place);
        return place;
    }
}

/** One process's way to it. */
export class MemoryShared implements Shared {
    /** While it is true, nothing can be told or heard. */
    isAway = false;
    /** While it is there, exchanges hang until it resolves. */
    hanging: Promise<void> | undefined;
    exchanges = 0;
    /** How many exchanges are under way. */
    underWay = 0;
    hasLeft = false;
    private people = new Map<number, SharedPerson>();
    private waiting: { people: SharedPerson[]; gone: number[]; used: Used[] } = { people: [], gone: [], used: [] };

    constructor(
        private readonly hub: MemoryHub,
        private readonly own: number,
    ) {}

    private get others(): MemoryShared[] {
        return this.hub.places.filter((place) => place !== this);
    }

    number(): Promise<number> {
        return Promise.resolve(this.own);
    }

    hide(name: string): string {
        return `hidden ${name}`;
    }

    async exchange({ isWhole, people, used }: Own): Promise<Others> {
        this.exchanges++;
        if (++this.underWay > 1) throw new Error("exchange: one at a time expected");
        try {
            await this.hanging;
        } finally {
            this.underWay--;
        }
        if (this.isAway) throw new StoreError("the database is away", "away");
        const before = [...this.people.keys()];
        if (isWhole) this.people.clear();
        for (const person of people) this.people.set(person.id, person);
        const gone = before.filter((id) => !this.people.has(id));
        for (const { waiting } of this.others) {
            waiting.people.push(...people);
            waiting.gone.push(...gone);
            waiting.used.push(...used);
        }
        const heard = this.waiting;
        this.waiting = { people: [], gone: [], used: [] };
        if (!isWhole) return heard;
        return { ...heard, people: this.others.flatMap((other) => [...other.people.values()]) };
    }

    mayCreate(name: string, most: number): Promise<boolean> {
        const made = this.hub.made.get(name) ?? 0;
        if (made < most) this.hub.made.set(name, made + 1);
        return Promise.resolve(made < most);
    }

    /** Has gone, by itself or because it was killed. */
    leave(): Promise<void> {
        this.hasLeft = true;
        for (const { waiting } of this.others) waiting.gone.push(...this.people.keys());
        this.people.clear();
        return Promise.resolve();
    }
}
