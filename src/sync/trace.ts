/** The last messages in and out, for support. They are kept as bytes and put into words only when somebody asks. */

import type { TraceEntry } from "../api/status";
import type { Clock } from "../ports";
import {
    decodeAdvertisement,
    decodeAnswering,
    decodeHello,
    decodeRows,
    decodeRowsRequest,
    MessageType,
} from "./messages";
import { decodeMore, decodeRequest, decodeWant, type RequestEntry, type Want } from "./requests";
import { BlockReader } from "../block/reader";

const format = string.format;

/** Messages that are kept. */
export const TRACE_LENGTH = 200;

interface Kept {
    readonly at: number;
    readonly peer: string;
    readonly type: number;
    readonly payload: string;
}

const MODES = ["whole", "list", "sketch"];

function describeEntry({ week, count, mode, first, numbers }: RequestEntry): string {
    return format("week %.0f (have %.0f, %s of %.0f from %.0f)", week, count, MODES[mode], numbers.length, first);
}

function describeEvents(payload: string): string {
    const reader = new BlockReader(payload, 1);
    let count = 0;
    while (reader.next()) {
        count++;
    }
    return format("events: %.0f of week %.0f", count, reader.week);
}

function describeRequest(payload: string): string | undefined {
    const request = decodeRequest(payload);
    return (
        request &&
        `request: ${table.concat(
            request.entries.map((entry) => describeEntry(entry)),
            ", ",
        )}`
    );
}

function describeClaim(type: number, payload: string): string | undefined {
    if (type === MessageType.Hello) {
        const root = decodeHello(payload);
        return root === undefined ? undefined : format("hello: root %.0f", root);
    }
    if (type === MessageType.Advertise) {
        const advertisement = decodeAdvertisement(payload);
        return (
            advertisement &&
            format("advertise: %.0f rows since week %.0f", advertisement.rows.length, advertisement.base)
        );
    }
    if (type === MessageType.Answering) {
        const weeks = decodeAnswering(payload);
        return weeks && format("answering by whisper: %.0f weeks", weeks.length);
    }
    if (type === MessageType.RowsRequest) {
        const base = decodeRowsRequest(payload);
        return base === undefined ? undefined : format("rows request: before week %.0f", base);
    }
    const rows = decodeRows(payload);
    return rows && format("rows: %.0f of weeks %.0f to %.0f", rows.rows.length, rows.from, rows.to);
}

/** A message in words. */
export function describeMessage(type: number, payload: string): string {
    let text: string | undefined;
    if (type === MessageType.Events) {
        text = describeEvents(payload);
    } else if (type === MessageType.Fragment) {
        const [, , index, total] = string.byte(payload, 1, 4);
        text = total === undefined ? undefined : format("fragment: %.0f of %.0f", index + 1, total);
    } else if (type === MessageType.Request) {
        text = describeRequest(payload);
    } else if (type === MessageType.Want) {
        const want = decodeWant(payload);
        text = want && describeWant(want);
    } else if (type === MessageType.More) {
        const more = decodeMore(payload);
        text = more && format("more: sums of week %.0f from %.0f", more.week, more.first);
    } else if (type >= MessageType.Hello && type <= MessageType.Answering) {
        text = describeClaim(type, payload);
    }
    return text ?? format("type %.0f, not understood", type);
}

function describeWant({ coefficients, week }: Want): string {
    const what = coefficients.length === 0 ? "all" : format("%.0f events", coefficients.length);
    return format("want: %s of week %.0f", what, week);
}

export class Trace {
    private readonly kept: Kept[] = [];
    private next = 0;

    constructor(private readonly clock: Clock) {}

    /** Keeps a message. @param peer who sent it; "" for an own one. */
    note(peer: string, type: number, payload: string): void {
        this.kept[this.next] = { at: this.clock.uptime(), peer, type, payload };
        this.next = (this.next + 1) % TRACE_LENGTH;
    }

    /** The messages that are kept, the oldest first. */
    list(): TraceEntry[] {
        const now = this.clock.uptime();
        const entries: TraceEntry[] = [];
        let count = 0;
        for (const step of $range(0, this.kept.length - 1)) {
            const index = this.kept.length < TRACE_LENGTH ? step : (this.next + step) % TRACE_LENGTH;
            const { at, peer, type, payload } = this.kept[index];
            const direction = peer === "" ? "out" : "in";
            const text = describeMessage(type, payload);
            entries[count] = { age: now - at, direction, peer, text, bytes: payload.length };
            count++;
        }
        return entries;
    }
}
