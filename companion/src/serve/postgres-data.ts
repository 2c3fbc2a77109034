/** What the servers of one database of PostgreSQL keep beside their rooms: in tables of it, so that all of them have the same. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { drawSecret, findToken, tokenHash, type TokenInfo } from "../http/tokens";
import { type Signer, signerOf } from "../room/keys";
import type { Row } from "../store/driver";
import type { Database } from "../store/postgres/database";
import { StoreError } from "../store/store-error";
import type { Cancel, Clock } from "../sync/clock";
import { MAX_TOKENS, type ServerData } from "./server-data";

/** What other processes change is seen after so many milliseconds. */
const LOOK_MS = 2000;
/** What was read longer ago than this holds no longer: a token may have been revoked since. */
const STALE_MS = 10_000;

const SEED_BYTES = 32;

const SELECT = "SELECT hash, room, label, made, ends FROM token";

const tokenOf = ({ hash, room, label, made, ends }: Row): TokenInfo => ({
    ...{ hash: hash as Buffer, room: room === null ? undefined : String(room), label: String(label) },
    ...{ made: Number(made), ends: Number(ends) },
});

/** The tables, of which a copy is kept in memory: each request asks. */
export class PostgresData implements ServerData {
    private tokens: readonly TokenInfo[] = [];
    private permits: readonly Buffer[] = [];
    private made: ReadonlySet<string> = new Set();
    isPromoted = false;
    readonly promotions = undefined;
    private readAt = -Infinity;
    private cancel: Cancel | undefined;

    private constructor(
        private readonly database: Database,
        private readonly clock: Clock,
    ) {}

    static async open(database: Database, clock: Clock): Promise<PostgresData> {
        const data = new PostgresData(database, clock);
        await data.look();
        data.waitAndLook();
        return data;
    }

    private async look(): Promise<void> {
        const asked = this.clock.now();
        const [tokens, permits, made, promoted] = await Promise.all([
            this.database.run(`${SELECT} ORDER BY made, hash`),
            this.database.run("SELECT hash FROM permit"),
            this.database.run("SELECT room FROM made_here"),
            this.database.run("SELECT time FROM promoted"),
        ]);
        this.tokens = tokens.map(tokenOf);
        this.permits = permits.map(({ hash }) => hash as Buffer);
        this.made = new Set(made.map(({ room }) => String(room)));
        this.isPromoted = promoted.length > 0;
        this.readAt = asked;
    }

    private waitAndLook(): void {
        this.cancel = this.clock.after(LOOK_MS, () => {
            // Where that fails, what is known holds for some seconds more.
            void this.look()
                .catch(() => undefined)
                .finally(() => this.cancel && this.waitAndLook());
        });
    }

    private checkAge(): void {
        if (this.clock.now() > this.readAt + STALE_MS)
            throw new StoreError(`the database ${this.database.name} cannot be reached: it is tried anew`, "away");
    }

    all(): readonly TokenInfo[] {
        this.checkAge();
        return this.tokens;
    }

    async find(hash: Buffer, now: number): Promise<TokenInfo | undefined> {
        this.checkAge();
        const known = findToken(this.tokens, hash, now);
        if (known !== undefined) return known;
        // One that was made a moment ago holds at once.
        return findToken((await this.database.run(`${SELECT} WHERE hash = $1`, [hash])).map(tokenOf), hash, now);
    }

    async add({ hash, room, label, made, ends }: TokenInfo): Promise<void> {
        const added = await this.database.run(
            `INSERT INTO token (hash, room, label, made, ends)
            SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM token) < $6 RETURNING hash`,
            [hash, room ?? null, label, made, ends, MAX_TOKENS],
        );
        if (added.length === 0)
            throw new StoreError(`a server has at most ${MAX_TOKENS} tokens: revoke what has ended (token list)`);
        await this.look();
    }

    async remove(hash: Buffer): Promise<boolean> {
        const removed = await this.database.run("DELETE FROM token WHERE hash = $1 RETURNING hash", [hash]);
        await this.look();
        return removed.length > 0;
    }

    private async putPermit(isRenewed: boolean): Promise<Buffer | undefined> {
        const permit = drawSecret();
        const isMade = await this.database.transaction("BEGIN", async (client) => {
            // One process at a time: else two would each print a permit, of which one holds.
            await client.query("LOCK TABLE permit IN EXCLUSIVE MODE");
            if (isRenewed) await client.query("DELETE FROM permit");
            const text = "INSERT INTO permit (hash) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM permit)";
            return (await client.query(text, [tokenHash(permit)])).rowCount === 1;
        });
        await this.look();
        return isMade ? permit : undefined;
    }

    makePermit(): Promise<Buffer | undefined> {
        return this.putPermit(false);
    }

    async renewPermit(): Promise<Buffer> {
        const permit = await this.putPermit(true);
        if (permit === undefined) throw new StoreError("another program has made a permit meanwhile: try again");
        return permit;
    }

    isPermit(permit: Buffer): boolean {
        this.checkAge();
        return this.permits.some((hash) => timingSafeEqual(hash, tokenHash(permit)));
    }

    async signer(): Promise<Signer> {
        await this.database.run("INSERT INTO server_key (seed) VALUES ($1) ON CONFLICT DO NOTHING", [
            randomBytes(SEED_BYTES),
        ]);
        const [row] = await this.database.run("SELECT seed FROM server_key");
        return signerOf(row["seed"] as Buffer);
    }

    async notePromoted(time: number): Promise<void> {
        const text = "INSERT INTO promoted (time) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM promoted)";
        await this.database.run(text, [time]);
        await this.look();
    }

    isMadeHere(room: string): boolean {
        return this.made.has(room);
    }

    async noteMadeHere(room: string): Promise<void> {
        await this.database.run("INSERT INTO made_here (room) VALUES ($1) ON CONFLICT DO NOTHING", [room]);
        await this.look();
    }

    /** Ends the looking; the database is closed with its rooms. */
    close(): Promise<void> {
        this.cancel?.();
        this.cancel = undefined;
        return Promise.resolve();
    }
}
