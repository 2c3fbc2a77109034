/**
 * The roots of a log: one hash over the rows of all weeks before a base. The hash is remembered on the way, a few rows apart,
 * so that a change costs the rows behind it, in slices, and another base next to nothing.
 */

import { packU32, readU32 } from "../codec/integers";
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

/**
 * What is known of a root before its first row. A prefix of rows is packed, since there are many: u32 hash over all bytes but the last
 * few, u32 number of the hashed bytes, and from `REST` on the last few.
 */
const NO_ROWS = string.rep("\0", 8);
const REST = 9;

/** What is known after more rows, packed. */
function follow(prefix: string, rows: string): string {
    const bytes = sub(prefix, REST) + rows;
    const whole = bytes.length - (bytes.length % MIXED_BYTES);
    const hash = mix32(sub(bytes, 1, whole), readU32(prefix, 1)!);
    return packU32(hash) + packU32(readU32(prefix, 5)! + whole) + sub(bytes, whole + 1);
}

/** The root of a prefix: 0 when it has no rows. */
function rootAt(prefix: string): number {
    return prefix === NO_ROWS ? 0 : hash32(sub(prefix, REST), readU32(prefix, 1)!, readU32(prefix, 5)!);
}

/** The root of rows: one hash over them, 0 when there are none. */
export function rootOf(rows: readonly WeekSummary[], pause: Pause): number {
    let prefix = NO_ROWS;
    for (const from of $range(0, rows.length - 1, STEP)) {
        prefix = follow(prefix, packRows(rows, from, from + STEP));
        pause();
    }
    return rootAt(prefix);
}

/** Those of one log. */
class Roots {
    /** What is known before every week whose index is a multiple of STEP; of the first few. */
    private readonly prefixes: string[] = [NO_ROWS];
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
        this.prefixes[this.size] = follow(this.prefixes[last], packRows(rows));
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
        const root = rootAt(follow(this.prefixes[place], rest));
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
