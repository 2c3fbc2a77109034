/** Writes the table that the library keeps in SavedVariables, as the library does. */
import { directoryOf, encodeDirectory } from "./directory";
import { compareKeys, type StoredEvent, weekOf } from "./key";
import { VERSION } from "./ledger";
import type { LuaTable } from "./lua-value";
import { encodeRevocations } from "./revocations";
import {
    encodeOrphans,
    encodeSeal,
    encodeSealedState,
    encodeSeals,
    type KeyedBody,
    type SealedState,
    type SealEntry,
} from "./seal-entries";
import { deflate, encodeChecked } from "./text";
import { makeUnits, type Week } from "./unit-runs";
import { formatWeekLine } from "./week-line";

/** What a scope is made of. */
export interface ScopeContent {
    /** All events, in order. */
    readonly events: readonly StoredEvent[];
    readonly seal?: SealEntry | undefined;
    readonly seals?: readonly KeyedBody[];
    readonly sealState?: SealedState | undefined;
    readonly orphans?: readonly StoredEvent[];
}

/** How it is written. */
export interface WriteOptions {
    /** Raw Deflate for units; by default one that gives the same bytes on every machine. */
    readonly deflate?: (bytes: Buffer) => Buffer;
    /** Raw Deflate for weeks of their own, which only some clients of the game deflate; none by default. */
    readonly deflateWeek?: ((bytes: Buffer) => Buffer) | undefined;
    /** Whether all weeks but the last go into units; true by default. */
    readonly makesUnits?: boolean;
}

function groupByWeek(events: readonly StoredEvent[]): Week[] {
    const weeks: StoredEvent[][] = [];
    events.forEach((event, index) => {
        const before = index === 0 ? undefined : events[index - 1];
        if (before !== undefined && compareKeys(before, event) >= 0)
            throw new Error(`writeLedger: 'events' - events in order expected, index ${index} is not`);
        if (before === undefined || weekOf(before.time) !== weekOf(event.time)) weeks.push([]);
        weeks.at(-1)?.push(event);
    });
    return weeks;
}

function writeScope(content: ScopeContent, options: WriteOptions): LuaTable {
    const { deflate: deflateUnit = deflate, deflateWeek, makesUnits = true } = options;
    const { events, seal, seals = [], sealState, orphans = [] } = content;
    const lineOf = (week: Week): string => formatWeekLine(week, deflateWeek);
    const weeks = groupByWeek(events);
    const over = makesUnits ? weeks.slice(0, -1) : [];
    const alone = weeks.slice(over.length);
    const scope: LuaTable = new Map();
    scope.set("units", new Map(makeUnits(over, (week) => lineOf(week).length, deflateUnit)));
    scope.set("weeks", new Map(alone.map((week) => [weekOf(week[0].time), lineOf(week)])));
    scope.set("directory", encodeChecked(encodeDirectory(directoryOf(events))));
    scope.set("revocations", encodeChecked(encodeRevocations(events)));
    if (seal !== undefined) scope.set("seal", encodeChecked(encodeSeal(seal)));
    if (seals.length > 0) scope.set("seals", encodeChecked(encodeSeals(seals)));
    if (sealState !== undefined) scope.set("sealState", encodeChecked(encodeSealedState(sealState)));
    if (orphans.length > 0) scope.set("orphans", encodeChecked(encodeOrphans(orphans)));
    return scope;
}

/**
 * The table of a ledger, byte for byte as the library writes it when it saves all of it at once. Raises an Error for events out of order or
 * without a right body.
 * @param scopes by name.
 * @example writeLuaFile(new Map([["MyDKP_Saved", writeLedger(new Map([["guild:Name-Realm", { events }]]))]]))
 */
export function writeLedger(scopes: ReadonlyMap<string, ScopeContent>, options: WriteOptions = {}): LuaTable {
    const written = [...scopes].map(([name, content]) => {
        return [Buffer.from(name).toString("latin1"), writeScope(content, options)] as const;
    });
    return new Map<string, number | LuaTable>([
        ["version", VERSION],
        ["scopes", new Map(written)],
    ]);
}
