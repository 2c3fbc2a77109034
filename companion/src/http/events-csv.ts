/** Events as CSV. */
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
    "fields",
] as const;

/** A head, then a line an event. */
export function eventsCsv(events: readonly EventInfo[]): string {
    const lines = events.map((event) => csvLine(COLUMNS.map((column) => event[column])));
    return [csvLine(COLUMNS), ...lines].map((line) => `${line}\r\n`).join("");
}
