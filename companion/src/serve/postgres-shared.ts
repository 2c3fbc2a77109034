/**
 * What the processes of one database of PostgreSQL tell each other: tables that are lost when it crashes, which nothing but the next second needs.
 * Each process counts its own ticks, and writes them beside what it changes, in one transaction; who reads remembers the last tick of each. (One
 * sequence, or a time, for all would be committed out of order, and something would be missed.)
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { Row } from "../store/driver";
import type { Database } from "../store/postgres/database";
import { StoreError } from "../store/store-error";
import type { Others, Own, Shared, SharedPerson } from "../sync/shared";
import type { Used, UseKind } from "../sync/usage";
import { cleanShared } from "./clean-shared";

/** A process that has told nothing for so many seconds is gone. */
const ALIVE = 15;
/** Exchanges between two looks for what nobody needs any more. */
const CLEAN = 60;

const SALT_BYTES = 32;
/** Hex digits of what stands for a name. */
const NAME_DIGITS = 32;

/** Numbers of the advisory locks on names that make rooms: "made" as a number, and a part of the name. */
const MADE = 0x6d616465;

/** All is told anew, under another registration: who reads forgets what it had from the one before. */
const REGISTER = `INSERT INTO process (number, registration, tick, whole, seen) VALUES ($1, $2, 1, 1, clock_timestamp())
    ON CONFLICT (number) DO UPDATE SET registration = $2, tick = process.tick + 1, whole = process.tick + 1, seen = clock_timestamp()
    RETURNING tick`;

/** The tick goes on only where there is something to read. */
const BEAT = `UPDATE process SET tick = tick + $3, seen = clock_timestamp() WHERE number = $1 AND registration = $2 RETURNING tick`;

const PUT_PEOPLE = `INSERT INTO presence (process, tick, changed, id, room, key, since, member, label, n, online)
    SELECT $1, $2, now(), * FROM unnest($3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bytea[], $9::bigint[], $10::boolean[])
    ON CONFLICT (process, id) DO UPDATE SET tick = excluded.tick, changed = excluded.changed, member = excluded.member,
        label = excluded.label, n = excluded.n, online = excluded.online`;

const PUT_USED = `INSERT INTO used (process, tick, at, kind, name, bytes, frames, server)
    SELECT $1, $2, now(), * FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::boolean[])`;

const PROCESSES = `SELECT number, registration, tick, whole, EXTRACT(EPOCH FROM clock_timestamp())::float8 AS now,
    seen > clock_timestamp() - interval '${ALIVE} seconds' AS "isAlive" FROM process ORDER BY number`;

const PEOPLE = `SELECT presence.* FROM presence JOIN unnest($1::bigint[], $2::bigint[]) AS last (process, tick) USING (process)
    WHERE presence.tick > last.tick ORDER BY id`;

const USED = `SELECT kind, name, bytes, frames, server FROM used
    JOIN unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS last (process, since, until) USING (process)
    WHERE used.tick > last.since AND used.tick <= last.until ORDER BY process, used.tick, kind, name`;

/** Labels are bytes: a text cannot hold all that one may have. */
const personOf = ({ id, member, label, n, online, room, key, since }: Row): SharedPerson => ({
    ...{
        id: Number(id),
        member: member === null ? null : Number(member),
        label: (label as Buffer).toString(),
        n: Number(n),
    },
    ...{ online: Boolean(online), room: String(room), key: key === null ? null : String(key), since: Number(since) },
});

const usedOf = ({ kind, name, bytes, frames, server }: Row): Used => ({
    ...{ kind: kind as UseKind, name: String(name), bytes: Number(bytes), frames: Number(frames) },
    isServer: Boolean(server),
});

/** What is known of another process. */
interface Known {
    readonly registration: string;
    /** Up to which tick it was read. */
    tick: number;
    /** When it was seen alive, in seconds of the database. */
    seenAt: number;
    readonly people: Set<number>;
}

interface Since {
    readonly people: number;
    readonly used: number;
}

/** Another process, as its row says. */
interface Seen {
    readonly number: number;
    readonly registration: string;
    readonly tick: number;
    readonly whole: number;
    readonly now: number;
    readonly isAlive: boolean;
}

/** Behind which ticks of a process its people, and what it has used, are read. @param isAll all of its people, in any case. */
function since({ registration, tick, whole }: Seen, known: Known | undefined, isAll: boolean): Since {
    // What was used before one was there counts no longer.
    if (known === undefined) return { people: 0, used: tick };
    const { tick: last } = known;
    return known.registration === registration
        ? { people: isAll ? 0 : last, used: last }
        : { people: 0, used: whole - 1 };
}

/** What one process tells and hears. */
export class PostgresShared implements Shared {
    private own: number | undefined;
    private salt: Buffer | undefined;
    private registration = "";
    private exchanges = 0;
    private readonly known = new Map<number, Known>();

    constructor(private readonly database: Database) {}

    async number(): Promise<number> {
        if (this.own !== undefined) return this.own;
        const salt = randomBytes(SALT_BYTES);
        await this.database.run("INSERT INTO name_salt (salt) VALUES ($1) ON CONFLICT DO NOTHING", [salt]);
        const [row] = await this.database.run("SELECT salt, nextval('process_number') AS number FROM name_salt");
        this.salt = row["salt"] as Buffer;
        return (this.own = Number(row["number"]));
    }

    hide(name: string): string {
        if (this.salt === undefined) throw new Error(`hide: number() expected before ${name} is hidden`);
        return createHash("sha256").update(this.salt).update(name).digest("hex").slice(0, NAME_DIGITS);
    }

    async exchange(own: Own): Promise<Others> {
        const number = await this.number();
        await this.database.transaction("BEGIN", (client) => this.tell(client, number, own));
        if (this.exchanges++ % CLEAN === 0) await cleanShared(this.database);
        return this.hear(number, own.isWhole);
    }

    private async tell(client: PoolClient, number: number, { isWhole, people, used }: Own): Promise<void> {
        const tick = await this.tick(client, number, isWhole, people.length + used.length > 0);
        if (isWhole) await client.query("DELETE FROM presence WHERE process = $1", [number]);
        if (people.length > 0) {
            const column = <Name extends keyof SharedPerson>(name: Name) => people.map((person) => person[name]);
            const [ids, labels] = [(["id", "room", "key", "since", "member"] as const).map(column), column("label")];
            const bytes = labels.map((label) => Buffer.from(label));
            await client.query(PUT_PEOPLE, [number, tick, ...ids, bytes, column("n"), column("online")]);
        }
        if (used.length > 0) {
            const columns = (["kind", "name", "bytes", "frames", "isServer"] as const).map((name) =>
                used.map((each) => each[name]),
            );
            await client.query(PUT_USED, [number, tick, ...columns]);
        }
    }

    /** Says that this process lives. @returns the tick of what is written now. */
    private async tick(client: PoolClient, number: number, isWhole: boolean, isNew: boolean): Promise<number> {
        if (isWhole) this.registration = randomUUID();
        const values = [number, this.registration];
        const { rows } = isWhole
            ? await client.query(REGISTER, values)
            : await client.query(BEAT, [...values, Number(isNew)]);
        const [row] = rows as { tick: number }[];
        if (row === undefined)
            throw new StoreError(
                `the database ${this.database.name} knows nothing of this process any more: it tells all anew`,
                "away",
            );
        return row.tick;
    }

    private async hear(number: number, isAll: boolean): Promise<Others> {
        const all = (await this.database.run(PROCESSES)) as unknown as Seen[];
        const alive = all.filter((seen) => seen.number !== number && seen.isAlive);
        const news = alive
            .map((seen) => ({ ...seen, since: since(seen, this.known.get(seen.number), isAll) }))
            .filter((seen) => seen.tick > seen.since.people);
        const numbers = news.map((seen) => seen.number);
        const peopleSince = news.map((seen) => seen.since.people);
        const usedSince = news.map((seen) => seen.since.used);
        const until = news.map(({ tick }) => tick);
        const isNothing = news.length === 0;
        const people = isNothing ? [] : await this.database.run(PEOPLE, [numbers, peopleSince]);
        const used = isNothing ? [] : await this.database.run(USED, [numbers, usedSince, until]);
        // Only now is anything remembered: where reading has failed, all of it is read the next time.
        const gone = [...this.forget(all), ...this.remember(alive, isAll)];
        const heard = people.map((row) => this.hearPerson(row));
        const there = new Set(heard.map(({ id }) => id));
        return { people: heard, gone: gone.filter((id) => !there.has(id)), used: used.map(usedOf) };
    }

    /** Forgets processes that have gone. @returns their people. */
    private forget(all: readonly Seen[]): number[] {
        const gone: number[] = [];
        const rows = new Map(all.map((seen) => [seen.number, seen]));
        // One's own is always among them.
        const now = Math.max(...all.map((seen) => seen.now));
        for (const [number, { seenAt, people }] of this.known) {
            // One that has no row may only have to write it again: the database has crashed.
            const isGone = rows.get(number)?.isAlive === false || now >= seenAt + ALIVE;
            if (!isGone || rows.get(number)?.isAlive === true) continue;
            gone.push(...people);
            this.known.delete(number);
        }
        return gone;
    }

    /** Remembers up to where processes were read. @returns people of those of whom all were read anew. */
    private remember(alive: readonly Seen[], isAll: boolean): number[] {
        const gone: number[] = [];
        for (const { number, registration, tick, now } of alive) {
            const known = this.known.get(number);
            if (known?.registration === registration && !isAll) {
                Object.assign(known, { tick, seenAt: now });
                continue;
            }
            gone.push(...(known?.people ?? []));
            this.known.set(number, { registration, tick, seenAt: now, people: new Set() });
        }
        return gone;
    }

    private hearPerson(row: Row): SharedPerson {
        const person = personOf(row);
        const people = this.known.get(Number(row["process"]))?.people;
        if (person.online) people?.add(person.id);
        else people?.delete(person.id);
        return person;
    }

    mayCreate(name: string, most: number): Promise<boolean> {
        return this.database.transaction("BEGIN", async (client) => {
            // One at a time for each name: two would else both be the last one.
            const lock = Buffer.from(name, "hex").readInt32BE(0);
            await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MADE, lock]);
            const { rowCount } = await client.query(
                `INSERT INTO room_made (name, at) SELECT $1, clock_timestamp() WHERE $2 >
                    (SELECT count(*) FROM room_made WHERE name = $1 AND at > clock_timestamp() - interval '1 day')`,
                [name, most],
            );
            return rowCount === 1;
        });
    }

    async leave(): Promise<void> {
        // Its row is left for a while: one that is missing may only be so because the database has crashed.
        const text = `UPDATE process SET seen = clock_timestamp() - interval '${ALIVE} seconds' WHERE number = $1 AND registration = $2`;
        if (this.registration !== "") await this.database.run(text, [this.own, this.registration]);
    }
}
