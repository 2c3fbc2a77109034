// The table that the library keeps in SavedVariables.
import { MAX_SERVER } from "./block.mjs";
import { Bytes, Damage, fromBase64 } from "./bytes.mjs";
import { readCheckpoint } from "./checkpoint.mjs";
import { adler } from "./hashes.mjs";
import { utf8 } from "./lua-file.mjs";
import { isRevoked, readRevocations, revocationsAmong, revokedTargets } from "./revocations.mjs";
import { readOrphans, readSeal, readSealedState, readSeals, sealTerms, withAbsent } from "./seal.mjs";
import { readUnitWeeks } from "./unit.mjs";
import { readWeek } from "./week.mjs";

/** The newest version; of older ones all is read as it is. */
const VERSION = 2;

const tableOrEmpty = (value) => (value instanceof Map ? value : new Map());

/** What stands behind the checksum of an entry. */
function checkedBytes(text) {
    if (typeof text !== "string") throw new Damage("no string");
    const bytes = new Bytes(fromBase64(text));
    const checksum = bytes.u32();
    const rest = bytes.take(bytes.buffer.length - bytes.position);
    if (adler(rest) !== checksum) throw new Damage(`checksum ${adler(rest)}, not ${checksum}`);
    return rest;
}

/** Reads an entry of a scope. What is wrong with it goes to `problems`. */
function readEntry(scope, name, read, problems) {
    try {
        return scope.has(name) ? read(scope.get(name)) : undefined;
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        problems.push(`${name}: ${error.message}`);
        return undefined;
    }
}

/** Creator > server id. */
function readDirectory(text) {
    const servers = new Map();
    for (const bytes = new Bytes(checkedBytes(text)); !bytes.isAtEnd();) {
        const creator = bytes.u32();
        const server = bytes.varint();
        if (server > MAX_SERVER) bytes.fail("server id too large");
        servers.set(creator, server);
    }
    return servers;
}

function readWeeks(scope, problems) {
    const tables = ["units", "weeks"].map((name) => {
        const table = scope.get(name) ?? new Map();
        if (!(table instanceof Map)) problems.push(`${name}: no table`);
        return [...tableOrEmpty(table)];
    });
    const [units, weeks] = tables;
    const alone = weeks.map(([number, text]) => readWeek(number, text));
    // A week's own line outranks what a unit says of it.
    const numbers = new Set(alone.map(({ number }) => number));
    const inUnits = units.flatMap(([number, text]) => readUnitWeeks(number, text));
    return [...inUnits.filter(({ number }) => !numbers.has(number)), ...alone].sort(
        (one, other) => (Number(one.number) || 0) - (Number(other.number) || 0),
    );
}

function readScope(name, scope) {
    const problems = [];
    if (!(scope instanceof Map)) problems.push("no table");
    const entries = tableOrEmpty(scope);
    const weeks = readWeeks(entries, problems);
    const events = weeks.flatMap((week) => week.events);
    const servers = readEntry(entries, "directory", readDirectory, problems) ?? new Map();
    const checkpoint = readEntry(entries, "checkpoint", (text) => readCheckpoint(text, events), problems);
    const readChecked = (entry, read) => readEntry(entries, entry, (text) => read(checkedBytes(text)), problems);
    const listed = readChecked("revocations", readRevocations) ?? new Map();
    const seal = readChecked("seal", readSeal);
    const sealState = readChecked("sealState", readSealedState);
    const orphans = readChecked("orphans", readOrphans) ?? [];
    const seals = readChecked("seals", readSeals) ?? [];
    const sealed = seal?.key === undefined ? undefined : sealTerms(seal, sealState);
    const found = revocationsAmong(events);
    const missing = [...found.keys()].filter((key) => !listed.has(key));
    if (missing.length > 0) problems.push(`revocations: ${missing.length} of the log missing`);
    // Revocations count although the week they stood in is lost.
    const revoked = revokedTargets(new Map([...listed, ...found]), sealed);
    for (const event of events) {
        event.server = servers.get(event.creator) ?? event.server;
        event.isRevoked = isRevoked(event, revoked, sealed);
    }
    const quarantine = [...tableOrEmpty(entries.get("quarantine")).values()].map(utf8);
    const all = withAbsent(weeks, seal?.rows ?? []);
    return {
        name: utf8(name),
        weeks: all,
        servers,
        checkpoint,
        seal,
        seals,
        sealState,
        orphans,
        quarantine,
        problems,
    };
}

/** Whether a variable's value is a table of the library's. In a broken file the version may be what is lost. */
export function isLedger(value, isBroken = false) {
    return value instanceof Map && value.has("scopes") && (value.has("version") || isBroken);
}

/** The scopes of a ledger, and what is wrong with it as a whole. */
export function readLedger(variable, value) {
    const version = value.get("version") ?? VERSION;
    if (version !== VERSION && version !== 1) {
        const message = `version ${version}: only versions 1 to ${VERSION} can be read`;
        return { variable, scopes: [], problems: [message] };
    }
    const scopes = value.get("scopes");
    const problems = scopes instanceof Map ? [] : ["scopes: no table"];
    if (!value.has("version")) problems.push(`version missing: read as ${VERSION}`);
    return { variable, scopes: [...tableOrEmpty(scopes)].map(([name, scope]) => readScope(name, scope)), problems };
}
