/** How long the callbacks of all clients took, in processor time: a histogram by what ran, and the longest of late. */

/** Upper bounds of the bins in milliseconds, excluded; the last bin has none. The 5 ms that a slice may take are one. */
const BOUNDS: readonly number[] = [
    0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100,
];
const LAST_BIN = BOUNDS.length;

export { BOUNDS as BIN_BOUNDS };

/** The callbacks of one sort. */
export interface CallbackRow {
    /** The event, "OnUpdate", "C_Timer", or the slash command. */
    readonly what: string;
    calls: number;
    totalMs: number;
    longestMs: number;
    /** By bin: how many. */
    readonly bins: number[];
}

/** One callback. */
export interface LongCallback {
    /** Index of the client. */
    readonly client: number;
    readonly ms: number;
    readonly what: string;
}

export class CallbackTimes {
    private readonly rows = new LuaTable<string, CallbackRow | undefined>();
    private longest?: LongCallback;

    note(client: number, what: string, ms: number): void {
        const row = this.row(what);
        row.calls += 1;
        row.totalMs += ms;
        if (ms > row.longestMs) row.longestMs = ms;
        let bin = 0;
        while (bin < LAST_BIN && ms >= BOUNDS[bin]) bin++;
        row.bins[bin] += 1;
        if (this.longest === undefined || ms > this.longest.ms) this.longest = { client, what, ms };
    }

    /** The longest since the last time this was asked; nothing when nothing ran. */
    takeLongest(): LongCallback | undefined {
        const { longest } = this;
        this.longest = undefined;
        return longest;
    }

    /** All sorts, by name. */
    list(): CallbackRow[] {
        const rows: CallbackRow[] = [];
        for (const [, row] of pairs(this.rows)) rows.push(row as CallbackRow);
        table.sort(rows, (a, b) => a.what < b.what);
        return rows;
    }

    private row(what: string): CallbackRow {
        let row = this.rows.get(what);
        if (row === undefined) {
            const bins = BOUNDS.map(() => 0);
            bins.push(0);
            row = { what, calls: 0, totalMs: 0, longestMs: 0, bins };
            this.rows.set(what, row);
        }
        return row;
    }
}
