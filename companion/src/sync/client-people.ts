/** Who is connected to a room, as a client is told. */
import type { Clock } from "./clock";
import { LIMITS, TIMES } from "./limits";
import type { Person } from "./presence";

export class ClientPeople {
    private people = new Map<number, { readonly person: Person; readonly since: number }>();

    constructor(private readonly clock: Clock) {}

    /** Ascending by id. Those who went 60 s ago are left out. */
    all(): Person[] {
        const now = this.clock.now();
        return [...this.people.values()]
            .filter(({ person, since }) => person.online || now < since + TIMES.offline)
            .map(({ person }) => person)
            .sort((one, other) => one.id - other.id);
    }

    /** The server has said something. @param whole whether these are all. */
    hear(whole: boolean, people: readonly Person[]): void {
        const since = this.clock.now();
        if (whole) this.people.clear();
        for (const person of people) this.people.set(person.id, { person, since });
        if (this.people.size <= LIMITS.people) return;
        const left = this.all().slice(0, LIMITS.people);
        this.people = new Map(left.map((person) => [person.id, { person, since }]));
    }
}
