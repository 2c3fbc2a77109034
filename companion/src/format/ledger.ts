/** The table that the library keeps in SavedVariables, read as the game reads it. */
import { Budget } from "./budget";
import { fromText } from "./bytes";
import { type Checkpoint, readCheckpoint } from "./checkpoint";
import { attempt, Damage } from "./damage";
import { type Directory, directoryOf, readDirectory } from "./directory";
import type { StoredEvent } from "./key";
import { type LuaKey, type LuaTable, type LuaValue, utf8 } from "./lua-value";
import { isRevoked, readRevocations, revocationsAmong, revokedTargets, type Targets } from "./revocations";
import type { SavedWeek } from "./saved-week";
import { type SealContent, sealContent } from "./seal-content";
import {
    type KeyedBody,
    readOrphans,
    readSeal,
    readSealedState,
    readSeals,
    type SealedState,
    type SealEntry,
    type SealTerms,
    sealTerms,
    undoneOf,
} from "./seal-entries";
import { decodeChecked } from "./text";
import {
    type DefinedTypes,
    type Outcome,
    type PlayerName,
    readLedgerName,
    readNames,
    readOutcomes,
    readTypes,
} from "./tool-entries";
import { readUnitLine } from "./unit-line";
import { readWeekLine } from "./week-line";

/** The newest version; of older ones all is read as it is. */
export const VERSION = 2;

/** One scope of a ledger. */
export interface Scope {
    readonly name: string;
    /** The bytes of its key, of which `name` is the text. */
    readonly key: Buffer;
    /** Ascending; those of which the number is damaged first. */
    readonly weeks: readonly SavedWeek[];
    /** Server ids of the creators. */
    readonly directory: Directory;
    readonly checkpoint: Checkpoint | undefined;
    readonly seal: SealEntry | undefined;
    /** What the seal that stands says. */
    readonly sealContent: SealContent | undefined;
    readonly seals: readonly KeyedBody[];
    readonly sealState: SealedState | undefined;
    readonly orphans: readonly StoredEvent[];
    /** Texts that the library has set aside. */
    readonly quarantine: readonly string[];
    /** What is wrong with the scope, beside its weeks. */
    readonly problems: readonly string[];
    /** What its revocations take back: those of its events, and those of the saved copy, which has some of lost weeks. */
    readonly revocations: Targets;
    /** What the seal that stands says about revocations. */
    readonly sealTerms: SealTerms | undefined;
    /** Whether an event of it is revoked. */
    readonly isRevoked: (event: StoredEvent) => boolean;
    /** Players that occur in it, as the game calls them. */
    readonly names: readonly PlayerName[];
    /** What became of the offers of the inbox; undefined where the ledger reads none. */
    readonly outcomes: readonly Outcome[] | undefined;
}

/** One ledger. */
export interface Ledger {
    /** The variable that holds it, and where in it. */
    readonly variable: string;
    /** The name that was given to createLedger(), bytes; undefined where an older library has written it. */
    readonly name: Buffer | undefined;
    /** What the addon has defined, as far as it was saved. */
    readonly types: DefinedTypes | undefined;
    readonly scopes: readonly Scope[];
    /** What is wrong with the ledger as a whole. */
    readonly problems: readonly string[];
}

const tableOrEmpty = (value: LuaValue | undefined): LuaTable =>
    value instanceof Map ? value : new Map<LuaKey, LuaValue>();

/** For sorting: what is no number comes first. */
const order = (number: LuaKey): number => (typeof number === "number" ? number : -1);

const byNumber = (one: { number: LuaKey }, other: { number: LuaKey }): number =>
    order(one.number) - order(other.number);

/** Reads the entries of a table, and collects what is wrong with them. */
class EntryReader {
    readonly problems: string[] = [];
    private readonly entries: LuaTable;

    constructor(
        value: LuaValue,
        private readonly budget: Budget,
    ) {
        if (!(value instanceof Map)) this.problems.push("no table");
        this.entries = tableOrEmpty(value);
    }

    has(name: string): boolean {
        return this.entries.has(name);
    }

    /** An entry by its name; undefined where it is missing or damaged. */
    entry<T>(name: string, read: (value: LuaValue) => T): T | undefined {
        const value = this.entries.get(name);
        const result = value === undefined ? undefined : attempt(() => read(value));
        if (!(result instanceof Damage)) return result;
        this.problems.push(`${name}: ${result.message}`);
        return undefined;
    }

    /** The same of checked base64. */
    checked<T>(name: string, read: (bytes: Buffer) => T): T | undefined {
        return this.entry(name, (text) => read(decodeChecked(text)));
    }

    weeks(): SavedWeek[] {
        const [units, lines] = ["units", "weeks"].map((name) => {
            const table = this.entries.get(name) ?? new Map();
            if (!(table instanceof Map)) this.problems.push(`${name}: no table`);
            return [...tableOrEmpty(table)].sort(([one], [other]) => order(one) - order(other));
        });
        const inUnits = new Map<LuaKey, SavedWeek>();
        const damagedUnits: SavedWeek[] = [];
        for (const [number, text] of units) {
            for (const week of readUnitLine(number, text, (taken) => inUnits.has(taken), this.budget)) {
                if (week.header === undefined) damagedUnits.push(week);
                else inUnits.set(week.number, week);
            }
        }
        // A week's own line outranks what a unit says of it.
        const alone = lines
            .map(([number, text]) => readWeekLine(number, text, this.budget))
            .map(({ hasHeader, ...week }) => (!hasHeader && inUnits.has(week.number) ? { ...week, events: [] } : week));
        for (const week of alone) if (week.header !== undefined) inUnits.delete(week.number);
        return [...damagedUnits, ...inUnits.values(), ...alone].sort(byNumber);
    }

    quarantine(): string[] {
        return [...tableOrEmpty(this.entries.get("quarantine")).values()].map((text) =>
            text instanceof Map ? "a table" : utf8(String(text)),
        );
    }
}

/** The weeks of a scope with those that are absent: each has its row, and is complete when that is what is here. */
function withAbsent(weeks: readonly SavedWeek[], { rows }: Pick<SealEntry, "rows">): SavedWeek[] {
    const byRow = new Map(rows.map((row) => [row.number as LuaKey, row]));
    const present = weeks.map((week) => {
        const row = byRow.get(week.number);
        byRow.delete(week.number);
        const isSame = week.actual?.hash === row?.hash && week.actual?.fingerprint === row?.fingerprint;
        return row === undefined || isSame ? week : { ...week, of: row.count };
    });
    const absent = [...byRow.values()].map((row) => {
        return {
            number: row.number,
            mode: "" as const,
            bytes: 0,
            actual: row,
            events: [],
            problems: [],
            of: row.count,
        };
    });
    return [...present, ...absent].sort(byNumber);
}

/** The revocations of the log and of the saved copy, which holds those of lost weeks, too. */
function findRevocations(events: readonly StoredEvent[], reader: EntryReader): Targets {
    const listed = reader.checked("revocations", readRevocations) ?? new Map<string, string>();
    const found = revocationsAmong(events);
    const missing = [...found.keys()].filter((key) => !listed.has(key));
    if (missing.length > 0) reader.problems.push(`revocations: ${missing.length} of the log missing`);
    return new Map([...listed, ...found]);
}

function readScope(name: LuaKey, value: LuaValue, budget: Budget): Scope {
    const reader = new EntryReader(value, budget);
    const read = reader.weeks();
    const all = read.flatMap(({ events }) => events);
    const directory = reader.checked("directory", readDirectory) ?? directoryOf(all);
    const withServer = (event: StoredEvent): StoredEvent => {
        const server = directory.get(event.creator);
        return server === undefined || server === event.server ? event : { ...event, server };
    };
    const weeks = read.map((week) => ({ ...week, events: week.events.map(withServer) }));
    const events = weeks.flatMap((week) => week.events);
    const checkpoint = reader.entry("checkpoint", (text) => readCheckpoint(text, events));
    const seal = reader.checked("seal", readSeal);
    const content = seal?.seal === undefined ? undefined : sealContent(seal.seal.body);
    const state = reader.checked("sealState", (bytes) => {
        const sealed = readSealedState(bytes);
        return { sealed, undone: undoneOf(sealed, budget) };
    });
    const terms =
        content === undefined || seal === undefined ? undefined : sealTerms(content, seal, state?.undone ?? new Set());
    const revocations = findRevocations(events, reader);
    const revoked = revokedTargets(revocations, terms);
    return {
        name: utf8(String(name)),
        key: fromText(String(name)),
        weeks: seal === undefined ? weeks : withAbsent(weeks, seal),
        directory,
        checkpoint,
        seal,
        sealContent: content,
        seals: reader.checked("seals", readSeals) ?? [],
        sealState: state?.sealed,
        orphans: reader.checked("orphans", readOrphans) ?? [],
        quarantine: reader.quarantine(),
        problems: reader.problems,
        revocations,
        sealTerms: terms,
        isRevoked: (event) => isRevoked(event, revoked, terms),
        names: reader.checked("names", readNames) ?? [],
        // That it is there says that the ledger reads its inbox, also where what it says is damaged.
        outcomes: reader.has("inbox") ? (reader.checked("inbox", readOutcomes) ?? []) : undefined,
    };
}

/**
 * Reads a ledger as far as it can be read. Never raises, whatever the value is.
 * @param variable that holds it. @param budget of the file.
 */
export function readLedger(variable: string, value: LuaTable, budget: Budget = new Budget()): Ledger {
    const version = value.get("version");
    if (typeof version === "number" && version > VERSION) {
        const problems = [`version ${version}: only versions 1 to ${VERSION} can be read`];
        return { variable, name: undefined, types: undefined, scopes: [], problems };
    }
    const scopes = value.get("scopes");
    const own = new EntryReader(value, budget);
    const name = own.entry("ledger", readLedgerName);
    const types = own.checked("types", readTypes);
    const problems = [...(scopes instanceof Map ? [] : ["scopes: no table"]), ...own.problems];
    // The library reads what is no version as 1, which is read like 2.
    if (version === undefined) problems.push(`version missing: read as ${VERSION}`);
    else if (version !== VERSION && version !== 1) problems.push("version out of form: read as 1");
    const read = [...tableOrEmpty(scopes)].map(([key, scope]) => readScope(key, scope, budget));
    return { variable, name, types, scopes: read, problems };
}
