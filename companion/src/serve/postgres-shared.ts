/**
 * What the processes of one database of PostgreSQL tell each other: tables that are lost when it crashes, which nothing but the next second needs.
 * Each process counts its own ticks, and writes them beside what it changes, in one transaction; who reads remembers the last tick of each. (One
 * sequence, or a time, for all would be committed out of order, and something would be missed.)
 */
import type { PoolClient } from "pg";
import type { Row } from "../store/driver";
import type { Database } from "../store/postgres/database";
import { StoreError } from "../store/store-error";
import type { Others, Own, Shared, SharedPerson } from "../sync/shared";
import type { Used, UseKind } from "../sync/usage";

/** A process that has told nothing for so long is gone. */
const ALIVE = "interval '15 seconds'";
/** Ticks after which those who went, and what was used, are told no longer. */
const KEEP_PEOPLE = 120;
const KEEP_USED = 600;
/** Ticks between two looks for what dead processes have left. */
const CLEAN = 60;

const TICK = `INSERT INTO process (number, tick, whole, seen) VALUES ($1, 1, 1, now())
    ON CONFLICT (number) DO UPDATE SET tick = process.tick + 1, seen = now(),
        whole = CASE WHEN $2 THEN process.tick + 1 ELSE process.whole END
    RETURNING tick`;

const PUT_PEOPLE = `INSERT INTO presence (process, tick, id, room, key, since, member, label, n, online)
    SELECT $1, $2, * FROM unnest($3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::bigint[], $10::boolean[])
    ON CONFLICT (process, id) DO UPDATE SET tick = excluded.tick, member = excluded.member, label = excluded.label, n = excluded.n,
        online = excluded.online`;

const PUT_USED = `INSERT INTO used (process, tick, kind, name, bytes, frames)
    SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[])
    ON CONFLICT (process, kind, name) DO UPDATE SET tick = excluded.tick, bytes = excluded.bytes, frames = excluded.frames`;

/** Behind these ticks of these processes. */
const NEWS = "JOIN unnest($1::bigint[], $2::bigint[]) AS last (process, tick) USING (process)";

const personOf = ({ id, member, label, n, online, room, key, since }: Row): SharedPerson => ({
    ...{ id: Number(id), member: member === null ? null : Number(member), label: String(label), n: Number(n) },
    ...{ online: Boolean(online), room: String(room), key: key === null ? null : String(key), since: Number(since) },
});

/** What is known of another process. */
interface Known {
    tick: number;
    /** Nothing was heard of it yet: what it used before counts no longer. */
    isNew: boolean;
    readonly people: Set<number>;
    /** Totals by kind and name. */
    readonly used: Map<string, Used>;
}

/** What one process tells and hears. */
export class PostgresShared implements Shared {
    private own: number | undefined;
    private readonly known = new Map<number, Known>();

    constructor(private readonly database: Database) {}

    async number(): Promise<number> {
        if (this.own !== undefined) return this.own;
        const [{ number }] = await this.database.run("SELECT nextval('process_number') AS number");
        return (this.own = Number(number));
    }

    async exchange(own: Own): Promise<Others> {
        const number = await this.number();
        await this.database.transaction("BEGIN", (client) => this.tell(client, number, own));
        return this.hear(number);
    }

    private async tell(client: PoolClient, number: number, { isWhole, people, used }: Own): Promise<void> {
        const { rows } = await client.query(TICK, [number, isWhole]);
        const tick = Number((rows[0] as { tick: number }).tick);
        if (isWhole) await client.query("DELETE FROM presence WHERE process = $1", [number]);
        if (people.length > 0) {
            const column = <Name extends keyof SharedPerson>(name: Name) => people.map((person) => person[name]);
            const columns = (["id", "room", "key", "since", "member", "label", "n", "online"] as const).map(column);
            await client.query(PUT_PEOPLE, [number, tick, ...columns]);
        }
        if (used.length > 0) {
            const columns = (["kind", "name", "bytes", "frames"] as const).map((name) =>
                used.map((each) => each[name]),
            );
            await client.query(PUT_USED, [number, tick, ...columns]);
        }
        if (tick % CLEAN === 0) await clean(client, number, tick);
    }

    private async hear(number: number): Promise<Others> {
        const alive = await this.database.run(
            `SELECT number, tick, whole FROM process WHERE number <> $1 AND seen > now() - ${ALIVE} ORDER BY number`,
            [number],
        );
        const gone: number[] = [];
        const numbers = alive.map(({ number: each }) => Number(each));
        for (const [each, { people }] of this.known) {
            if (numbers.includes(each)) continue;
            gone.push(...people);
            this.known.delete(each);
        }
        for (const { number: each, whole } of alive) {
            const known = this.known.get(Number(each)) ?? {
                ...{ tick: 0, isNew: true, people: new Set<number>(), used: new Map<string, Used>() },
            };
            this.known.set(Number(each), known);
            if (Number(whole) <= known.tick) continue;
            // It tells all anew: who is not among them is gone.
            gone.push(...known.people);
            known.people.clear();
            known.tick = 0;
        }
        const since = [numbers, numbers.map((each) => this.known.get(each)?.tick ?? 0)];
        const people = await this.hearPeople(since);
        const used = await this.hearUsed(since);
        for (const { number: each, tick } of alive) Object.assign(this.of(each), { tick: Number(tick), isNew: false });
        const there = new Set(people.map(({ id }) => id));
        return { people, gone: gone.filter((id) => !there.has(id)), used };
    }

    private of(number: unknown): Known {
        const known = this.known.get(Number(number));
        if (known === undefined) throw new StoreError(`process ${String(number)} is not known`);
        return known;
    }

    private async hearPeople(since: readonly unknown[]): Promise<SharedPerson[]> {
        const rows = await this.database.run(
            `SELECT presence.* FROM presence ${NEWS} WHERE presence.tick > last.tick ORDER BY id`,
            since,
        );
        return rows.map((row) => {
            const person = personOf(row);
            const { people } = this.of(row["process"]);
            if (person.online) people.add(person.id);
            else people.delete(person.id);
            return person;
        });
    }

    private async hearUsed(since: readonly unknown[]): Promise<Used[]> {
        const rows = await this.database.run(
            `SELECT used.* FROM used ${NEWS} WHERE used.tick > last.tick ORDER BY process, kind, name`,
            since,
        );
        return rows.flatMap(({ process, kind, name, bytes, frames }): Used[] => {
            const { used, isNew } = this.of(process);
            const key = `${String(kind)} ${String(name)}`;
            const now = { kind: kind as UseKind, name: String(name), bytes: Number(bytes), frames: Number(frames) };
            const last = used.get(key);
            // One that it had forgotten begins anew.
            const before = last === undefined || last.frames > now.frames ? { bytes: 0, frames: 0 } : last;
            used.set(key, now);
            if (isNew) return [];
            return [{ ...now, bytes: now.bytes - before.bytes, frames: now.frames - before.frames }];
        });
    }

    async leave(): Promise<void> {
        if (this.own !== undefined) await this.database.run("DELETE FROM process WHERE number = $1", [this.own]);
    }
}

/** Takes away what nobody needs any more: of this process, and of those that have gone. */
async function clean(client: PoolClient, number: number, tick: number): Promise<void> {
    await client.query("DELETE FROM presence WHERE process = $1 AND NOT online AND tick < $2", [
        number,
        tick - KEEP_PEOPLE,
    ]);
    await client.query("DELETE FROM used WHERE process = $1 AND tick < $2", [number, tick - KEEP_USED]);
    await client.query("DELETE FROM process WHERE seen < now() - interval '1 minute'");
    for (const table of ["presence", "used"])
        await client.query(`DELETE FROM ${table} WHERE process NOT IN (SELECT number FROM process)`);
}
