/** Tokens as connections are asked for them: whether they hold, and when that may have changed. */
import type { Tokens } from "../http/tokens";
import { nameOf } from "../room/chain";
import type { Cancel, Clock } from "../sync/clock";
import type { Tokens as RoomTokens } from "../sync/server-options";

/** Milliseconds between two looks at what commands have changed: what is revoked ends within 5 s. */
const LOOK_MS = 2000;

/** The tokens of a server, looked at anew while somebody listens. */
export class WatchedTokens implements RoomTokens {
    private readonly listeners = new Set<() => void>();
    private cancel: Cancel | undefined;
    private seen = "";

    constructor(
        private readonly tokens: Tokens,
        private readonly clock: Clock,
    ) {
        this.seen = this.inForce();
    }

    async find(hash: Buffer, room: Buffer): Promise<boolean> {
        const found = await this.tokens.find(hash, this.clock.unix());
        return found !== undefined && (found.room === undefined || found.room === nameOf(room));
    }

    onChange(listener: () => void): () => void {
        this.listeners.add(listener);
        this.cancel ??= this.clock.after(LOOK_MS, () => this.look());
        return () => {
            this.listeners.delete(listener);
            if (this.listeners.size > 0) return;
            this.cancel?.();
            this.cancel = undefined;
        };
    }

    /** The tokens that hold now, as text: one that has ended is a change, too. */
    private inForce(): string {
        const now = this.clock.unix();
        const held = this.tokens.all().filter(({ ends }) => now < ends);
        return held.map(({ hash }) => hash.toString("base64")).join(" ");
    }

    private look(): void {
        this.cancel = this.clock.after(LOOK_MS, () => this.look());
        let now: string;
        try {
            now = this.inForce();
        } catch {
            // It cannot be read now: what listens asks itself, and is told why not.
            now = "";
        }
        if (now === this.seen) return;
        this.seen = now;
        for (const listener of this.listeners) listener();
    }
}
