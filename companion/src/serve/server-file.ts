/**
 * What a server keeps beside its rooms: tokens and the permit for new rooms, as hashes. It is a database of its own, so that commands can change it
 * while the server runs, and a backup of rooms that is restored brings back no token that was revoked since.
 */
import { timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { drawSecret, findToken, tokenHash, type TokenInfo } from "../http/tokens";
import type { Signer } from "../room/keys";
import { makePrivate } from "../store/sqlite/connection";
import { MEMORY } from "../store/sqlite/sqlite-driver";
import { translated } from "../store/sqlite/sqlite-error";
import { StoreError } from "../store/store-error";
import type { AskedPromotion, Promotions } from "./promotions";
import { MAX_TOKENS, type ServerData } from "./server-data";
import { serverKey } from "./server-key";

const FILE = "server.db";
const BUSY_MS = 5000;
const FORMAT = 2;

const TABLES = `
    CREATE TABLE IF NOT EXISTS token (
        hash BLOB PRIMARY KEY,
        room TEXT,
        label TEXT NOT NULL,
        made INTEGER NOT NULL,
        ends INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS permit (hash BLOB PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS promoted (time INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS made_here (room TEXT PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS promotion (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL,
        rooms TEXT NOT NULL,
        made INTEGER NOT NULL,
        outcome TEXT
    ) STRICT;
    PRAGMA user_version = ${FORMAT};
`;

interface TokenRow {
    readonly hash: Buffer;
    readonly room: string | null;
    readonly label: string;
    readonly made: number;
    readonly ends: number;
}

interface PromotionRow {
    readonly id: number;
    readonly url: string;
    readonly rooms: string;
    readonly made: number;
}

function openDatabase(path: string): Database.Database {
    makePrivate(path);
    const database = new Database(path, { timeout: BUSY_MS });
    try {
        const format = Number(database.pragma("user_version", { simple: true }));
        if (format > FORMAT)
            throw new StoreError(
                `${path} is of a newer version of the companion (format ${format}, this one knows ${FORMAT}): update this one. Nothing of it was changed`,
            );
        if (format === FORMAT) return database;
        database.pragma("journal_mode = WAL");
        database.pragma("synchronous = FULL");
        database.exec(TABLES);
        return database;
    } catch (error) {
        database.close();
        throw error;
    }
}

/** The file, open. What it raises is a StoreError. */
export class ServerFile implements ServerData, Promotions {
    private readonly database: Database.Database;
    private readonly path: string;
    private tokens: readonly TokenInfo[] = [];
    private version: unknown;

    /** @param folder of the rooms, which is there; or ":memory:". */
    constructor(private readonly folder: string) {
        this.path = folder === MEMORY ? MEMORY : join(folder, FILE);
        this.database = this.attempt(() => openDatabase(this.path));
    }

    private attempt<T>(act: () => T): T {
        try {
            return act();
        } catch (error) {
            throw translated(error, this.path);
        }
    }

    all(): readonly TokenInfo[] {
        return this.attempt(() => {
            // Changes when another connection has changed something.
            const version = this.database.pragma("data_version", { simple: true });
            if (version !== this.version) {
                const rows = this.database.prepare("SELECT * FROM token ORDER BY made, hash").all() as TokenRow[];
                this.tokens = rows.map((row) => ({ ...row, room: row.room ?? undefined }));
                this.version = version;
            }
            return this.tokens;
        });
    }

    find(hash: Buffer, now: number): Promise<TokenInfo | undefined> {
        return new Promise((resolve) => resolve(findToken(this.all(), hash, now)));
    }

    async add({ hash, room, label, made, ends }: TokenInfo): Promise<void> {
        if (this.all().length >= MAX_TOKENS)
            throw new StoreError(`a server has at most ${MAX_TOKENS} tokens: revoke what has ended (token list)`);
        await this.change(
            "INSERT INTO token (hash, room, label, made, ends) VALUES (?, ?, ?, ?, ?)",
            hash,
            room ?? null,
            label,
            made,
            ends,
        );
    }

    async remove(hash: Buffer): Promise<boolean> {
        return (await this.change("DELETE FROM token WHERE hash = ?", hash)) > 0;
    }

    private change(sql: string, ...values: readonly unknown[]): Promise<number> {
        this.version = undefined;
        return new Promise((resolve) => resolve(this.attempt(() => this.database.prepare(sql).run(...values).changes)));
    }

    private permits(): Buffer[] {
        return this.attempt(() => this.database.prepare("SELECT hash FROM permit").pluck().all() as Buffer[]);
    }

    async makePermit(): Promise<Buffer | undefined> {
        if (this.permits().length > 0) return undefined;
        const permit = drawSecret();
        await this.change("INSERT INTO permit (hash) VALUES (?)", tokenHash(permit));
        return permit;
    }

    async renewPermit(): Promise<Buffer> {
        await this.change("DELETE FROM permit");
        const permit = await this.makePermit();
        if (permit === undefined)
            throw new StoreError(`${this.path}: another program has made a permit meanwhile: try again`);
        return permit;
    }

    isPermit(permit: Buffer): boolean {
        return this.permits().some((hash) => timingSafeEqual(hash, tokenHash(permit)));
    }

    get promotions(): Promotions {
        return this;
    }

    get isPromoted(): boolean {
        return this.attempt(() => this.database.prepare("SELECT 1 FROM promoted").get() !== undefined);
    }

    async notePromoted(time: number): Promise<void> {
        if (!this.isPromoted) await this.change("INSERT INTO promoted (time) VALUES (?)", time);
    }

    isMadeHere(room: string): boolean {
        return this.attempt(
            () => this.database.prepare("SELECT 1 FROM made_here WHERE room = ?").get(room) !== undefined,
        );
    }

    async noteMadeHere(room: string): Promise<void> {
        await this.change("INSERT OR IGNORE INTO made_here (room) VALUES (?)", room);
    }

    askPromotion({ url, rooms, made }: Omit<AskedPromotion, "id">): number {
        return this.attempt(() => {
            const insert = this.database.prepare("INSERT INTO promotion (url, rooms, made) VALUES (?, ?, ?)");
            return Number(insert.run(url, rooms.join(" "), made).lastInsertRowid);
        });
    }

    askedPromotions(since: number): AskedPromotion[] {
        const sql = "SELECT id, url, rooms, made FROM promotion WHERE outcome IS NULL AND made >= ? ORDER BY id";
        const rows = this.attempt(() => this.database.prepare(sql).all(since) as PromotionRow[]);
        return rows.map((row) => ({ ...row, rooms: row.rooms.split(" ").filter((id) => id !== "") }));
    }

    async answerPromotion(id: number, lines: readonly string[]): Promise<void> {
        await this.change("UPDATE promotion SET outcome = ? WHERE id = ?", lines.join("\n"), id);
    }

    takePromotionAnswer(id: number): string[] | undefined {
        const sql = "SELECT outcome FROM promotion WHERE id = ?";
        const outcome = this.attempt(() => this.database.prepare(sql).pluck().get(id) as string | null | undefined);
        if (outcome === null || outcome === undefined) return undefined;
        void this.cancelPromotion(id);
        return outcome.split("\n");
    }

    async cancelPromotion(id: number): Promise<void> {
        await this.change("DELETE FROM promotion WHERE id = ?", id);
    }

    signer(): Promise<Signer> {
        return new Promise((resolve) => resolve(serverKey(this.folder)));
    }

    close(): Promise<void> {
        this.database.close();
        return Promise.resolve();
    }
}
