/** What names have used of their limits: told to the other processes of a database, and heard from them. */

/** A token bucket, denied announces, rooms that were created, tokens that did not hold. */
export type UseKind = "bucket" | "denied" | "created" | "failed";

/** What a name has used; of all kinds but buckets, `frames` is a count. */
export interface Used {
    readonly kind: UseKind;
    readonly name: string;
    readonly bytes: number;
    readonly frames: number;
}

/** Of a bucket, what is told at once; less is gathered. It is a quarter of what fills it in a second. */
const NOTEWORTHY = { bytes: 65_536, frames: 12 };
/** Names that are told in one go, and remembered. */
const MAX_TOLD = 1000;
const MAX_NAMES = 8192;

interface Total {
    readonly kind: UseKind;
    readonly name: string;
    bytes: number;
    frames: number;
    told: { readonly bytes: number; readonly frames: number };
}

const NOTHING = { bytes: 0, frames: 0 };

/** Totals of this process since it began, by kind and name; what was used longest ago is forgotten first. */
export class Usage {
    private readonly totals = new Map<string, Total>();
    private readonly takers = new Map<UseKind, (name: string, bytes: number, frames: number) => void>();

    /** Takes what names have used of a kind at other processes. */
    on(kind: UseKind, taker: (name: string, bytes: number, frames: number) => void): void {
        this.takers.set(kind, taker);
    }

    /** A name has used something here. */
    add(kind: UseKind, name: string, bytes: number, frames: number): void {
        const key = `${kind} ${name}`;
        const total = this.totals.get(key) ?? { kind, name, ...NOTHING, told: NOTHING };
        total.bytes += bytes;
        total.frames += frames;
        this.totals.delete(key);
        this.totals.set(key, total);
        const oldest = this.totals.keys().next();
        if (this.totals.size > MAX_NAMES && oldest.done !== true) this.totals.delete(oldest.value);
    }

    /** What has become noteworthy since it was told last, as totals: the newest first where there is too much of it. */
    take(): Used[] {
        const isNew = ({ kind, bytes, frames, told }: Total): boolean => {
            const least = kind === "bucket" ? NOTEWORTHY : { bytes: Infinity, frames: 1 };
            return bytes - told.bytes >= least.bytes || frames - told.frames >= least.frames;
        };
        const all = [...this.totals.values()].filter(isNew).slice(-MAX_TOLD);
        for (const total of all) total.told = { bytes: total.bytes, frames: total.frames };
        return all.map(({ kind, name, bytes, frames }) => ({ kind, name, bytes, frames }));
    }

    /** What was told may have come to nobody: it is told again. */
    tellAgain(): void {
        for (const total of this.totals.values()) total.told = NOTHING;
    }

    /** A name has used something elsewhere. */
    hear({ kind, name, bytes, frames }: Used): void {
        this.takers.get(kind)?.(name, bytes, frames);
    }
}
