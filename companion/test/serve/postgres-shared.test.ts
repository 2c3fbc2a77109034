/** What processes tell each other through a database of PostgreSQL. */
import { Client } from "pg";
import { expect, it, onTestFinished, vi } from "vitest";
import { PostgresShared } from "../../src/serve/postgres-shared";
import { type Database, openDatabase } from "../../src/store/postgres/database";
import { StoreError } from "../../src/store/store-error";
import type { Own, SharedPerson } from "../../src/sync/shared";
import type { Used } from "../../src/sync/usage";
import { describePostgres } from "../support/databases";
import { PostgresServer } from "../support/postgres";

const NOTHING: Own = { isWhole: false, people: [], used: [] };

const person = (id: number, more: Partial<SharedPerson> = {}): SharedPerson => ({
    ...{ id, member: 1, label: "Anna", n: 3, online: true, room: "ab".repeat(32), key: "cd".repeat(32), since: 1000 },
    ...more,
});

const whole = (...people: SharedPerson[]): Own => ({ isWhole: true, people, used: [] });

const use = (bytes: number, frames: number, name = "key"): Used => ({
    ...{ kind: "bucket", name, bytes, frames, isServer: false },
});

const idsOf = (people: readonly SharedPerson[]): number[] => people.map(({ id }) => id);

/** Lets time pass in the database: what it has been told becomes older. */
async function age(open: Database, seconds: number, number?: number): Promise<void> {
    const columns = [
        ["process", "seen", "number"],
        ["presence", "changed", "process"],
        ["used", "at", "process"],
    ];
    for (const [table, column, of] of columns)
        await open.run(
            `UPDATE ${table} SET ${column} = ${column} - make_interval(secs => $1) WHERE $2::bigint IS NULL OR ${of} = $2`,
            [seconds, number ?? null],
        );
    await open.run("UPDATE room_made SET at = at - make_interval(secs => $1)", [seconds]);
}

/** Notes what databases are asked. */
function noteStatements(): string[] {
    const statements: string[] = [];
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the client that it is asked of
    const { query } = Client.prototype;
    vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...asked: unknown[]) {
        statements.push(String(asked[0]));
        return Reflect.apply(query, this, asked) as never;
    });
    return statements;
}

describePostgres("what processes tell each other", (database) => {
    async function three(): Promise<{ readonly open: Database; readonly places: PostgresShared[] }> {
        const open = await openDatabase(await database());
        const places = [1, 2, 3].map(() => new PostgresShared(open));
        // One after the other, so that the first has the lowest number.
        for (const place of places) await place.number();
        return { open, places };
    }

    it("is heard once by each of the others, as it changes", async () => {
        const { open, places } = await three();
        const [one, other, third] = places;
        expect(new Set(await Promise.all(places.map((place) => place.number()))).size).toBe(3);
        await one.exchange(whole(person(1), person(2, { member: null, key: null })));
        const heard = await other.exchange(whole());
        expect(heard.people).toEqual([person(1), person(2, { member: null, key: null })]);
        expect(await other.exchange(NOTHING)).toEqual({ people: [], gone: [], used: [] });
        await one.exchange({ ...NOTHING, people: [person(1, { n: 4 }), person(2, { online: false })] });
        expect((await other.exchange(NOTHING)).people.map(({ id, n, online }) => [id, n, online])).toEqual([
            [1, 4, true],
            [2, 3, false],
        ]);
        // Who comes later hears of those who are there.
        expect((await third.exchange(whole())).people.map(({ id, online }) => [id, online])).toEqual([
            [1, true],
            [2, false],
        ]);
        await open.close();
    });

    it("holds what a text of PostgreSQL does not, and nothing that is an address", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        const labels = ["\0", "\\", "ü\u{1f409}", "{,}\"'", ""];
        await one.exchange(whole(...labels.map((label, id) => person(id + 1, { label }))));
        expect((await other.exchange(whole())).people.map(({ label }) => label)).toEqual(labels);
        const name = one.hide("address 192.0.2.7");
        expect([other.hide("address 192.0.2.7"), one.hide("address 192.0.2.8") === name]).toEqual([name, false]);
        await one.exchange({ ...NOTHING, used: [use(70_000, 1, name)] });
        expect((await other.exchange(NOTHING)).used).toEqual([use(70_000, 1, name)]);
        // Another database has another salt.
        const { open: elsewhere, places: others } = await three();
        expect(others[0].hide("address 192.0.2.7")).not.toBe(name);
        for (const each of [open, elsewhere]) await each.close();
    });

    it("ends with the process: one that leaves, one that is killed, and one that tells all anew", async () => {
        const { open, places } = await three();
        const [one, other, third] = places;
        await one.exchange(whole(person(1)));
        await third.exchange(whole(person(3), person(4)));
        await other.exchange(whole());
        await one.leave();
        expect((await other.exchange(NOTHING)).gone).toEqual([1]);
        await third.exchange(whole(person(4), person(5)));
        const heard = await other.exchange(NOTHING);
        expect([heard.gone, idsOf(heard.people)]).toEqual([[3], [4, 5]]);
        // Killed: it tells nothing any more.
        await age(open, 16, await third.number());
        expect(new Set((await other.exchange(NOTHING)).gone)).toEqual(new Set([4, 5]));
        // Its process only hung: it is there again.
        await third.exchange(NOTHING);
        expect(idsOf((await other.exchange(NOTHING)).people)).toEqual([4, 5]);
        await open.close();
    });

    it("is told anew by one that hung for so long that it was forgotten", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        await one.exchange(whole(person(1)));
        await other.exchange(whole());
        await age(open, 61, await one.number());
        for (let tick = 0; tick < 60; tick++) await other.exchange(NOTHING);
        expect(await open.run("SELECT id FROM presence")).toEqual([]);
        await expect(one.exchange(NOTHING)).rejects.toThrow(StoreError);
        await one.exchange(whole(person(1), person(2)));
        expect(idsOf((await other.exchange(NOTHING)).people)).toEqual([1, 2]);
        await open.close();
    });

    it("is heard anew by one that did not hear for a while, and what was used then once", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        await one.exchange(whole(person(1), person(2)));
        await other.exchange(whole());
        await one.exchange({ isWhole: false, people: [person(2, { online: false })], used: [use(70_000, 1)] });
        expect((await other.exchange(NOTHING)).used).toEqual([use(70_000, 1)]);
        await one.exchange({ ...NOTHING, used: [use(80_000, 2)] });
        const { people, gone, used } = await other.exchange(whole());
        expect([people.filter(({ online }) => online).map(({ id }) => id), gone]).toEqual([[1], []]);
        expect(used).toEqual([use(80_000, 2)]);
        await open.close();
    });

    it("has gone for one that did not hear of it while it was told", async () => {
        const { open, places } = await three();
        const [one, other, third] = places;
        await one.exchange(whole(person(1), person(2)));
        await other.exchange(whole());
        await one.exchange({ ...NOTHING, people: [person(2, { online: false })] });
        await open.run("UPDATE presence SET changed = changed - interval '61 seconds' WHERE NOT online");
        await third.exchange(whole());
        const { people, gone } = await other.exchange(whole());
        expect([idsOf(people), gone]).toEqual([[1], [2]]);
        await open.close();
    });

    it("is heard once, also where it is told while it is read", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        for (const place of [one, other]) await place.exchange(whole());
        const told = (bytes: number): Own => ({ ...NOTHING, people: [person(bytes)], used: [use(bytes, 1)] });
        await one.exchange(told(70_000));
        const run = open.run.bind(open);
        vi.spyOn(open, "run").mockImplementation(async (text, values) => {
            if (text.includes("FROM used")) {
                vi.restoreAllMocks();
                await one.exchange(told(80_000));
            }
            return run(text, values);
        });
        const heard = [await other.exchange(NOTHING), await other.exchange(NOTHING)];
        expect(heard.flatMap(({ used }) => used)).toEqual([use(70_000, 1), use(80_000, 1)]);
        expect(heard.flatMap(({ people }) => idsOf(people))).toEqual([70_000, 80_000]);
        await open.close();
    });

    it("is not lost where reading fails", async () => {
        const { open, places } = await three();
        const [one, other, third] = places;
        await one.exchange(whole(person(1)));
        await third.exchange(whole(person(3)));
        await other.exchange(whole());
        await one.exchange({ isWhole: false, people: [person(2)], used: [use(70_000, 1)] });
        await third.leave();
        const run = open.run.bind(open);
        vi.spyOn(open, "run").mockImplementation((text, values) =>
            text.includes("FROM used") ? Promise.reject(new StoreError("away", "away")) : run(text, values),
        );
        await expect(other.exchange(NOTHING)).rejects.toThrow("away");
        vi.restoreAllMocks();
        const { people, gone, used } = await other.exchange(whole());
        expect([idsOf(people), gone, used]).toEqual([[1, 2], [3], [use(70_000, 1)]]);
        await open.close();
    });

    it("is what was used since, and not what was used before one was there", async () => {
        const { open, places } = await three();
        const [one, other, third] = places;
        const told = (bytes: number, frames: number): Own => ({ ...NOTHING, used: [use(bytes, frames)] });
        await one.exchange(whole());
        await one.exchange(told(1_000_000, 100));
        expect((await other.exchange(whole())).used).toEqual([]);
        await one.exchange(told(500_000, 20));
        await one.exchange(told(70_000, 12));
        expect((await other.exchange(NOTHING)).used).toEqual([use(500_000, 20), use(70_000, 12)]);
        expect((await other.exchange(NOTHING)).used).toEqual([]);
        // Also where nothing of it is kept any more: one that comes now hears of what is used from now on.
        await age(open, 61);
        expect((await third.exchange(whole())).used).toEqual([]);
        expect(await open.run("SELECT name FROM used")).toEqual([]);
        await one.exchange(whole());
        await third.exchange(NOTHING);
        await one.exchange(told(80_000, 3));
        expect((await third.exchange(NOTHING)).used).toEqual([use(80_000, 3)]);
        await open.close();
    });

    it("lets a name make ten rooms a day over all, asked at once or later, by one that starts then", async () => {
        const { open, places } = await three();
        const name = places[0].hide("192.0.2.1");
        const asked = await Promise.all(Array.from({ length: 30 }, (_, at) => places[at % 3].mayCreate(name, 10)));
        expect(asked.filter((may) => may)).toHaveLength(10);
        const late = new PostgresShared(open);
        await late.number();
        expect(await late.mayCreate(name, 10)).toBe(false);
        expect(await late.mayCreate(late.hide("192.0.2.2"), 10)).toBe(true);
        await age(open, 86_401);
        await late.exchange(whole());
        expect(await open.run("SELECT name FROM room_made")).toEqual([]);
        expect(await late.mayCreate(name, 10)).toBe(true);
        await open.close();
    });

    it("takes as many statements for 4,000 people as for one, and few where nothing changes", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        for (const own of [whole(), NOTHING]) for (const place of [one, other]) await place.exchange(own);
        const statements = noteStatements();
        const count = async (place: PostgresShared, own: Own): Promise<number> => {
            statements.length = 0;
            await place.exchange(own);
            return statements.length;
        };
        const all = Array.from({ length: 4000 }, (_, at) => person(at + 1, { room: `${at % 500}` }));
        // BEGIN, the tick, people, COMMIT, and who is there.
        expect(await count(one, { ...NOTHING, people: [person(1)] })).toBe(5);
        expect(await count(one, { ...NOTHING, people: all })).toBe(5);
        // BEGIN, the tick, COMMIT, who is there, people and what was used.
        expect(await count(other, NOTHING)).toBe(6);
        expect(await count(other, NOTHING)).toBe(4);
        vi.restoreAllMocks();
        await open.close();
    });

    it("leaves nothing behind of those who have gone, whoever takes it away", async () => {
        const { open, places } = await three();
        const [one, other, third] = places;
        await one.exchange({ ...whole(person(1)), used: [use(70_000, 1)] });
        await third.exchange(whole(person(3), person(4)));
        await third.exchange({ ...NOTHING, people: [person(3, { online: false })] });
        await one.leave();
        await other.exchange(whole());
        await age(open, 61, await one.number());
        await open.run("UPDATE presence SET changed = changed - interval '61 seconds'");
        await Promise.all(
            [other, third].map(async (place) => {
                for (let tick = 0; tick < 61; tick++) await place.exchange(NOTHING);
            }),
        );
        expect(await open.run("SELECT id FROM presence")).toEqual([{ id: 4 }]);
        expect(await open.run("SELECT count(*) AS rows FROM process")).toEqual([{ rows: 2 }]);
        expect(await open.run("SELECT name FROM used")).toEqual([]);
        await open.close();
    });

    it("is told anew after the database has crashed, and people who stayed do not seem to have gone", async () => {
        const server = await PostgresServer.start();
        onTestFinished(() => server.stop());
        const open = await openDatabase(await server.database());
        const [one, other] = [new PostgresShared(open), new PostgresShared(open)];
        for (let tick = 0; tick < 50; tick++) await one.exchange(tick === 0 ? whole(person(1), person(2)) : NOTHING);
        expect(idsOf((await other.exchange(whole(person(5)))).people)).toEqual([1, 2]);
        await server.kill();
        for (const place of [one, other]) await expect(place.exchange(NOTHING)).rejects.toThrow(StoreError);
        await server.resume();
        // The one that comes first does not see the other one.
        const first = await other.exchange(whole(person(5)));
        expect([first.people, first.gone]).toEqual([[], []]);
        expect(idsOf((await one.exchange({ ...whole(person(2), person(3)), used: [use(70_000, 1)] })).people)).toEqual([
            5,
        ]);
        const then = await other.exchange(NOTHING);
        expect([idsOf(then.people), then.gone, then.used]).toEqual([[2, 3], [1], [use(70_000, 1)]]);
        await open.close();
    });
});
