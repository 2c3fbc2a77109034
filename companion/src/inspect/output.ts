/** The ways in which `inspect` shows a ledger: a table, JSON lines, CSV. */
import Table from "cli-table3";
import type { Checkpoint } from "../format/checkpoint";
import type { EventTypes } from "../format/event-types";
import { csvLine } from "../format/csv";
import { guidText, packedGuidText } from "../format/field-kinds";
import { describe, type EventContent } from "../format/fields";
import { isoTime } from "../format/iso-time";
import { WEEK_SECONDS } from "../format/key";
import type { Ledger, Scope } from "../format/ledger";
import type { LuaKey } from "../format/lua-value";
import { printable } from "../format/printable";
import type { SavedWeek } from "../format/saved-week";
import { flagWords, type SealedState } from "../format/seal-entries";

/** Gives the types of a ledger. */
export type TypesOf = (ledger: Ledger) => EventTypes;

/** An event as it is shown. */
interface EventRecord extends EventContent {
    readonly variable: string;
    readonly scope: string;
    readonly week: LuaKey;
    readonly time: number;
    readonly date: string;
    readonly creator: string;
    /** "Name-Realm", where the file tells it. */
    readonly creatorName: string | null;
    readonly counter: number;
    readonly revoked: boolean;
    readonly body: string;
}

/** The names that a scope tells, by GUID. */
function namesOf({ names }: Scope): Map<string, string> {
    return new Map(names.map(({ guid, name }) => [packedGuidText(guid), name]));
}

function* eventRecords(ledgers: readonly Ledger[], typesOf: TypesOf): Generator<EventRecord> {
    for (const ledger of ledgers) {
        const { variable, scopes } = ledger;
        const types = typesOf(ledger);
        for (const scope of scopes) {
            const names = namesOf(scope);
            for (const week of scope.weeks) {
                for (const event of week.events) {
                    const { time, creator, counter, server, body } = event;
                    yield {
                        variable,
                        scope: scope.name,
                        week: week.number,
                        time,
                        date: isoTime(time),
                        creator: guidText(server, creator),
                        creatorName: names.get(guidText(server, creator)) ?? null,
                        counter,
                        ...describe(body, types),
                        revoked: scope.isRevoked(event),
                        body: body.toString("hex"),
                    };
                }
            }
        }
    }
}

/** Lines, one JSON object an event. */
export function* jsonLines(ledgers: readonly Ledger[], typesOf: TypesOf): Generator<string> {
    for (const record of eventRecords(ledgers, typesOf)) yield JSON.stringify(record);
}

const CSV_COLUMNS = [
    "variable",
    "scope",
    "week",
    "time",
    "date",
    "creator",
    "creatorName",
    "counter",
    "type",
    "name",
    "revoked",
] as const;

/** Lines of a CSV: a head, then one an event; the columns of fields are those that any event has, as they come up. */
export function* csvLines(ledgers: readonly Ledger[], typesOf: TypesOf): Generator<string> {
    const records = [...eventRecords(ledgers, typesOf)];
    const fieldNames = [...new Set(records.flatMap((record) => Object.keys(record.fields)))];
    yield csvLine([...CSV_COLUMNS, ...fieldNames.map((name) => `field:${name}`)]);
    for (const record of records) {
        const fields = fieldNames.map((name) => (Object.hasOwn(record.fields, name) ? record.fields[name] : undefined));
        yield csvLine([...CSV_COLUMNS.map((column) => record[column]), ...fields]);
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
} as const;

const startOf = (number: LuaKey): string =>
    typeof number === "number" && Number.isInteger(number) && Math.abs(number) < 65536
        ? isoTime(number * WEEK_SECONDS).slice(0, 10)
        : "";

function stateOf({ events, problems, of }: SavedWeek): string {
    if (problems.length > 0) return "damaged";
    if (of === undefined) return "ok";
    return events.length === 0 ? `absent: ${of} events` : `part of ${of} events`;
}

function weekTable({ weeks, isRevoked }: Scope): string {
    const table = new Table({
        head: Object.keys(COLUMNS),
        colAligns: Object.values(COLUMNS),
        style: { head: [], border: [] },
    });
    for (const week of weeks) {
        const { number, mode, events, bytes, actual } = week;
        const revoked = events.filter(isRevoked).length;
        const { hash = "", fingerprint = "" } = actual ?? {};
        table.push([
            printable(String(number)),
            startOf(number),
            mode,
            events.length,
            revoked,
            bytes,
            hash,
            fingerprint,
            stateOf(week),
        ]);
    }
    return table.toString();
}

function checkpointText({ count, time, bytes, stateVersion, isCurrent }: Checkpoint): string {
    const state = isCurrent ? "" : ", not of this log";
    return `checkpoint: state version ${stateVersion} after ${count} events, ${isoTime(time)}, ${bytes} bytes${state}`;
}

function sealText({ seal, sealContent }: Scope): string {
    if (seal?.seal === undefined || sealContent === undefined) return "";
    const { time, creator, counter } = seal.seal.key;
    const { week, count, digest, stateVersion, revocations, late, boundaries } = sealContent;
    const id = creator.toString(16).toUpperCase().padStart(8, "0");
    const what = `weeks before ${week} are sealed with ${count} events, state version ${stateVersion}, digest ${digest}`;
    const seals = boundaries.length === 0 ? "" : `, earlier seals of the weeks before ${boundaries.join(" and ")}`;
    const numbers = `${revocations.size} revocations listed, ${late.size} late${seals}`;
    return `seal: ${[what, numbers, `${isoTime(time)} ${id} ${counter}`, ...flagWords(seal.flags)].join(", ")}`;
}

function sealedStateText({ week, stateVersion, plainSize, stream, digest }: SealedState): string {
    const bytes = `${plainSize} bytes, deflated ${stream.length}`;
    return `sealed state: before week ${week}, state version ${stateVersion}, ${bytes}, digest ${digest}`;
}

/** Lines of what a scope holds of seals; none where it has none. */
function* sealLines(scope: Scope): Generator<string> {
    const { weeks, sealContent, seals, sealState, orphans } = scope;
    if (sealContent !== undefined) yield sealText(scope);
    if (seals.length > 0) yield `seals in the log: ${seals.length}`;
    const absent = weeks.filter((week) => week.of !== undefined);
    if (absent.length > 0) {
        const missing = absent.reduce((sum, { of = 0, events }) => sum + Math.max(0, of - events.length), 0);
        yield `absent weeks: ${absent.length}, with ${missing} events that are not here`;
    }
    if (sealState !== undefined) yield sealedStateText(sealState);
    if (orphans.length > 0) yield `orphans: ${orphans.length}`;
}

/** Lines of what the ledger says of itself: its name and types. */
function* typeLines(ledger: Ledger, types: EventTypes): Generator<string> {
    const stateVersion = ledger.types === undefined ? "" : `, state version ${ledger.types.stateVersion}`;
    if (ledger.name !== undefined) yield printable(`ledger: ${ledger.name.toString("utf8")}${stateVersion}`);
    if (types.size > 0) yield `types: ${types.size}`;
    for (const [id, { name, fields }] of types) {
        const all = fields.map(({ fieldName, kind }) => `${fieldName}:${kind}`);
        yield printable(`  ${id} ${name}(${all.join(", ")})`);
    }
}

/** Lines of the names of players that a scope tells. */
function* nameLines({ names, outcomes }: Scope): Generator<string> {
    if (names.length > 0) yield `names: ${names.length}`;
    for (const { guid, name, token } of names) yield printable(`  ${packedGuidText(guid)} ${name} ${token}`.trimEnd());
    if (outcomes !== undefined) {
        const refused = outcomes.filter(({ reason }) => reason > 0).length;
        yield `inbox: ${outcomes.length} offers read, ${refused} of them refused or in part`;
    }
}

/** Lines of a summary: what a ledger says of itself; for each scope the weeks as a table, and what belongs to the whole scope. */
export function* summaryLines(ledgers: readonly Ledger[], typesOf: TypesOf): Generator<string> {
    for (const ledger of ledgers) {
        const { variable, scopes } = ledger;
        for (const scope of scopes) {
            const { name, weeks, directory, checkpoint, quarantine } = scope;
            const count = weeks.reduce((sum, week) => sum + week.events.length, 0);
            yield printable(`${variable}, ${name}`);
            if (weeks.length > 0) yield weekTable(scope);
            yield `events: ${count}, weeks: ${weeks.length}, creators: ${directory.size}, quarantined texts: ${quarantine.length}`;
            if (checkpoint !== undefined) yield checkpointText(checkpoint);
            yield* sealLines(scope);
            yield* nameLines(scope);
            yield "";
        }
        const lines = [...typeLines(ledger, typesOf(ledger))];
        yield* lines;
        if (lines.length > 0) yield "";
    }
}
