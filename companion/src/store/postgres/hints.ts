/**
 * Tells the other processes of a database which rooms were changed. It is a hint: one that is lost means that they see it when they look next, so
 * nothing waits for it, and it is told outside the transaction. (Within, NOTIFY would have all commits of the database wait for one another.)
 */
import { randomUUID } from "node:crypto";
import { Client, type ClientConfig, type Pool } from "pg";

const CHANNEL = "ledger_room";

/** Milliseconds that changes are gathered for one hint. */
const GATHER_MS = 10;
/** Rooms that a hint names: it has 8,000 bytes at most. */
const MAX_NAMED = 100;
/** Milliseconds after which the connection is tried anew, doubled each time up to the second. */
const RETRY_MS = 100;
const MAX_RETRY_MS = 5000;

type Listener = (ids: readonly string[] | undefined) => void;

/** Hints of one process: those that it gives, and those that it gets while somebody listens. */
export class Hints {
    private readonly own = randomUUID();
    private readonly changed = new Set<string>();
    private readonly listeners = new Set<Listener>();
    private timer: NodeJS.Timeout | undefined;
    private telling: Promise<void> = Promise.resolve();
    private client: Client | undefined;
    private retry: NodeJS.Timeout | undefined;
    private losses = 0;
    private isClosed = false;

    constructor(
        private readonly pool: Pool,
        private readonly connection: ClientConfig,
    ) {}

    /** A room was changed by this process. */
    tell(id: string): void {
        this.changed.add(id);
        this.timer ??= setTimeout(() => {
            this.timer = undefined;
            this.telling = this.telling.then(() => this.tellChanged());
        }, GATHER_MS);
    }

    private async tellChanged(): Promise<void> {
        const ids = [...this.changed];
        this.changed.clear();
        for (let at = 0; at < ids.length; at += MAX_NAMED) {
            const text = [this.own, ...ids.slice(at, at + MAX_NAMED)].join(" ");
            // What is lost is found when the others look.
            await this.pool.query("SELECT pg_notify($1, $2)", [CHANNEL, text]).catch(() => undefined);
        }
    }

    /** Calls a listener with the rooms that others have changed; with undefined when hints may have been lost. @returns a function that ends that. */
    onHint(listener: Listener): () => void {
        this.listeners.add(listener);
        if (this.client === undefined && this.retry === undefined) this.connect();
        return () => this.listeners.delete(listener);
    }

    private hear(ids: readonly string[] | undefined): void {
        for (const listener of this.listeners) listener(ids);
    }

    private connect(): void {
        this.retry = undefined;
        if (this.isClosed) return;
        const client = new Client(this.connection);
        this.client = client;
        let isLost = false;
        const lost = (): void => {
            if (isLost) return;
            isLost = true;
            void client.end().catch(() => undefined);
            if (this.isClosed) return;
            const wait = Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** this.losses++);
            this.retry = setTimeout(() => this.connect(), wait);
        };
        client.on("error", lost);
        client.on("end", lost);
        client.on("notification", ({ payload = "" }) => {
            const [from, ...ids] = payload.split(" ");
            if (from !== this.own) this.hear(ids);
        });
        void this.listen(client).catch(lost);
    }

    private async listen(client: Client): Promise<void> {
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        this.losses = 0;
        // What was changed before it listened was not told.
        this.hear(undefined);
    }

    async close(): Promise<void> {
        this.isClosed = true;
        clearTimeout(this.timer);
        clearTimeout(this.retry);
        await this.telling;
        await this.client?.end().catch(() => undefined);
    }
}
