/** The rows behind a seal, from a file that the library's own form has. */
import { describe, expect, it } from "vitest";
import { NO_MEMORY } from "../../src/agent/memory";
import { planRecords } from "../../src/agent/plan";
import { viewOf } from "../../src/agent/room-view";
import { type SavedScope, savedScopesOf } from "../../src/agent/saved-scope";
import { compareKeys, type StoredEvent } from "../../src/format/key";
import { readLedger } from "../../src/format/ledger";
import { writeLedger } from "../../src/format/ledger-writer";
import { readRows } from "../../src/format/seal-entries";
import { ByteReader } from "../../src/format/bytes";
import { type Content, KIND } from "../../src/room/contents";
import { countRoom } from "../../src/room/running-count";
import { ROLE } from "../../src/room/content-items";
import { eventOf, FOUNDER, Guild, LEDGER, NOW, SCOPE } from "../support/guild";
import { NEXT_WEEK, rowOf, sealOf, surplusOf } from "../support/seals";

const EVENTS = Array.from({ length: 6 }, (_, index) => eventOf(5, index));
const SEALED = EVENTS.slice(0, 4);
const [LATE] = EVENTS.slice(5);
const ROWS = rowOf(SEALED);
const SEAL = sealOf(ROWS, 4);

/** A file whose seal stands. @param isPruned whether the sealed week is a row only. */
function fileOf(isPruned: boolean, rows = readRows(new ByteReader(ROWS))): SavedScope {
    const { body, ...key } = SEAL;
    const events: StoredEvent[] = [...(isPruned ? [] : SEALED), SEAL].sort(compareKeys);
    const seal = { seal: { key, body }, flags: 1, rows: isPruned ? rows : [] };
    const table = writeLedger(new Map([[SCOPE.toString(), { events, seal, orphans: [LATE] }]])).set(
        "ledger",
        LEDGER.toString(),
    );
    const ledger = { ...readLedger("X", table), path: "X" };
    const place = { install: "/game", account: "A", changed: NOW, kind: "current" as const };
    const [saved] = savedScopesOf(place, { ledgers: [ledger] });
    return saved;
}

function look(guild: Guild, saved: SavedScope): readonly Content[] {
    const view = viewOf(guild.room);
    const { records } = planRecords({
        ...{ view, device: FOUNDER.key, files: [saved], memory: NO_MEMORY, now: NOW + 10 ** 6, random: () => 0 },
    });
    for (const content of records) expect(guild.outcome(guild.write(FOUNDER, content))).toBe(undefined);
    return records;
}

const counted = (guild: Guild) => [...countRoom(guild.room).values()][0];
const sealed = (records: readonly Content[]) => records.flatMap((each) => (each.kind === KIND.sealed ? [each] : []));

describe("a file with a seal", () => {
    it("brings its rows, and then the surplus that closes a week, each once", () => {
        const guild = new Guild();
        guild.takeScope();
        const relay = guild.join(1, ROLE.relay);
        guild.batch(relay, [...EVENTS.slice(0, 3), LATE]);
        const saved = fileOf(false);
        expect(sealed(look(guild, saved))).toMatchObject([{ rows: ROWS, surplus: Buffer.of() }]);
        expect(counted(guild).incomplete).toEqual([NEXT_WEEK - 1]);
        expect(sealed(look(guild, saved))).toMatchObject([{ rows: ROWS, surplus: surplusOf([LATE]) }]);
        const { incomplete, events } = counted(guild);
        expect(incomplete).toEqual([]);
        expect(events.filter(({ status }) => status === "orphan").map(({ event }) => event)).toEqual([LATE]);
        expect(look(guild, saved)).toEqual([]);
    });

    it("of a pruned client brings the rows, knows the surplus by its orphans, and offers none of the week", () => {
        const guild = new Guild();
        guild.takeScope();
        const relay = guild.join(1, ROLE.relay);
        guild.batch(relay, [...SEALED, LATE].sort(compareKeys));
        const saved = fileOf(true);
        expect([saved.events, [...saved.absent]]).toEqual([[SEAL], [NEXT_WEEK - 1]]);
        const first = look(guild, saved);
        expect(first.map(({ kind }) => kind)).toEqual([KIND.sealed, KIND.batch]);
        expect(sealed(first)).toMatchObject([{ surplus: surplusOf([LATE]) }]);
        expect(counted(guild).events.map(({ status }) => status)).toEqual([
            ...Array.from({ length: 4 }, () => "counted"),
            ...["orphan", "counted"],
        ]);
        expect(look(guild, saved)).toEqual([]);
    });

    it("that lacks a row brings none", () => {
        const guild = new Guild();
        guild.takeScope();
        const [row] = readRows(new ByteReader(ROWS));
        expect(sealed(look(guild, fileOf(true, [])))).toEqual([]);
        expect(sealed(look(guild, fileOf(true, [{ ...row, count: row.count + 1 }])))).toEqual([]);
    });
});
