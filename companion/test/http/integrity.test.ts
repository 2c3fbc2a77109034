/** What is told of rooms that are not well. */
import { expect, test } from "vitest";
import { fileChecks, logChecks, recordChecks } from "../../src/http/integrity";
import { nameOf } from "../../src/room/chain";
import type { KeptRoom } from "../../src/rooms/kept-room";
import { batchOf, deviceOf, eventOf, FOUNDER, Guild } from "../support/guild";

const kept = ({ room }: Guild, loose: readonly unknown[] = []): KeptRoom =>
    ({ room, counted: room, loose }) as unknown as KeptRoom;
const statusOf = (guild: Guild, name: string): string | undefined =>
    recordChecks(kept(guild)).find((check) => check.name === name)?.status;

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

test("records that wait, files that are damaged, events that do not count", () => {
    expect(recordChecks(kept(new Guild(), [1, 2])).at(-1)?.text).toBe("2 records that the server does not have yet.");
    expect(fileChecks([]).map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(fileChecks(["week 2820: count 4, not 5"])[1]).toMatchObject({
        ...{ status: "error", text: "week 2820: count 4, not 5" },
    });
    const log = { ledger: "A", scope: "S", events: 1, revoked: 0, first: 1, last: 1 };
    const none = { conflicts: 0, orphans: 0, unconfirmed: 0, refused: 0 };
    const [well, odd] = logChecks([
        { ...log, ...none },
        { ...log, ...none, conflicts: 2 },
    ]);
    expect([well.status, well.text]).toEqual(["ok", "1 event counts, 0 of them revoked."]);
    expect([odd.status, odd.text]).toEqual([
        "warning",
        expect.stringMatching(/2 conflicting\. Two events have one key/),
    ]);
});
