/** What one client sent and received under one prefix and chat type. Bytes are those of the text. */
export interface TrafficRow {
    readonly prefix: string;
    readonly chatType: string;
    /** Messages that the channel took; Success was the answer. */
    sent: number;
    sentBytes: number;
    /** Messages that reached the client's code. */
    received: number;
    receivedBytes: number;
    /** Sends that were answered with anything but Success. */
    refused: number;
}

/** Seconds over which the sending rate of a client is averaged. */
const RATE_WINDOW = 10;

function rowLess(this: void, a: TrafficRow, b: TrafficRow): boolean {
    return a.prefix !== b.prefix ? a.prefix < b.prefix : a.chatType < b.chatType;
}

/** The counters of one client. */
export class Traffic {
    /** The most bytes a second that the client sent, averaged over 10 s. */
    peakBytesPerSecond = 0;
    private readonly rows = new LuaTable<string, TrafficRow | undefined>();
    private windowStart = 0;
    private windowBytes = 0;

    /** The row of a prefix and chat type. */
    row(prefix: string, chatType: string, key: string): TrafficRow {
        let row = this.rows.get(key);
        if (row === undefined) {
            row = { prefix, chatType, sent: 0, sentBytes: 0, received: 0, receivedBytes: 0, refused: 0 };
            this.rows.set(key, row);
        }
        return row;
    }

    /** Counts a message into the sending rate; gives the bytes a second of the running window. */
    countRate(bytes: number, now: number): number {
        if (now - this.windowStart >= RATE_WINDOW) {
            this.windowStart = now;
            this.windowBytes = 0;
        }
        this.windowBytes += bytes;
        const rate = this.windowBytes / RATE_WINDOW;
        if (rate > this.peakBytesPerSecond) this.peakBytesPerSecond = rate;
        return rate;
    }

    /** All rows, ordered by prefix and chat type. */
    list(): TrafficRow[] {
        const rows: TrafficRow[] = [];
        for (const [, row] of pairs(this.rows)) rows.push(row as TrafficRow);
        table.sort(rows, rowLess);
        return rows;
    }
}

/** The key of a prefix and chat type in the counters. */
export function trafficKey(prefix: string, chatType: string): string {
    return `${prefix}\n${chatType}`;
}
