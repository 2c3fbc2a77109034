/** What processes tell each other through a database of PostgreSQL. */
import { expect, it } from "vitest";
import { PostgresShared } from "../../src/serve/postgres-shared";
import { type Database, openDatabase } from "../../src/store/postgres/database";
import type { Own, SharedPerson } from "../../src/sync/shared";
import { describePostgres } from "../support/databases";

const NOTHING: Own = { isWhole: false, people: [], used: [] };

const person = (id: number, more: Partial<SharedPerson> = {}): SharedPerson => ({
    ...{ id, member: 1, label: "Anna", n: 3, online: true, room: "ab".repeat(32), key: "cd".repeat(32), since: 1000 },
    ...more,
});

const whole = (...people: SharedPerson[]): Own => ({ isWhole: true, people, used: [] });

describePostgres("what processes tell each other", (database) => {
    async function three(): Promise<{ readonly open: Database; readonly places: PostgresShared[] }> {
        const open = await openDatabase(await database());
        return { open, places: [1, 2, 3].map(() => new PostgresShared(open)) };
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
        expect([heard.gone, heard.people.map(({ id }) => id)]).toEqual([[3], [4, 5]]);
        // Killed: it tells nothing any more.
        await open.run("UPDATE process SET seen = now() - interval '16 seconds' WHERE number = $1", [
            await third.number(),
        ]);
        expect(new Set((await other.exchange(NOTHING)).gone)).toEqual(new Set([4, 5]));
        // Its process only hung: it is there again.
        await third.exchange(NOTHING);
        expect((await other.exchange(NOTHING)).people.map(({ id }) => id)).toEqual([4, 5]);
        await open.close();
    });

    it("is what was used since, and not what was used before one was there", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        const used = (bytes: number, frames: number): Own => ({
            ...NOTHING,
            used: [{ kind: "bucket", name: "key", bytes, frames }],
        });
        await one.exchange(used(1_000_000, 100));
        expect((await other.exchange(whole())).used).toEqual([]);
        await one.exchange(used(1_500_000, 120));
        expect((await other.exchange(NOTHING)).used).toEqual([
            { kind: "bucket", name: "key", bytes: 500_000, frames: 20 },
        ]);
        // One that has forgotten the name begins anew.
        await one.exchange(used(70_000, 12));
        expect((await other.exchange(NOTHING)).used).toEqual([
            { kind: "bucket", name: "key", bytes: 70_000, frames: 12 },
        ]);
        await open.close();
    });

    it("takes as many statements for 4,000 people as for one, and leaves nothing of the dead behind", async () => {
        const { open, places } = await three();
        const [one, other] = places;
        const all = Array.from({ length: 4000 }, (_, id) => person(id + 1));
        let statements = 0;
        const transaction = open.transaction.bind(open);
        open.transaction = (begin, work) =>
            transaction(begin, (client) => {
                const counted = Object.create(client) as typeof client;
                counted.query = ((...asked: Parameters<typeof client.query>) => {
                    statements++;
                    return client.query(...asked);
                }) as unknown as typeof client.query;
                return work(counted);
            });
        await one.exchange(whole(...all));
        expect(statements).toBe(3);
        expect((await other.exchange(whole())).people).toHaveLength(4000);
        open.transaction = transaction;
        await one.leave();
        for (let tick = 0; tick < 60; tick++) await other.exchange(NOTHING);
        expect(await open.run("SELECT count(*) AS rows FROM presence")).toEqual([{ rows: 0 }]);
        await open.close();
    });
});
