/** Events as CSV and as lines of JSON. */
import { csvLine } from "../format/csv";
import type { EventInfo } from "../store/event-page";

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
    "fields",
] as const;

const line = (cells: readonly unknown[]): string => `${csvLine(cells)}\r\n`;

/** The first line. */
export const EVENTS_HEAD = line(COLUMNS);

/** A line an event. */
export function eventLines(events: readonly EventInfo[]): string {
    return events.map((event) => line(COLUMNS.map((column) => event[column]))).join("");
}

/** A head, then a line an event. */
export const eventsCsv = (events: readonly EventInfo[]): string => EVENTS_HEAD + eventLines(events);
