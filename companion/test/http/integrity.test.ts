/** What is told of rooms that are not well. */
import { expect, test } from "vitest";
import { isoDate } from "../../src/format/iso-time";
import { packKey, type StoredEvent, WEEK_SECONDS } from "../../src/format/key";
import { type Check, fileChecks, logChecks, recordChecks } from "../../src/http/integrity";
import { nameOf } from "../../src/room/chain";
import type { KeptRoom } from "../../src/rooms/kept-room";
import { readSavedVariables } from "../../src/format/saved-file";
import { serve } from "../../src/http/server";
import { FileProblems } from "../../src/look/file-problems";
import { Rooms } from "../../src/rooms/rooms";
import { importFile, localRoomId } from "../../src/store/local-rooms";
import { openRecordStores } from "../../src/store/record-stores";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { batchOf, deviceOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { NEXT_WEEK, rowOf, sealOf } from "../support/seals";
import { savedBytes } from "../support/stored";

const kept = ({ room }: Guild, waiting: readonly unknown[] = []): KeptRoom =>
    ({ room, counted: room, waiting }) as unknown as KeptRoom;
const checkOf = (guild: Guild, name: string) => recordChecks(kept(guild)).find((check) => check.name === name);
const statusOf = (guild: Guild, name: string): string | undefined => checkOf(guild, name)?.status;

test("a record that counts for nothing is told by its reason", () => {
    const guild = new Guild();
    expect(statusOf(guild, "Records that count for nothing")).toBe("ok");
    guild.take(guild.sign(deviceOf(9), batchOf([eventOf(1, 1)])));
    expect(recordChecks(kept(guild))[1]).toEqual({
        ...{ name: "Records that count for nothing", status: "warning", text: "By reason: 1 unknownAuthor." },
    });
});

test("a computer that has signed two histories is named", () => {
    const guild = new Guild();
    expect(statusOf(guild, "Computers")).toBe("ok");
    const counted = Object.create(guild.room, { forked: { value: [nameOf(FOUNDER.key)] } }) as KeptRoom["counted"];
    const [, , computers] = recordChecks({ ...kept(guild), counted } as KeptRoom);
    expect(computers).toMatchObject({
        status: "error",
        text: expect.stringMatching(/two histories: [0-9a-f]{12} /) as string,
    });
});

test("a computer that was shown another list is named", () => {
    const guild = new Guild();
    guild.takeScope();
    const member = guild.join(1);
    expect(statusOf(guild, "One list for all")).toBe("ok");
    const { position } = guild.room;
    guild.take(guild.sign(member, batchOf([eventOf(1, 1)]), { ...position, hash: Buffer.alloc(32, 1) }));
    expect(checkOf(guild, "One list for all")).toMatchObject({
        status: "error",
        text: expect.stringMatching(
            new RegExp(`^Were shown .*: ${nameOf(member.key).slice(0, 12)} PC, up to record ${position.n}\\.`),
        ) as string,
    });
});

test("records that wait, files that are damaged, events that do not count", () => {
    expect(recordChecks(kept(new Guild(), [1, 2])).at(-1)?.text).toBe(
        "2 records: the server that numbers them does not have them yet.",
    );
    expect(fileChecks([]).map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(fileChecks(["week 2820: count 4, not 5"])[1]).toMatchObject({
        ...{ status: "error", text: "week 2820: count 4, not 5" },
    });
    const log = { ledger: "A", scope: "S", events: 1, revoked: 0, first: 1, last: 1 };
    const none = { conflicts: 0, orphans: 0, unconfirmed: 0, refused: 0 };
    const [well] = logChecks({ ...log, ...none }, undefined);
    const [odd] = logChecks({ ...log, ...none, conflicts: 2 }, undefined);
    expect([well.status, well.text]).toEqual(["ok", "1 event counts, 0 of them revoked."]);
    expect([odd.status, odd.text]).toEqual([
        "warning",
        expect.stringMatching(/2 conflicting\. Two events have one key/),
    ]);
});

test("of a file with any number of problems the first are told, and how many more there are", () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `week ${at}: damaged`);
    const { text } = fileChecks(many)[1];
    expect(text).toMatch(/^week 0: damaged\. .*week 19: damaged\. and 99980 more: `look` prints them all$/);
});

test("problems of a file are those of the rooms that they are in, until it is written anew", () => {
    const [one, other] = ["guild:A", "guild:B"];
    const saved = (scope: string) => readSavedVariables(savedBytes([eventOf(1, 1)], scope));
    const damaged = (scope: string, problems: readonly string[]) => {
        const [ledger] = saved(scope).ledgers;
        return { ...ledger, scopes: ledger.scopes.map((each) => ({ ...each, problems })) };
    };
    const problems = new FileProblems();
    const both = { ledgers: [damaged(one, ["no table\x1b"]), damaged(other, [])], problems: ["line 7: cut off"] };
    problems.put("a.lua", both);
    problems.put("b.lua", { ledgers: [damaged(other, ["no list"])], problems: [] });
    expect(problems.of(localRoomId("", one))).toEqual(["My_Saved, guild:A: no table\\x1b", "line 7: cut off"]);
    expect(problems.of(localRoomId("", other))).toEqual(["line 7: cut off", "My_Saved, guild:B: no list"]);
    problems.put("a.lua", saved(one));
    expect(problems.of(localRoomId("", one))).toEqual([]);
    expect(problems.of(localRoomId("", other))).toEqual(["My_Saved, guild:B: no list"]);
    expect(problems.of("nobody")).toEqual([]);
});

test("a room of saved files tells what is sealed, and what of that is not here", async () => {
    const driver = openSqlite(MEMORY);
    const [first, second] = [eventOf(1, 1), eventOf(1, 2)];
    const seal = sealOf(rowOf([first, second]), 2);
    const put = async (events: readonly StoredEvent[]): Promise<void> => {
        const file = readSavedVariables(savedBytes(events.toSorted((a, b) => Buffer.compare(packKey(a), packKey(b)))));
        await importFile(driver, "", file, new Map());
    };
    await put([first, seal]);
    const rooms = new Rooms(openRecordStores(driver));
    const fileProblems = (): string[] => ["week 2820: count 4, not 5"];
    const server = await serve(driver, { port: 0, isOpen: true, rooms, fileProblems });
    const checks = async (): Promise<Check[]> => {
        const answer = await fetch(`${server.url}rooms/guild:A/integrity`);
        return ((await answer.json()) as { checks: Check[] }).checks;
    };
    const before = isoDate(NEXT_WEEK * WEEK_SECONDS);
    const sealed = { name: "Seal of My_Saved, guild:A", status: "warning" };
    const text = `Sealed: 2 events from before ${before}. Not here: 1. Games may drop them, since they have the state that was sealed.`;
    expect((await checks()).map(({ name, status }) => [name, status])).toEqual([
        ["Origin", "ok"],
        ["Files", "error"],
        ["My_Saved, guild:A", "ok"],
        ["Seal of My_Saved, guild:A", "warning"],
    ]);
    expect((await checks()).at(-1)).toEqual({ ...sealed, text });
    await put([first, second, seal]);
    const all = `Sealed: 2 events from before ${before}. All of them are here.`;
    expect((await checks()).at(-1)).toEqual({ ...sealed, status: "ok", text: all });
    await server.close();
    await driver.close();
});
