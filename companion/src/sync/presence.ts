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

/** The people of one room. */
export class PresenceList {
    /** By id, ascending. */
    private readonly people = new Map<number, Person>();
    private readonly changed = new Set<number>();
    /** When those who have gone are left out, by id. */
    private readonly leaving = new Map<number, number>();
    private toldAt = 0;

    constructor(private readonly clock: Clock) {}

    get isEmpty(): boolean {
        return this.people.size === 0;
    }

    /** All of them: the first 1,024. */
    all(): Person[] {
        return this.first(this.people.values());
    }

    /** One who has come, or has something new to say. */
    put(person: Person): void {
        this.people.set(person.id, person);
        this.changed.add(person.id);
    }

    /** One has gone. */
    gone(id: number): void {
        const person = this.people.get(id);
        if (person === undefined) return;
        this.put({ ...person, online: false });
        this.leaving.set(id, this.clock.now() + TIMES.offline);
    }

    /** What changed since it was asked last; undefined where that is nothing, or where it is too early. */
    changes(): Person[] | undefined {
        const now = this.clock.now();
        for (const [id, until] of this.leaving) {
            if (until > now) break;
            this.leaving.delete(id);
            this.people.delete(id);
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
        return [...people].slice(0, LIMITS.people);
    }
}
