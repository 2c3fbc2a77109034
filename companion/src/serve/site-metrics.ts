/** What a server of rooms measures, beside the process and HTTP. docs/companion-operation.md, "Metrics", has all of them. */
import { statfs } from "node:fs/promises";
import type { Measured, Metrics, Values } from "../http/metrics";
import type { StoreWatch } from "../rooms/timed-stores";
import type { Reason } from "../room/reasons";
import type { Driver } from "../store/driver";
import { MEMORY } from "../store/sqlite/sqlite-driver";
import type { StoreErrorKind } from "../store/store-error";
import type { Clock } from "../sync/clock";
import { Counters } from "../sync/counters";
import { ERRORS } from "../sync/errors";
import type { RoomSeats } from "../replica/room-seats";
import type { RoomServer } from "../sync/server";
import { lastBackup } from "./last-backup";

const KINDS: readonly StoreErrorKind[] = ["full", "away", "newer", "damaged", "locked", "other"];
const ANSWERS = ["accepted", "refused", "full", "busy", "notAllowed"];
const REASONS: readonly Reason[] = [
    ...(["malformed", "room", "signature", "unknownAuthor", "fork", "doesNotFollow"] as const),
    ...(["scope", "notAllowed", "future"] as const),
];
const PASSED_OVER = ["throttled", "silent", "unknownType", "strayFrame", "rejectChanges", "tokensAway"];

/** Seconds of commits, as buckets: from a fast disk's to one that is full of other work. */
const COMMIT_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5];

/** Milliseconds between two lines of the log about one kind of failure. */
const TELL_MS = 60_000;

/** Milliseconds in which a database has to answer. */
const PROBE_MS = 2000;

/** Numbers of a family: those whose name begins with it and a dot, by what is behind that. */
function family(counters: Counters, name: string): Values {
    const begin = `${name}.`;
    return [...counters.all()].flatMap(([what, count]) =>
        what.startsWith(begin) ? [[what.slice(begin.length), count] as const] : [],
    );
}

const alone = (counters: Counters): Values => [...counters.all()].filter(([what]) => !what.includes("."));

/** What the room protocol counts. */
function ofServer(server: RoomServer): Measured[] {
    const { counters } = server;
    const of = (name: string) => () => family(counters, name);
    return [
        {
            ...{ name: "ledger_connections", help: "WebSocket connections that are open", type: "gauge" },
            values: () => [["", server.connections]],
        },
        {
            ...{ name: "ledger_open_rooms", help: "Rooms that somebody is connected to, or was", type: "gauge" },
            values: () => [["", server.openRooms]],
        },
        {
            ...{ name: "ledger_unsent_bytes", help: "Bytes that wait for slow connections", type: "gauge" },
            values: () => [["", server.unsentBytes]],
        },
        {
            ...{ name: "ledger_offers_total", help: "Offers of records, by how they were answered" },
            ...{ type: "counter", label: "answer", known: ANSWERS, values: of("offers") },
        },
        {
            ...{ name: "ledger_records_refused_total", help: "Offered records that were refused, by why" },
            ...{ type: "counter", label: "reason", known: REASONS, values: of("refused") },
        },
        {
            ...{ name: "ledger_errors_sent_total", help: "Channels and connections that were ended, by code" },
            ...{ type: "counter", label: "code", known: Object.keys(ERRORS), values: of("err") },
        },
        {
            ...{ name: "ledger_sync_events_total", help: "What else the room protocol passed over or held up" },
            ...{ type: "counter", label: "what", known: PASSED_OVER, values: () => alone(counters) },
        },
    ];
}

function ofSeats(seats: MeasuredSite["seats"]): Measured {
    return {
        ...{
            name: "ledger_replica_lag_seconds",
            help: "Seconds since a replica was equal with its primary in all rooms",
        },
        type: "gauge",
        async values() {
            const lag = await seats.lag();
            return lag === undefined ? [] : [["", lag]];
        },
    };
}

/** Rooms of a database; undefined where it does not answer. */
async function roomsOf(driver: Driver, clock: Clock): Promise<number | undefined> {
    let cancel: (() => void) | undefined;
    const late = new Promise<undefined>((resolve) => (cancel = clock.after(PROBE_MS, () => resolve(undefined))));
    try {
        return await Promise.race([driver.rooms().then(({ length }) => length), late]);
    } catch {
        return undefined;
    } finally {
        cancel?.();
    }
}

function ofDatabase(driver: Driver, clock: Clock, failures: Counters): Measured[] {
    // Both are asked for at the same time: one question is enough.
    let asked: Promise<number | undefined> | undefined;
    const ask = (): Promise<number | undefined> => {
        asked ??= roomsOf(driver, clock).finally(() => (asked = undefined));
        return asked;
    };
    return [
        {
            ...{ name: "ledger_database_up", help: "Whether the database answers: 1, else 0", type: "gauge" },
            values: async () => [["", (await ask()) === undefined ? 0 : 1]],
        },
        {
            ...{ name: "ledger_rooms", help: "Rooms that there are", type: "gauge" },
            async values() {
                const rooms = await ask();
                return rooms === undefined ? [] : [["", rooms]];
            },
        },
        {
            ...{ name: "ledger_database_errors_total", help: "What the database could not do, by kind" },
            ...{ type: "counter", label: "kind", known: KINDS, values: () => failures.all() },
        },
    ];
}

async function diskOf(folder: string, what: "bavail" | "blocks"): Promise<Values> {
    try {
        const { bsize, [what]: blocks } = await statfs(folder);
        return [["", bsize * blocks]];
    } catch {
        return [];
    }
}

function ofFolder(folder: string): Measured[] {
    return [
        {
            ...{ name: "ledger_disk_free_bytes", help: "Bytes that are free where the rooms are", type: "gauge" },
            values: () => diskOf(folder, "bavail"),
        },
        {
            ...{ name: "ledger_disk_size_bytes", help: "Bytes of the disk where the rooms are", type: "gauge" },
            values: () => diskOf(folder, "blocks"),
        },
        {
            name: "ledger_last_backup_timestamp_seconds",
            help: "When the last backup was made, Unix seconds; 0 where none is known",
            type: "gauge",
            values: () => [["", lastBackup(folder)]],
        },
    ];
}

/** What is measured of a store: commits in a histogram, and its failures. */
export interface WatchedStore extends StoreWatch {
    readonly failures: Counters;
}

export function watchStore(metrics: Metrics, clock: Clock, tell: (message: string) => void): WatchedStore {
    const failures = new Counters();
    const told = new Map<StoreErrorKind, number>();
    return {
        failures,
        now: () => clock.now(),
        committed: metrics.histogram(
            "ledger_commit_seconds",
            "Seconds until a change of a room was on disk",
            COMMIT_BUCKETS,
        ),
        failed(kind, message) {
            failures.count(kind);
            // Each commit may fail: a line a minute says so as well.
            if (clock.now() < (told.get(kind) ?? -Infinity) + TELL_MS) return;
            told.set(kind, clock.now());
            tell(message);
        },
    };
}

/** What a site is made of, as far as it is measured. */
export interface MeasuredSite {
    readonly server: RoomServer;
    readonly seats: Pick<RoomSeats, "lag">;
    readonly driver: Driver;
    readonly clock: Clock;
    readonly failures: Counters;
    /** Of the rooms and the server's key; undefined where there is none. */
    readonly folder: string | undefined;
}

/** Adds what a server of rooms measures. */
export function measureSite(metrics: Metrics, site: MeasuredSite): void {
    const { server, seats, driver, clock, failures, folder } = site;
    const hasFolder = folder !== undefined && folder !== MEMORY;
    const all = [...ofServer(server), ofSeats(seats), ...ofDatabase(driver, clock, failures)];
    if (hasFolder) all.push(...ofFolder(folder));
    for (const each of all) metrics.add(each);
}
