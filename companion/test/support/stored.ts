/** Saved files and stores for tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { writeLedger } from "../../src/format/ledger-writer";
import { writeLuaFile } from "../../src/format/lua-writer";
import type { EventTypes } from "../../src/format/event-types";
import type { StoredEvent } from "../../src/format/key";
import { readSavedVariables } from "../../src/format/saved-file";
import type { Driver, Row } from "../../src/store/driver";
import { importFile } from "../../src/store/local-rooms";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that goes away after the tests of the file. */
export function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "companion-store-"));
    folders.push(folder);
    return folder;
}

/** A saved file with one ledger, "My_Saved", of one scope. */
export function savedBytes(events: readonly StoredEvent[], scope = "guild:A"): Buffer {
    return writeLuaFile(new Map([["My_Saved", writeLedger(new Map([[scope, { events }]]))]]));
}

/** Stores a file as `look` does. @returns the number of new events. */
export async function importBytes(
    driver: Driver,
    bytes: Buffer,
    types: EventTypes = new Map(),
    path = "",
): Promise<number> {
    return (await importFile(driver, path, readSavedVariables(bytes), types)).added;
}

/** Everything that a driver's rooms hold, in an order that does not depend on what came first. */
export async function contentOf(driver: Driver): Promise<Row[][]> {
    const rooms: Row[][] = [];
    for (const id of await driver.rooms()) {
        const room = await driver.room(id);
        const page = { key: Buffer.alloc(0), row: 0, end: null, status: "all" };
        const all = { ledger: null, scope: null, type: null, player: null, quoted: null, creator: null, text: null };
        const rows = (await room?.read("page", { ...page, ...all, limit: 1_000_000 })) ?? [];
        const shown = rows.map(({ row: _, key, body, ...rest }) => {
            return { key: (key as Buffer).toString("hex"), body: (body as Buffer).toString("hex"), ...rest };
        });
        const order = ({ key, body }: Row): string => `${String(key)} ${String(body)}`;
        rooms.push(shown.sort((one, other) => (order(one) < order(other) ? -1 : 1)));
    }
    return rooms;
}
