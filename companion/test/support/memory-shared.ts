/** What processes tell each other, in memory. */
import { StoreError } from "../../src/store/store-error";
import type { Others, Own, Shared, SharedPerson } from "../../src/sync/shared";
import type { Used } from "../../src/sync/usage";

/** One place for several processes. */
export class MemoryHub {
    private readonly places: MemoryShared[] = [];

    /** Makes the next process. */
    join(): MemoryShared {
        const place: MemoryShared = new MemoryShared(this.places.length + 1, () =>
            this.places.filter((other) => other !== place),
        );
        this.places.push(place);
        return place;
    }
}

/** One process's way to it. */
export class MemoryShared implements Shared {
    /** While it is true, nothing can be told or heard. */
    isAway = false;
    exchanges = 0;
    private readonly waiting: { people: SharedPerson[]; gone: number[]; used: Used[] } = {
        people: [],
        gone: [],
        used: [],
    };
    private readonly totals = new Map<string, Used>();
    private readonly told = new Set<number>();

    constructor(
        private readonly own: number,
        private readonly others: () => readonly MemoryShared[],
    ) {}

    number(): Promise<number> {
        return Promise.resolve(this.own);
    }

    exchange({ isWhole, people, used }: Own): Promise<Others> {
        this.exchanges++;
        if (this.isAway) return Promise.reject(new StoreError("the database is away", "away"));
        const gone = isWhole ? [...this.told].filter((id) => !people.some((person) => person.id === id)) : [];
        for (const { id } of people) this.told.add(id);
        const news = used.map((total) => {
            const before = this.totals.get(`${total.kind} ${total.name}`) ?? { bytes: 0, frames: 0 };
            this.totals.set(`${total.kind} ${total.name}`, total);
            return { ...total, bytes: total.bytes - before.bytes, frames: total.frames - before.frames };
        });
        for (const { waiting } of this.others()) {
            waiting.people.push(...people);
            waiting.gone.push(...gone);
            waiting.used.push(...news);
        }
        const heard = { ...this.waiting };
        Object.assign(this.waiting, { people: [], gone: [], used: [] });
        return Promise.resolve(heard);
    }

    /** Has gone, by itself or because it was killed. */
    leave(): Promise<void> {
        for (const { waiting } of this.others()) waiting.gone.push(...this.told);
        return Promise.resolve();
    }
}
