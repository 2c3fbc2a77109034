/** What each client holds, week by week, and what there is at all: kept up to date event by event, since logs are long. */

import { type DemoMember } from "./member";

const WEEK = 604800;

/** Listens to what enters a log from now on. */
const LISTEN = `SimpleDKP.ledger:on("eventAdded", (...))`;
const STATUS = "local status = SimpleDKP.ledger:status() return status.scope ~= nil, status.events";
const READ_ALL = "local visit = ... for event in SimpleDKP.ledger:events() do visit(event) end";

interface SeenEvent {
    readonly time: number;
    readonly creator: string;
    readonly counter: number;
}

/** A week's new number of events. */
export interface WeekChange {
    readonly week: number;
    readonly events: number;
}

/** Events by week. */
export class WeekCounts {
    total = 0;
    private readonly weeks = new LuaTable<number, number>();
    private changed = new LuaSet<number>();

    add(week: number): void {
        this.total++;
        this.weeks.set(week, this.at(week) + 1);
        this.changed.add(week);
    }

    at(week: number): number {
        return this.weeks.has(week) ? this.weeks.get(week) : 0;
    }

    clear(): void {
        this.total = 0;
        for (const [week] of pairs(this.weeks)) {
            this.weeks.set(week, 0);
            this.changed.add(week);
        }
    }

    /** What has changed since the last time this was asked, in order of weeks. */
    takeChanges(): WeekChange[] {
        const changes: WeekChange[] = [];
        for (const week of this.changed) changes.push({ week, events: this.at(week) });
        table.sort(changes, (a, b) => a.week < b.week);
        this.changed = new LuaSet();
        return changes;
    }
}

export class Tally {
    /** Every event that some log has ever held, once. */
    readonly existing = new WeekCounts();
    /** By client. Of one that is offline: what it held when last looked at. */
    readonly held: readonly WeekCounts[];
    private readonly known = new LuaSet<string>();
    /** By client: the Lua world whose ledger is listened to. Each login and /reload makes a new one. */
    private readonly worlds = new LuaTable<number, object>();

    constructor(clients: number) {
        const held: WeekCounts[] = [];
        for (const _ of $range(1, clients)) held.push(new WeekCounts());
        this.held = held;
    }

    /** Brings a client's numbers up to date. Before its guild is known its ledger is closed, and they stay. */
    look(member: DemoMember): void {
        if (!member.isOnline()) return;
        const { client, index } = member;
        const counts = this.held[index];
        if (this.worlds.get(index) !== client.env) {
            this.worlds.set(index, client.env);
            client.run(LISTEN, (event: SeenEvent) => this.count(counts, event));
        }
        const [isOpen, events] = client.run(STATUS);
        // A crash loses what was not saved, and a login may have gone by unseen: read all, then.
        if (isOpen === true && events !== counts.total) {
            counts.clear();
            client.run(READ_ALL, (event: SeenEvent) => this.count(counts, event));
        }
    }

    private count(counts: WeekCounts, { time, creator, counter }: SeenEvent): void {
        const week = math.floor(time / WEEK);
        counts.add(week);
        const key = string.format("%.0f %s %.0f", time, creator, counter);
        if (this.known.has(key)) return;
        this.known.add(key);
        this.existing.add(week);
    }
}
