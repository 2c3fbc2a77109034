/** Events as CSV and as lines of JSON. */
import { csvLine } from "../format/csv";
import type { EventInfo } from "../store/event-page";
import type { Revoker } from "../store/revokers";

/** An event with what people want to know of it besides. */
export interface ToldEvent extends EventInfo {
    /** Who took it back, and when; null where it stands, or where that is not known here. */
    readonly revokedBy: Revoker | null;
    /** `reason` in words. */
    readonly reasonText: string | null;
}

const COLUMNS = [
    "place",
    "ledger",
    "scope",
    "time",
    "date",
    "type",
    "name",
    "creator",
    "counter",
    "status",
    "revoked",
    "vouchers",
    "reason",
    "touched",
    "revokedBy",
    "reasonText",
    "fields",
] as const;

const line = (cells: readonly unknown[]): string => `${csvLine(cells)}\r\n`;

/** The first line. */
export const EVENTS_HEAD = line(COLUMNS);

/** A line an event. */
export function eventLines(events: readonly ToldEvent[]): string {
    return events.map((event) => line(COLUMNS.map((column) => event[column]))).join("");
}

/** A head, then a line an event. */
export const eventsCsv = (events: readonly ToldEvent[]): string => EVENTS_HEAD + eventLines(events);
