/** How much a key, or an address before there is one, may send: docs/companion-protocol.md, "Back-pressure". */
import type { Clock } from "./clock";
import type { Usage } from "./usage";

interface Allowance {
    readonly most: number;
    readonly perSecond: number;
}

const BYTES: Allowance = { most: 16_777_216, perSecond: 262_144 };
const FRAMES: Allowance = { most: 200, perSecond: 50 };

/** Keys of role server have so many times as much. */
const SERVER_FACTOR = 10;

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

    /** @param usage shares what is used with other processes. Keys of servers have so much that they are left out. */
    constructor(
        private readonly clock: Clock,
        private readonly usage?: Usage,
    ) {
        usage?.on("bucket", (name, bytes, frames) => this.spend(this.filled(name, 1), bytes, frames));
    }

    private spend(bucket: Bucket, bytes: number, frames: number): void {
        bucket.bytes -= bytes;
        bucket.frames -= frames;
    }

    /**
     * Counts a frame, which is never refused here.
     * @param name of the key or the address.
     * @returns milliseconds for which no more is to be read: 0 while the bucket is not empty.
     */
    take(name: string, bytes: number, isServer = false): number {
        const factor = isServer ? SERVER_FACTOR : 1;
        const bucket = this.filled(name, factor);
        this.spend(bucket, bytes, 1);
        if (!isServer) this.usage?.add("bucket", name, bytes, 1);
        const lacking = Math.max(-bucket.bytes / BYTES.perSecond, -bucket.frames / FRAMES.perSecond, 0);
        return Math.ceil((1000 * lacking) / factor);
    }

    /**
     * Asks for a request. One that has to wait is refused, and is not counted: who has asked too much waits for a moment, and not for all that
     * was refused.
     * @returns milliseconds after which to ask again: 0 where it is served.
     */
    ask(name: string, bytes: number): number {
        const bucket = this.filled(name, 1);
        const lacking = Math.max(-bucket.bytes / BYTES.perSecond, (1 - bucket.frames) / FRAMES.perSecond);
        if (lacking > 0) return Math.ceil(1000 * lacking);
        this.spend(bucket, bytes, 1);
        this.usage?.add("bucket", name, bytes, 1);
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
        const full = (1000 * BYTES.most) / BYTES.perSecond;
        for (const [name, { at }] of this.buckets) {
            if (this.buckets.size < MAX_BUCKETS || this.clock.now() - at < full) return;
            this.buckets.delete(name);
        }
    }
}
