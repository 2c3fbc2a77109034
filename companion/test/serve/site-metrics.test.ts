/** What is told of a database that does not answer. */
import { expect, it } from "vitest";
import { Metrics } from "../../src/http/metrics";
import { Rooms } from "../../src/rooms/rooms";
import { lastBackup, noteBackup } from "../../src/serve/last-backup";
import { measureSite } from "../../src/serve/site-metrics";
import type { Driver } from "../../src/store/driver";
import { systemClock } from "../../src/sync/clock";
import { Counters } from "../../src/sync/counters";
import { RoomServer } from "../../src/sync/server";
import { MemoryStores } from "../support/memory-stores";
import { newFolder } from "../support/stored";

/** The metrics of a server whose database answers as it is told to, and whose timers end at once. */
async function metricsWith(rooms: Driver["rooms"], lag?: number): Promise<string> {
    const clock = { ...systemClock, after: (_ms: number, work: () => void) => systemClock.after(0, work) };
    const metrics = new Metrics();
    const server = new RoomServer({ rooms: new Rooms(new MemoryStores()), clock, software: "test" });
    const driver = { rooms } as Driver;
    const seats = { lag: () => Promise.resolve(lag) };
    measureSite(metrics, { server, seats, driver, clock, failures: new Counters(), folder: undefined });
    return metrics.text();
}

it.each<[string, Driver["rooms"]]>([
    ["raises an error", () => Promise.reject(new Error("away"))],
    ["does not answer", () => new Promise(() => undefined)],
])("a database that %s is not up, and its rooms are not known", async (_name, rooms) => {
    const text = await metricsWith(rooms);
    expect(text).toMatch(/^ledger_database_up 0$/m);
    expect(text).not.toMatch(/^ledger_rooms /m);
});

it("a database that answers is up, and nothing is said of a folder where there is none", async () => {
    const text = await metricsWith(() => Promise.resolve(["one", "two"]));
    expect(text).toMatch(/^ledger_database_up 1$/m);
    expect(text).toMatch(/^ledger_rooms 2$/m);
    expect(text).not.toMatch(/ledger_(disk|last_backup)/);
});

it("a replica says for how long it has not been equal with its primary, and others say nothing of that", async () => {
    const rooms = (): Promise<string[]> => Promise.resolve([]);
    expect(await metricsWith(rooms, 12.5)).toMatch(/^ledger_replica_lag_seconds 12\.5$/m);
    expect(await metricsWith(rooms)).not.toMatch(/^ledger_replica_lag_seconds /m);
});

it("the time of the last backup is kept, and 0 where none is known", () => {
    const folder = newFolder();
    expect(lastBackup(folder)).toBe(0);
    noteBackup(folder, 1_796_000_000);
    noteBackup(folder, 1_796_000_001);
    expect(lastBackup(folder)).toBe(1_796_000_001);
});
