/** What must be so after a trial: every event that was accepted is there, none twice, and all have the same. */
import assert from "node:assert/strict";
import { nameOf } from "../../src/room/chain";
import { KeptRoom } from "../../src/rooms/kept-room";
import { openRecordStores } from "../../src/store/record-stores";
import { expectedRows, storedRows } from "../support/room-rows";
import type { WriterActor } from "./actors/writer";
import { type Database, FolderDatabase } from "./databases";
import type { Stage } from "./stage";

/** What every database has of an event that somebody has signed: by the writer and its own number. */
const nameOfEvent = (writer: number, at: number): string => `${writer} ${at}`;

/** All that the writers of a stage have noted. */
function notedOf(writers: readonly WriterActor[]) {
    const [meant, signed, accepted]: Set<string>[] = [new Set(), new Set(), new Set()];
    const refused: string[] = [];
    for (const { number, noted } of writers) {
        for (const at of noted.meant) meant.add(nameOfEvent(number, at));
        for (const [id, all] of noted.signed)
            for (const at of all) {
                signed.add(nameOfEvent(number, at));
                if (noted.accepted.has(id)) accepted.add(nameOfEvent(number, at));
            }
        for (const [id, code] of noted.refused) refused.push(`writer ${number}: ${id} ${code}`);
    }
    return { meant, signed, accepted, refused };
}

/**
 * What a server has accepted, and what it has passed on, is on its disk: looked at where it was just killed, before anybody can offer it again.
 * @param database of that server.
 */
export async function checkKept({ writers, room }: Stage, database: Database): Promise<void> {
    // As it was told before the list is read: another server may go on.
    const accepted = writers.flatMap(({ noted }) => [...noted.accepted]);
    const told = writers.flatMap(({ report, name }) =>
        report === undefined || report.n === 0 ? [] : [{ name, n: report.n, hash: report.hash }],
    );
    const list = await database.list(room);
    const ids = new Set(list.map(({ id }) => id));
    assert.deepEqual(
        accepted.filter((id) => !ids.has(id)),
        [],
        "records were accepted, and are not on disk",
    );
    for (const { name, n, hash } of told)
        assert.equal(list.at(n - 1)?.hash, hash, `${name} was told of records that are not on disk`);
}

/** What a database holds of a room: the order of its list, and which events. */
async function held(stage: Stage, database: Database, isServer: boolean) {
    const { wrongRecords, twice, events: count } = await database.count(stage.room);
    const driver = await database.open();
    const stores = openRecordStores(driver);
    try {
        const store = await stores.open(stage.guild.room.id);
        assert.ok(store !== undefined, "the room is there");
        const { events, ...rest } = await storedRows(driver, stage.guild.room.id);
        const kept = await KeptRoom.open(stage.guild.room.id, store);
        const rows = { events: events.map(({ touched: _, ...row }) => row), ...rest };
        assert.deepEqual(
            rows,
            expectedRows(kept, () => Buffer.alloc(0)),
            "rows are those of a fresh fold",
        );
        assert.deepEqual({ wrongRecords, twice, events: events.length }, { wrongRecords: 0, twice: 0, events: count });
        if (isServer) assert.equal(kept.loose.length, 0, "a server has nothing loose");
        const names = events.map(({ counts, content }) => {
            const creator = Number.parseInt(/Player-1001-([0-9A-F]{8})/.exec(counts)?.[1] ?? "", 16);
            const [, , fields] = JSON.parse(content) as [number, string, Record<string, unknown>];
            return nameOfEvent(creator - 1, Number(Object.values(fields)[0]));
        });
        return {
            ids: [...kept.room.records()].map(({ id }) => nameOf(id)),
            hash: nameOf(kept.room.position.hash),
            names: new Set(names),
        };
    } finally {
        await stores.close();
    }
}

const lacking = (all: ReadonlySet<string>, of: ReadonlySet<string>): string[] =>
    [...of].filter((each) => !all.has(each));

/** Looks at all databases once all processes have ended. @param servers whose lists are the room's. @returns what was counted. */
export async function check(
    stage: Stage,
    servers: readonly Database[],
): Promise<{ events: number; accepted: number; records: number }> {
    const { writers } = stage;
    const { meant, signed, accepted, refused } = notedOf(writers);
    assert.deepEqual(refused, [], "no own record was refused for good");
    const folders = writers.map(({ folder }) => new FolderDatabase(folder));
    const places = [...servers, ...folders];
    const all = [];
    for (const database of places) all.push(await held(stage, database, servers.includes(database)));
    for (const { ids, hash, names } of all) {
        assert.deepEqual(lacking(names, accepted), [], "events were accepted, and are not there");
        assert.deepEqual(lacking(names, signed), [], "events were signed, and are not there");
        assert.deepEqual(lacking(meant, names), [], "events are there that nobody has made");
        assert.equal(hash, all[0].hash, "all have the same list");
        assert.deepEqual(ids, all[0].ids);
    }
    assert.ok(accepted.size > 0, "nothing was accepted");
    return { events: all[0].names.size, accepted: accepted.size, records: all[0].ids.length };
}
