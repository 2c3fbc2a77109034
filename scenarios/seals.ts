/** Guilds that seal: what becomes of officers who were away, of newcomers, of pruned clients, of seals that are wrong. */

import { WEEK_SECONDS } from "../src/event/key";
import type { Client } from "../realm/realm";
import { MASTER, MEMBER, OFFICER, OFFICERS, PolicyGuild, write } from "./policy-guild";

/** Seconds in which a few clients come to be equal, whatever they lack. */
const SETTLING = 120;

/** Seconds after which a seal and its state have to be everywhere. */
const LIMIT = 900;

/** What a client says of its seal, state and log. */
export interface Sealed {
    /** The week of the seal that counts; 0 when there is none. */
    readonly week: number;
    /** "checked", "rows", "adopted" or "none". */
    readonly standing: string;
    readonly isConfirmed: boolean;
    readonly sum: number;
    readonly count: number;
    readonly events: number;
    readonly absentWeeks: number;
    readonly orphans: number;
    readonly mismatch: string;
    readonly sync: string;
}

const LOOK = `
    local status, state = Notes:status(), Notes:getState()
    local seals = status.seals or { absentWeeks = 0, orphans = 0 }
    return seals.event and seals.event.week or 0, seals.standing or "none", seals.isConfirmed == true, state.sum, state.count,
        status.events, seals.absentWeeks, seals.orphans, seals.mismatch and seals.mismatch.reason or "none", status.sync`;

export function look(client: Client): Sealed {
    const [week, standing, isConfirmed, sum, count, events, absentWeeks, orphans, mismatch, sync] = client.run(LOOK);
    return {
        week: week as number,
        standing: standing as string,
        isConfirmed: isConfirmed as boolean,
        sum: sum as number,
        count: count as number,
        events: events as number,
        absentWeeks: absentWeeks as number,
        orphans: orphans as number,
        mismatch: mismatch as string,
        sync: sync as string,
    };
}

/** A guild that plays an evening a week. */
export class SealGuild {
    readonly guild: PolicyGuild;
    readonly master: Client;
    readonly officers: Client[];
    readonly members: Client[];
    /** Sum of all awards that were written. */
    written = 0;
    private number = 0;

    /** @param more further options of all ledgers, in Lua. */
    constructor(seed: number, more = "", members = 3, loss = 0) {
        this.guild = new PolicyGuild(seed, OFFICERS, { startTime: 2820 * WEEK_SECONDS + 3600, loss });
        [this.master] = this.guild.add(1, MASTER, "Master", more);
        this.officers = this.guild.add(2, OFFICER, "Officer", more);
        this.members = this.guild.add(members, MEMBER, "Member", more);
    }

    all(): Client[] {
        return [this.master, ...this.officers, ...this.members];
    }

    login(clients: readonly Client[]): void {
        for (const client of clients) client.login();
        this.guild.realm.advance(SETTLING);
    }

    logout(clients: readonly Client[]): void {
        for (const client of clients) if (client.isOnline) client.logout();
    }

    award(client: Client): number {
        this.number++;
        write(client, "award", this.number);
        this.written += this.number;
        return this.number;
    }

    /** An evening: some awards by everybody of these who may make them; all log out in the end, and a week passes. */
    evening(clients: readonly Client[], awards = 6): void {
        this.login(clients);
        const writers = clients.filter(({ rank }) => rank <= OFFICER);
        for (const index of $range(0, awards - 1)) {
            this.award(writers[index % writers.length]);
            this.guild.realm.advance(2);
        }
        this.guild.realm.advance(SETTLING);
        this.logout(clients);
        this.pass(1);
    }

    /** Lets weeks pass in which nobody is online. */
    pass(weeks: number): void {
        const { realm } = this.guild;
        const start = realm.getServerTime();
        realm.advance(weeks * WEEK_SECONDS - (start % 1));
    }

    /** Seals, and waits for the answer: the reason, or "sealed". @param options in Lua. */
    seal(client: Client, options = "{}"): string {
        client.run(
            `answer = nil; Notes:seal(${options}, function(result) answer = result.event and "sealed" or result.reason end)`,
        );
        this.guild.realm.advanceUntil(() => client.evaluate("answer") !== undefined, LIMIT);
        return client.evaluate("answer") as string;
    }

    /** Waits until a condition holds of all these clients; fails when it never does. */
    until(
        what: string,
        clients: readonly Client[],
        holds: (this: void, sealed: Sealed) => boolean,
        limit = LIMIT,
    ): void {
        const isReached = this.guild.realm.advanceUntil(() => clients.every((client) => holds(look(client))), limit);
        this.guild.check();
        if (!isReached) {
            const found = clients.map((client) => `${client.name}: ${describe(look(client))}`);
            error(`${what}: not within ${limit} s\n${found.join("\n")}`, 0);
        }
    }
}

function describe(sealed: Sealed): string {
    const { week, standing, sum, events, absentWeeks, orphans, mismatch, sync } = sealed;
    return `week ${week} ${standing}, sum ${sum}, ${events} events, ${absentWeeks} absent, ${orphans} orphans, ${mismatch}, ${sync}`;
}
