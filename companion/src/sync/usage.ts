/** What names have used of their limits: told to the other processes of a database, and heard from them. */
import { BYTES, factorOf, FRAMES } from "./allowances";
import { LIMITS } from "./limits";

/** A token bucket, or what is counted in a window of time. */
export type UseKind = "bucket" | CountKind;

/** What is only counted: announces that were denied, tokens that did not hold. */
export type CountKind = "denied" | "failed";

/** What a name has used; of all kinds but buckets, `frames` is a count. */
export interface Used {
    readonly kind: UseKind;
    /** As nameOf() gives it. */
    readonly name: string;
    readonly bytes: number;
    readonly frames: number;
    /** A key of role server, whose bucket is larger. */
    readonly isServer: boolean;
}

/** Of a bucket, what is told at once; less is gathered. It is a quarter of what fills it in a second. */
const NOTEWORTHY = { bytes: 65_536, frames: 12 };
/** Names that are told in one go, and remembered. */
const MAX_TOLD = 1000;
const MAX_NAMES = 8192;

/** The share of what is allowed in a second, or in a minute, that a use is. */
const shareOf = ({ kind, bytes, frames, isServer }: Used): number =>
    kind === "bucket"
        ? Math.max(bytes / BYTES.perSecond, frames / FRAMES.perSecond) / factorOf(isServer)
        : frames / LIMITS.denialsInMinute;

/** Whether it is worth being told. Of what is counted, each one is. */
function isNoteworthy({ kind, bytes, frames, isServer }: Used): boolean {
    if (kind !== "bucket") return true;
    const factor = factorOf(isServer);
    return bytes >= NOTEWORTHY.bytes * factor || frames >= NOTEWORTHY.frames * factor;
}

/** What this process has not told yet, by kind and name; what was used longest ago is forgotten first. */
export class Usage {
    private readonly untold = new Map<string, Used>();
    private readonly takers = new Map<UseKind, (used: Used) => void>();
    private readonly names = new Map<string, string>();

    /** @param hide gives what stands for a name among the processes. */
    constructor(private readonly hide: (name: string) => string = (name) => name) {}

    /** What stands for the name of a key or an address. */
    nameOf(name: string): string {
        const known = this.names.get(name);
        if (known !== undefined) return known;
        const shown = this.hide(name);
        if (this.names.size >= MAX_NAMES) this.names.clear();
        this.names.set(name, shown);
        return shown;
    }

    /** Takes what names have used of a kind at other processes. */
    on(kind: UseKind, taker: (used: Used) => void): void {
        this.takers.set(kind, taker);
    }

    /** A name has used something here. */
    add({ kind, name, bytes, frames, isServer }: Used): void {
        const key = `${kind} ${name}`;
        const before = this.untold.get(key);
        this.untold.delete(key);
        this.untold.set(key, {
            ...{ kind, name, isServer },
            bytes: bytes + (before?.bytes ?? 0),
            frames: frames + (before?.frames ?? 0),
        });
        const oldest = this.untold.keys().next();
        if (this.untold.size > MAX_NAMES && oldest.done !== true) this.untold.delete(oldest.value);
    }

    /** Counts one more of a kind that is only counted. */
    count(kind: CountKind, name: string): void {
        this.add({ kind, name, bytes: 0, frames: 1, isServer: false });
    }

    /** What is to be told: once. What is too little, or too much for one time, is told later; the largest first. */
    take(): Used[] {
        const all = [...this.untold].filter(([, used]) => isNoteworthy(used));
        const told = all.sort(([, one], [, other]) => shareOf(other) - shareOf(one)).slice(0, MAX_TOLD);
        for (const [key] of told) this.untold.delete(key);
        return told.map(([, used]) => used);
    }

    /** A name has used something elsewhere. */
    hear(used: Used): void {
        this.takers.get(used.kind)?.(used);
    }
}
