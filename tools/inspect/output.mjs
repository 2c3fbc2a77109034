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

/** @param of number of the events that a week has elsewhere, of which not all are here */
function stateOf({ events, problems, of }) {
    if (problems.length > 0) return "damaged";
    if (of === undefined) return "ok";
    return events.length === 0 ? `absent: ${of} events` : `part of ${of} events`;
}

function weekRow(week) {
    const { number, mode, events, bytes, actual } = week;
    const revoked = events.filter((event) => event.isRevoked).length;
    const state = stateOf(week);
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

function sealText({ key, flags, content }) {
    const { time, creator, counter } = key;
    const { week, count, digest, stateVersion, revocations, late, boundaries } = content;
    const id = creator.toString(16).toUpperCase().padStart(8, "0");
    const what = `weeks before ${week} are sealed with ${count} events, state version ${stateVersion}, digest ${digest}`;
    const seals = boundaries.length === 0 ? "" : `, earlier seals of the weeks before ${boundaries.join(" and ")}`;
    const numbers = `${revocations.size} revocations listed, ${late.size} late${seals}`;
    return `seal: ${[what, numbers, `${isoTime(time)} ${id} ${counter}`, ...flags].join(", ")}`;
}

function sealedStateText({ week, stateVersion, plainSize, size, digest }) {
    const bytes = `${plainSize} bytes, deflated ${size}`;
    return `sealed state: before week ${week}, state version ${stateVersion}, ${bytes}, digest ${digest}`;
}

/** Lines of what a scope holds of seals; none where it has none. */
function* sealLines({ weeks, seal, seals, sealState, orphans }) {
    if (seal?.key !== undefined) yield sealText(seal);
    if (seals.length > 0) yield `seals in the log: ${seals.length}`;
    const absent = weeks.filter((week) => week.of !== undefined);
    if (absent.length > 0) {
        const missing = absent.reduce((sum, { of, events }) => sum + Math.max(0, of - events.length), 0);
        yield `absent weeks: ${absent.length}, with ${missing} events that are not here`;
    }
    if (sealState !== undefined) yield sealedStateText(sealState);
    if (orphans.length > 0) yield `orphans: ${orphans.length}`;
}

/** Lines of a summary: for each scope the weeks as a table, and what belongs to the whole scope. */
export function* summaryLines(ledgers) {
    for (const { variable, scopes } of ledgers) {
        for (const scope of scopes) {
            const { name, weeks, servers, checkpoint, quarantine } = scope;
            const count = weeks.reduce((sum, week) => sum + week.events.length, 0);
            yield `${variable}, ${name}`;
            if (weeks.length > 0) yield weekTable(weeks);
            yield `events: ${count}, weeks: ${weeks.length}, creators: ${servers.size}, quarantined texts: ${quarantine.length}`;
            if (checkpoint !== undefined) yield checkpointText(checkpoint);
            yield* sealLines(scope);
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
