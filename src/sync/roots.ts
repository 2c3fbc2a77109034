/**
 * The roots of a log: one hash over the rows of all weeks before a base. The hash is remembered on the way, a few rows apart,
 * so that a change costs the rows behind it, in slices, and another base next to nothing.
 */

import { hash32, mix32 } from "../codec/murmur3";
import type { Log } from "../log/log";
import type { Pause } from "../ports";
import { packRows, rowsAt, type WeekSummary } from "./week-summary";

const floor = math.floor;
const huge = math.huge;
const min = math.min;
const sub = string.sub;

/** Weeks between two places at which the hash is remembered. */
const STEP = 16;

/** Bytes that are mixed at once; the others wait for those behind them. */
const MIXED_BYTES = 8;

/** Bases whose root is remembered. */
const BASE_LIMIT = 16;

/** What is known of a root after some of its rows. */
class Prefix {
    /**
     * @param hash over all bytes but the last few.
     * @param hashed number of those bytes.
     * @param rest the last few.
     */
    constructor(
        private readonly hash = 0,
        private readonly hashed = 0,
        private readonly rest = "",
    ) {}

    /** The same after more rows, packed. */
    followedBy(rows: string): Prefix {
        const bytes = this.rest + rows;
        const whole = bytes.length - (bytes.length % MIXED_BYTES);
        return new Prefix(mix32(sub(bytes, 1, whole), this.hash), this.hashed + whole, sub(bytes, whole + 1));
    }

    /** The root of these rows: 0 when there are none. */
    root(): number {
        const { hash, hashed, rest } = this;
        return hashed + rest.length === 0 ? 0 : hash32(rest, hash, hashed);
    }
}

/** The root of rows: one hash over them, 0 when there are none. */
export function rootOf(rows: readonly WeekSummary[], pause: Pause): number {
    let prefix = new Prefix();
    for (const from of $range(0, rows.length - 1, STEP)) {
        prefix = prefix.followedBy(packRows(rows, from, from + STEP));
        pause();
    }
    return prefix.root();
}

/** Those of one log. */
class Roots {
    /** What is known before every week whose index is a multiple of STEP; of the first few. */
    private readonly prefixes: Prefix[] = [new Prefix()];
    private size = 1;
    /** By base, while the log is at this revision. */
    private known = new LuaMap<number, number>();
    private knownCount = 0;
    private revision = -1;

    constructor(private readonly log: Log) {}

    /** Whether the root of any base is a matter of a few rows. */
    isReady(): boolean {
        this.forgetChanged();
        return this.size > floor(this.log.weekNumbers.length / STEP);
    }

    /** Goes on by a few rows, unless isReady(). The log must be hashed. */
    advance(): void {
        const last = this.size - 1;
        const rows = rowsAt(this.log, last * STEP, (last + 1) * STEP);
        this.prefixes[this.size] = this.prefixes[last].followedBy(packRows(rows));
        this.size++;
    }

    /** The root of all weeks before `base`. The log must be hashed. */
    before(base: number): number {
        this.forgetChanged();
        const known = this.known.get(base);
        if (known !== undefined) {
            return known;
        }
        const end = this.log.indexFrom(base);
        const place = floor(end / STEP);
        while (this.size <= place) {
            this.advance();
        }
        const rest = packRows(rowsAt(this.log, place * STEP, end));
        const root = this.prefixes[place].followedBy(rest).root();
        this.remember(base, root);
        return root;
    }

    private remember(base: number, root: number): void {
        if (this.knownCount >= BASE_LIMIT) {
            this.known = new LuaMap();
            this.knownCount = 0;
        }
        this.known.set(base, root);
        this.knownCount++;
    }

    /** Drops what a change of the log has made wrong. */
    private forgetChanged(): void {
        const { log } = this;
        if (log.revision !== this.revision) {
            this.revision = log.revision;
            this.known = new LuaMap();
            this.knownCount = 0;
            this.size = min(this.size, floor(log.indexFrom(log.changedFrom) / STEP) + 1);
            log.changedFrom = huge;
        }
    }
}

const rootsOfLogs = setmetatable(new LuaTable<Log, Roots>(), { __mode: "k" } as LuaMetatable<object>) as LuaTable<
    Log,
    Roots | undefined
>;

function rootsOf(log: Log): Roots {
    let roots = rootsOfLogs.get(log);
    if (roots === undefined) {
        roots = new Roots(log);
        rootsOfLogs.set(log, roots);
    }
    return roots;
}

/** The root of all weeks before `base`: one hash over their rows, 0 when there are none. The log must be hashed. */
export function rootBefore(log: Log, base: number): number {
    return rootsOf(log).before(base);
}

/** Whether rootBefore() takes no time, whatever the base. */
export function areRootsReady(log: Log): boolean {
    return log.isHashed() && rootsOf(log).isReady();
}

/** Hashes the log and its rows, until rootBefore() takes no time. */
export function readyRoots(log: Log, pause: Pause): void {
    const roots = rootsOf(log);
    while (!areRootsReady(log)) {
        log.hash(pause);
        if (!roots.isReady()) {
            roots.advance();
            pause();
        }
    }
}
