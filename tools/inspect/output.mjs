// The ways in which the tool shows a ledger: a table, JSON lines, CSV.
import Table from "cli-table3";
import { WEEK_SECONDS } from "./block.mjs";
import { guidText } from "./field-kinds.mjs";
import { describe } from "./fields.mjs";

const SECOND = 1000;

const isoTime = (time) => new Date(time * SECOND).toISOString().replace(".000Z", "Z");

/** One plain object an event. */
function* eventRecords(ledgers, types) {
    for (const { variable, scopes } of ledgers) {
        for (const scope of scopes) {
            for (const week of scope.weeks) {
                for (const { time, creator, counter, server, body, isRevoked } of week.events) {
                    yield {
                        variable,
                        scope: scope.name,
                        week: week.number,
                        time,
                        date: isoTime(time),
                        creator: guidText(server, creator),
                        counter,
                        ...describe(body, types),
                        revoked: isRevoked,
                        body: body.toString("hex"),
                    };
                }
            }
        }
    }
}

/** Lines, one JSON object an event. */
export function* jsonLines(ledgers, types) {
    for (const record of eventRecords(ledgers, types)) yield JSON.stringify(record);
}

/** RFC 4180. */
function csvCell(value) {
    const text = typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const csvLine = (cells) => cells.map(csvCell).join(",");

/** Lines of a CSV: a head, then one an event; the columns of fields are those that any event has, as they come up. */
export function* csvLines(ledgers, types) {
    const records = [...eventRecords(ledgers, types)];
    const fieldNames = [...new Set(records.flatMap((record) => Object.keys(record.fields)))];
    const columns = ["variable", "scope", "week", "time", "date", "creator", "counter", "type", "name", "revoked"];
    yield csvLine([...columns, ...fieldNames.map((name) => `field:${name}`)]);
    for (const record of records) {
        const fields = fieldNames.map((name) => (Object.hasOwn(record.fields, name) ? record.fields[name] : undefined));
        yield csvLine([...columns.map((column) => record[column]), ...fields]);
    }
}

const COLUMNS = {
    week: "right",
    from: "left",
    mode: "left",
    events: "right",
    revoked: "right",
    bytes: "right",
    hash: "right",
    fingerprint: "right",
    "": "left",
};

const startOf = (number) => (Number.isInteger(number) ? isoTime(number * WEEK_SECONDS).slice(0, 10) : "");

function weekRow({ number, mode, events, bytes, actual, problems }) {
    const revoked = events.filter((event) => event.isRevoked).length;
    const state = problems.length === 0 ? "ok" : "damaged";
    const { hash = "", fingerprint = "" } = actual ?? {};
    return [String(number), startOf(number), mode, events.length, revoked, bytes, hash, fingerprint, state];
}

function weekTable(weeks) {
    const table = new Table({
        head: Object.keys(COLUMNS),
        colAligns: Object.values(COLUMNS),
        style: { head: [], border: [] },
    });
    for (const week of weeks) table.push(weekRow(week));
    return table.toString();
}

function checkpointText({ count, time, bytes, stateVersion, isCurrent }) {
    const state = isCurrent ? "" : ", not of this log";
    return `checkpoint: state version ${stateVersion} after ${count} events, ${isoTime(time)}, ${bytes} bytes${state}`;
}

/** Lines of a summary: for each scope the weeks as a table, and what belongs to the whole scope. */
export function* summaryLines(ledgers) {
    for (const { variable, scopes } of ledgers) {
        for (const { name, weeks, servers, checkpoint, quarantine } of scopes) {
            const count = weeks.reduce((sum, week) => sum + week.events.length, 0);
            yield `${variable}, ${name}`;
            if (weeks.length > 0) yield weekTable(weeks);
            yield `events: ${count}, weeks: ${weeks.length}, creators: ${servers.size}, quarantined texts: ${quarantine.length}`;
            if (checkpoint !== undefined) yield checkpointText(checkpoint);
            yield "";
        }
    }
}

/** Lines: everything that is wrong. */
export function* problemLines(ledgers) {
    for (const { variable, scopes, problems } of ledgers) {
        for (const problem of problems) yield `${variable}: ${problem}`;
        for (const { name, weeks, problems: scopeProblems } of scopes) {
            for (const problem of scopeProblems) yield `${variable}, ${name}: ${problem}`;
            for (const week of weeks) {
                for (const problem of week.problems) yield `${variable}, ${name}, week ${week.number}: ${problem}`;
            }
        }
    }
}
