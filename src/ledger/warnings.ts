/**
 * Warnings to the author of an addon, with the option `debug`: what cannot be refused, and is a mistake most likely. An
 * addon without the option pays nothing: authorize() and the reducers are wrapped only with it.
 */

import type { LedgerEvent } from "../api/event";
import { bytesLess } from "../codec/compare";
import { ARCHIVE_VERSION, SAVED_NAMES, type SavedLedger } from "../log/archive";
import { show } from "../misuse";
import type { Clock, Guard } from "../ports";
import type { Reducer } from "../replay/applier";
import type { CheckedOptions } from "./options";

const format = string.format;

/** Tells a problem once. @param topic what it is about: of each topic only the first problem is told. */
export type Warn = (this: void, topic: string, problem: string) => void;

/** Seconds for which the roster, say, may be on its way: authorize() that answers nil for longer has no answer. */
const NIL_SECONDS = 60;

/** Questions without an answer that are remembered; one more, and all are forgotten. */
const OPEN_QUESTIONS = 2000;

/** Tables of an initial state that are looked at. */
const TABLES_LIMIT = 1000;

/** The warnings of one ledger. They go where errors of addons go. */
export function createWarn(name: string, guard: Guard): Warn {
    const told = new LuaSet<string>();
    return (topic, problem) => {
        if (!told.has(topic)) {
            told.add(topic);
            guard.report(`LibEventLedger: ${name}: debug: ${problem}`);
        }
    };
}

/** Options whose authorize() is watched. What can be told of the others at once is told. */
export function watchOptions(options: CheckedOptions, warn: Warn, clock: Clock): CheckedOptions {
    const strangers = strangersIn(options.saved);
    if (strangers.length > 0) {
        warn("saved", `'saved' is for the library alone, and holds ${table.concat(strangers, ", ")}`);
    }
    if (haveCommonTable(options.initialState(), options.initialState())) {
        warn("initialState", "initialState() puts one and the same table into each state: reducers change it for all");
    }
    return { ...options, authorize: watchAuthorize(options.authorize, warn, clock) };
}

/** A reducer that is watched. */
export function watchReducer(name: string, reducer: Reducer, warn: Warn): Reducer {
    const call = reducer as (this: void, state: object, event: LedgerEvent) => unknown;
    return (state, event) => {
        const result = call(state, event);
        if (type(result) === "table" && result !== state) {
            warn(`reducer ${name}`, `reducer "${name}" returns a table, which nobody takes: it must change the state`);
        }
    };
}

/** Keys of `saved` that are not the library's, in byte order. None while `saved` is of a newer version. */
function strangersIn(saved: SavedLedger): string[] {
    const found: string[] = [];
    if (type(saved.version) === "number" && saved.version! > ARCHIVE_VERSION) {
        return found;
    }
    for (const [key] of pairs(saved as unknown as LuaTable<AnyNotNil, unknown>)) {
        if (!SAVED_NAMES.includes(tostring(key))) {
            found[found.length] = tostring(key);
        }
    }
    table.sort(found, bytesLess);
    return found;
}

/** Whether two states have a table in common, at any depth. */
function haveCommonTable(one: object, other: object): boolean {
    const tables = new LuaSet<object>();
    noteTables(one, tables, TABLES_LIMIT);
    const others = new LuaSet<object>();
    noteTables(other, others, TABLES_LIMIT);
    for (const found of others) {
        if (tables.has(found)) {
            return true;
        }
    }
    return false;
}

/** Collects the tables in a table. Returns how many more there may be. */
function noteTables(value: object, tables: LuaSet<object>, limit: number): number {
    let left = limit - 1;
    tables.add(value);
    for (const [, inner] of pairs(value as LuaTable<AnyNotNil, unknown>)) {
        if (left > 0 && type(inner) === "table" && !tables.has(inner as object)) {
            left = noteTables(inner as object, tables, left);
        }
    }
    return left;
}

function watchAuthorize(authorize: CheckedOptions["authorize"], warn: Warn, clock: Clock): CheckedOptions["authorize"] {
    /** Uptime of the first nil by question. */
    let nilSince = new LuaMap<string, number>();
    let count = 0;
    return (event, sender, direction, isCreator, state) => {
        const answer = authorize(event, sender, direction, isCreator, state);
        if (answer !== undefined && typeof answer !== "boolean") {
            warn("answer", `authorize() must answer true, false or nil, got ${show(answer)}: that counts as false`);
        }
        const question = questionOf(event, `${sender} ${direction}`);
        const since = nilSince.get(question);
        if (answer !== undefined) {
            if (since !== undefined) {
                nilSince.delete(question);
                count--;
            }
        } else if (since === undefined) {
            if (count >= OPEN_QUESTIONS) {
                nilSince = new LuaMap();
                count = 0;
            }
            nilSince.set(question, clock.uptime());
            count++;
        } else if (clock.uptime() - since >= NIL_SECONDS) {
            const about = event === undefined ? "who may speak (event is nil)" : `events of type "${event.type}"`;
            const meaning = 'nil means "not known yet", and is what a function answers that ends without return';
            warn(`nil ${event?.type ?? ""}`, `authorize() has answered nil for a minute about ${about}: ${meaning}`);
        }
        return answer;
    };
}

function questionOf(event: LedgerEvent | undefined, asked: string): string {
    return event === undefined ? asked : format("%.0f %.0f %.0f %s", event.time, event.creator, event.counter, asked);
}
