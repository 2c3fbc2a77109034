/** Who is connected to a room: docs/companion-protocol.md, "Presence". */
import type { Clock } from "./clock";
import { LIMITS, TIMES } from "./limits";

export interface Person {
    /** Of the connection. */
    readonly id: number;
    /** Number of the member; null: by token. */
    readonly member: number | null;
    readonly label: string;
    /** The number up to which it has said that it has all on disk. */
    readonly n: number;
    readonly online: boolean;
}

/** Above so many people what changed is told each 5 s: each second it would be most of what is sent. */
const CROWD = 64;
const CROWD_MS = 5000;

/** One who is connected to this process: what others are told beside. */
export interface LocalPerson extends Person {
    /** Hex of the key; null: by token. */
    readonly key: string | null;
    /** Unix milliseconds at which it came. */
    readonly since: number;
}

/** The people of one room: of this process, and of others of the same database. */
export class PresenceList {
    /** By id. */
    private readonly people = new Map<number, Person>();
    private readonly changed = new Set<number>();
    /** Those of this process. */
    private readonly local = new Map<number, Pick<LocalPerson, "key" | "since">>();
    /** Ids of those that the other processes have not been told of. */
    private readonly news = new Set<number>();
    /** When those who have gone are left out, by id. */
    private readonly leaving = new Map<number, number>();
    private toldAt = 0;

    constructor(private readonly clock: Clock) {}

    /** Whether nobody is here who is, or was, connected to this process. */
    get isEmpty(): boolean {
        return this.local.size === 0;
    }

    /** All of them: the first 1,024. */
    all(): Person[] {
        return this.first(this.people.values());
    }

    /** One who has come, or has something new to say. @param key hex of the key; null: by token. */
    put(person: Person, key: string | null): void {
        const { since } = this.local.get(person.id) ?? { since: this.clock.unix() * 1000 };
        this.local.set(person.id, { key, since });
        this.news.add(person.id);
        this.set(person);
    }

    /** One of another process, who has come, or has something new to say. */
    putElsewhere({ id, member, label, n, online }: Person): void {
        this.set({ id, member, label, n, online });
    }

    private set(person: Person): void {
        this.people.set(person.id, person);
        this.changed.add(person.id);
        // Its process may have hung only.
        this.leaving.delete(person.id);
    }

    /** When one of this process came: Unix milliseconds. */
    sinceOf(id: number): number {
        return this.local.get(id)?.since ?? 0;
    }

    /** Those of this process that others have not been told of; they are told then. @param isWhole all of them. */
    untold(isWhole: boolean): LocalPerson[] {
        const ids = isWhole ? [...this.local.keys()] : [...this.news];
        this.news.clear();
        return ids.flatMap((id) => {
            const [person, local] = [this.people.get(id), this.local.get(id)];
            return person === undefined || local === undefined ? [] : [{ ...person, ...local }];
        });
    }

    /** One has gone. */
    gone(id: number): void {
        const person = this.people.get(id);
        if (person?.online !== true) return;
        this.set({ ...person, online: false });
        if (this.local.has(id)) this.news.add(id);
        this.leaving.set(id, this.clock.now() + TIMES.offline);
    }

    /** What changed since it was asked last; undefined where that is nothing, or where it is too early. */
    changes(): Person[] | undefined {
        const now = this.clock.now();
        for (const [id, until] of this.leaving) {
            if (until > now) break;
            this.leaving.delete(id);
            this.people.delete(id);
            this.local.delete(id);
            this.changed.delete(id);
        }
        if (this.changed.size === 0 || (this.people.size > CROWD && now < this.toldAt + CROWD_MS)) return undefined;
        this.toldAt = now;
        const shown = new Set(this.all().map(({ id }) => id));
        const all = [...this.changed].sort((one, other) => one - other).map((id) => this.people.get(id));
        this.changed.clear();
        return all.filter((person) => person !== undefined).filter(({ id }) => shown.has(id));
    }

    private first(people: Iterable<Person>): Person[] {
        return [...people].sort((one, other) => one.id - other.id).slice(0, LIMITS.people);
    }
}
