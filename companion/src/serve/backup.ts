/** Copies of all rooms of a folder, whole and checked, also while a server writes. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../command";
import { Damage } from "../format/damage";
import { isTaken } from "../room/history";
import type { Reason } from "../room/reasons";
import { isSigned, readRecord } from "../room/record";
import { Room } from "../room/room";
import { EXTENSION, hasOwnSchema, readRoomFile, roomFiles } from "../store/sqlite/room-files";
import { StoreError } from "../store/store-error";
import type { Place } from "./places";
import { KEY_FILE } from "./server-key";

/** The list of a backup's files: it is written last, so a backup that has one is whole. */
export const MANIFEST = "backup.json";
const FORMAT = 1;

/** A file of a backup. */
export interface BackupFile {
    readonly name: string;
    readonly bytes: number;
    /** Hex. */
    readonly sha256: string;
}

/** What a backup says of itself. */
export interface Manifest {
    readonly format: number;
    /** When it was made. */
    readonly time: string;
    readonly files: readonly BackupFile[];
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The name of a backup: "ledgers-20261201T024100Z". @param time Unix seconds. */
export function backupName(time: number): string {
    return `ledgers-${new Date(time * 1000).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** Why the records of a file are not those of its room; undefined where they are, or it has none. */
function chainFault(
    id: string,
    rows: Iterable<{ bytes: Buffer; reason: Reason | null }>,
    n: number,
    hash: Buffer,
): string | undefined {
    const room = new Room(Buffer.from(id, "hex"));
    for (const { bytes, reason } of rows) {
        const isGood = isTaken(reason === null ? room.take(bytes) : room.branch().take(bytes));
        if (reason !== null) room.takeRefused(bytes, reason);
        if (isGood !== (reason === null))
            return `record ${room.position.n} ${isGood ? "holds, and stands there as one that does not" : "does not hold"}`;
    }
    const { position } = room;
    return position.n === n && position.hash.equals(hash) ? undefined : "its records do not lead to its position";
}

function isSignedRecord(bytes: Buffer): boolean {
    const record = readRecord(bytes);
    return !(record instanceof Damage) && isSigned(record);
}

/** Looks whether a copy is whole: the database, and the chain of its records, signatures included. Raises a StoreError where it is not. */
export function checkCopy(path: string, id: string): void {
    const fault = readRoomFile(path, (database) => {
        const integrity = database.pragma("integrity_check", { simple: true });
        if (integrity !== "ok") return String(integrity);
        if (!hasOwnSchema(database)) return "it has other tables than this program makes";
        const hasRecords = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record'").get() !== undefined;
        if (!hasRecords) return undefined;
        const { n, hash } = database.prepare("SELECT n, hash FROM room").get() as { n: number; hash: Buffer };
        const loose = database.prepare("SELECT bytes FROM loose").pluck().all() as Buffer[];
        if (!loose.every(isSignedRecord)) return "a record without a number is not signed";
        const rows = database.prepare("SELECT bytes, reason FROM record ORDER BY n").iterate();
        return n === 0
            ? undefined
            : chainFault(id, rows as Iterable<{ bytes: Buffer; reason: Reason | null }>, n, hash);
    });
    if (fault !== undefined) throw new StoreError(`the copy of room ${id} is damaged: ${fault}`, "damaged");
}

/** Writes one file, and reads it back. */
async function store(place: Place, name: string, bytes: Buffer): Promise<BackupFile> {
    await place.write(name, bytes);
    const file = { name, bytes: bytes.length, sha256: sha256(bytes) };
    if (sha256(await place.read(name)) !== file.sha256)
        throw new StoreError(`${name} was not stored as it was written: see to the disk or the service`, "damaged");
    return file;
}

/** Copies a room as it is at one moment. */
function copyRoom(path: string, copy: string): void {
    readRoomFile(path, (database) => database.prepare("VACUUM INTO ?").run(copy));
}

/** Makes a backup of all rooms of a folder. Raises a StoreError. @param tell is told of each room. */
export async function makeBackup(
    folder: string,
    place: Place,
    time: number,
    tell: (line: string) => void,
): Promise<Manifest> {
    const own = mkdtempSync(join(tmpdir(), "ledgers-backup-"));
    try {
        const files: BackupFile[] = [];
        for (const { id, path } of roomFiles(folder)) {
            const copy = join(own, id + EXTENSION);
            copyRoom(path, copy);
            checkCopy(copy, id);
            files.push(await store(place, id + EXTENSION, readFileSync(copy)));
            rmSync(copy);
            tell(`${id}: ${files.at(-1)?.bytes ?? 0} bytes, checked`);
        }
        const key = join(folder, KEY_FILE);
        if (existsSync(key)) files.push(await store(place, KEY_FILE, readFileSync(key)));
        const manifest = { format: FORMAT, time: new Date(time * 1000).toISOString(), files };
        await store(place, MANIFEST, Buffer.from(`${JSON.stringify(manifest, undefined, 4)}\n`));
        return manifest;
    } finally {
        rmSync(own, { recursive: true, force: true });
    }
}

const NAME = /^([A-Za-z0-9_-]{1,64}\.sqlite|server\.key)$/;

function isFile(file: unknown): file is BackupFile {
    const { name, sha256: expected } = (file ?? {}) as { readonly name?: unknown; readonly sha256?: unknown };
    return typeof name === "string" && NAME.test(name) && typeof expected === "string";
}

function parseManifest(bytes: Buffer): Manifest | Damage {
    try {
        const { format, time, files } = JSON.parse(bytes.toString("utf8")) as { [Name in keyof Manifest]?: unknown };
        if (format !== FORMAT)
            return new Damage(`format ${FORMAT} expected, got ${String(format)}: update the companion`);
        if (!Array.isArray(files) || !files.every(isFile)) return new Damage("a list of files expected");
        return { format, time: String(time), files };
    } catch (error) {
        return new Damage(messageOf(error));
    }
}

/** Reads what a backup says of itself. Raises a StoreError where it is none, or not whole. */
export async function readManifest(place: Place): Promise<Manifest> {
    const manifest = parseManifest(await place.read(MANIFEST));
    if (manifest instanceof Damage) throw new StoreError(`${MANIFEST}: ${manifest.message}`, "damaged");
    return manifest;
}

/** Reads a file of a backup. Raises a StoreError where it is not as it was stored. */
export async function readBackupFile(place: Place, { name, sha256: expected }: BackupFile): Promise<Buffer> {
    const bytes = await place.read(name);
    if (sha256(bytes) !== expected)
        throw new StoreError(`${name} is not as the backup stored it: take another backup`, "damaged");
    return bytes;
}
