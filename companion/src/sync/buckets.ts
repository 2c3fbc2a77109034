/** How much a key, or an address before there is one, may send: docs/companion-protocol.md, "Back-pressure". */
import { type Allowance, BYTES, factorOf, FRAMES, REFILL_MS } from "./allowances";
import type { Clock } from "./clock";
import type { Usage } from "./usage";

/** Buckets that are full again are forgotten where there are more. */
const MAX_BUCKETS = 4096;

interface Bucket {
    bytes: number;
    frames: number;
    at: number;
}

/** Token buckets by name. */
export class Buckets {
    private readonly buckets = new Map<string, Bucket>();

    /** @param usage shares what is used with other processes. */
    constructor(
        private readonly clock: Clock,
        private readonly usage?: Usage,
    ) {
        usage?.on("bucket", ({ name, bytes, frames, isServer }) => {
            const bucket = this.filled(name, factorOf(isServer));
            bucket.bytes -= bytes;
            bucket.frames -= frames;
        });
    }

    private nameOf(name: string): string {
        return this.usage?.nameOf(name) ?? name;
    }

    private spend(bucket: Bucket, name: string, bytes: number, isServer: boolean): void {
        bucket.bytes -= bytes;
        bucket.frames -= 1;
        this.usage?.add({ kind: "bucket", name, bytes, frames: 1, isServer });
    }

    /**
     * Counts a frame, which is never refused here.
     * @param name of the key or the address.
     * @returns milliseconds for which no more is to be read: 0 while the bucket is not empty.
     */
    take(name: string, bytes: number, isServer = false): number {
        const factor = factorOf(isServer);
        const shown = this.nameOf(name);
        const bucket = this.filled(shown, factor);
        this.spend(bucket, shown, bytes, isServer);
        const lacking = Math.max(-bucket.bytes / BYTES.perSecond, -bucket.frames / FRAMES.perSecond, 0);
        return Math.ceil((1000 * lacking) / factor);
    }

    /**
     * Asks for a request. One that has to wait is refused, and is not counted: who has asked too much waits for a moment, and not for all that
     * was refused.
     * @returns milliseconds after which to ask again: 0 where it is served.
     */
    ask(name: string, bytes: number): number {
        const shown = this.nameOf(name);
        const bucket = this.filled(shown, 1);
        const lacking = Math.max(-bucket.bytes / BYTES.perSecond, (1 - bucket.frames) / FRAMES.perSecond);
        if (lacking > 0) return Math.ceil(1000 * lacking);
        this.spend(bucket, shown, bytes, false);
        return 0;
    }

    private filled(name: string, factor: number): Bucket {
        const now = this.clock.now();
        const old = this.buckets.get(name);
        const seconds = old === undefined ? 0 : (now - old.at) / 1000;
        const fill = ({ most, perSecond }: Allowance, left = most): number =>
            Math.min(factor * most, left + factor * perSecond * seconds);
        const bucket = { bytes: fill(BYTES, old?.bytes), frames: fill(FRAMES, old?.frames), at: now };
        if (old === undefined) {
            bucket.bytes *= factor;
            bucket.frames *= factor;
            this.forgetFull();
        }
        // What was used last stands last.
        this.buckets.delete(name);
        this.buckets.set(name, bucket);
        return bucket;
    }

    private forgetFull(): void {
        const now = this.clock.now();
        for (const [name, { at, bytes, frames }] of this.buckets) {
            if (this.buckets.size < MAX_BUCKETS || now - at < REFILL_MS) return;
            // One of which more was used than there was, as by several processes at once, takes longer.
            const owed = 1000 * Math.max(-bytes / BYTES.perSecond, -frames / FRAMES.perSecond, 0);
            if (now - at >= REFILL_MS + owed) this.buckets.delete(name);
        }
    }
}
