/** What a module says: its ledgers, each with types and reducers, and how their states are shown. docs/companion-modules.md. */

import { readFields } from "../../src/ledger/arguments";
import {
    expectFunction,
    expectInteger,
    expectNames,
    expectString,
    expectTable,
    misuse,
    mustBe,
    raise,
    show,
} from "../../src/misuse";
import type { LedgerEvent } from "../../src/api/event";
import { MAX_TYPE, type TypeDefinition } from "../../src/event/schema";
import type { Reducer } from "../../src/replay/applier";
import { readViews, type View } from "./views";

const METHOD = "module";

/** The names of a module. */
const MODULE = ["name", "saved", "stateVersion", "initialState", "define", "onReducerError", "upgradeState", "views"];

/** The names of the options of a type. */
const TYPE_OPTIONS = ["id", "fields", "undo"];

/** A type with what it does. */
export interface DefinedType extends TypeDefinition {
    readonly reducer: Reducer;
    readonly undo: Reducer | undefined;
    /** The fields as they were given: "player:guid". */
    readonly declared: readonly string[];
}

/** A ledger of a module. */
export interface LedgerModule {
    readonly name: string;
    /** The variable in SavedVariables that holds it; nil where the module does not say. */
    readonly saved: string | undefined;
    readonly stateVersion: number;
    readonly initialState: (this: void) => object;
    readonly types: readonly DefinedType[];
    readonly isSkipped: (this: void, event: LedgerEvent, message: string) => boolean;
    readonly views: readonly View[];
}

/** What `define` of a module is given: the one method of a ledger that a module may call. */
class Definitions {
    readonly types: DefinedType[] = [];

    define(name: string, options: Record<string, unknown>, reducer: Reducer): TypeDefinition {
        expectString("define", "name", name, 1, 32);
        expectTable("define", "options", options);
        expectNames("define", options, TYPE_OPTIONS);
        expectFunction("define", "reducer", reducer);
        const { id, undo } = options;
        expectInteger("define", "id", id, 1, MAX_TYPE);
        if (undo !== undefined) {
            expectFunction("define", "undo", undo);
        }
        if (this.types.some((other) => other.id === id || other.name === name)) {
            misuse("define", "id", `and name must each be of one type, got ${show(id)} and ${show(name)} once more`);
        }
        const declared = options.fields as readonly string[];
        const fields = readFields(declared);
        const defined = { name, id: id as number, fields, declared, reducer, undo: undo as Reducer | undefined };
        this.types[this.types.length] = defined;
        return defined;
    }
}

const ONLY_DEFINES = "a module only defines types: what a ledger does stands elsewhere, such as";

function typesOf(define: (this: void, ledger: object) => void): readonly DefinedType[] {
    const definitions = new Definitions();
    const ledger = {
        define: (_ledger: object, name: string, options: Record<string, unknown>, reducer: Reducer) =>
            definitions.define(name, options, reducer),
    };
    setmetatable(ledger, {
        __index: (_ledger: object, name: string) => raise(METHOD, `${ONLY_DEFINES} ledger:${name}()`),
    });
    define(ledger);
    return definitions.types;
}

type Policy = (this: void, event: LedgerEvent, message: string) => string;

function readPolicy(policy: unknown): LedgerModule["isSkipped"] {
    if (policy === undefined || policy === "halt" || policy === "skip") {
        return () => policy === "skip";
    }
    expectFunction(METHOD, "onReducerError", policy);
    return (event, message) => (policy as Policy)(event, message) === "skip";
}

function readLedger(given: Record<string, unknown>): LedgerModule {
    expectNames(METHOD, given, MODULE);
    const { name, saved, stateVersion = 1, initialState, define } = given;
    expectString(METHOD, "name", name, 1, 16);
    if (saved !== undefined) {
        expectString(METHOD, "saved", saved, 1, 256);
    }
    expectInteger(METHOD, "stateVersion", stateVersion, 0, 2 ** 31);
    expectFunction(METHOD, "initialState", initialState);
    expectFunction(METHOD, "define", define);
    const first = (initialState as (this: void) => unknown)();
    if (type(first) !== "table") {
        misuse(METHOD, "initialState", `must return a table, got ${show(first)}`);
    }
    if (first === (initialState as (this: void) => unknown)()) {
        misuse(METHOD, "initialState", "must return a new table each time, got the same one twice");
    }
    return {
        name: name as string,
        saved: saved as string | undefined,
        stateVersion: stateVersion as number,
        initialState: initialState as (this: void) => object,
        types: typesOf(define as (this: void, ledger: object) => void),
        isSkipped: readPolicy(given.onReducerError),
        views: readViews(given.views),
    };
}

/** The ledgers that a module returns: one, or a list of them. Raises where it is not of that form. */
export function readModule(returned: unknown): LedgerModule[] {
    if (type(returned) !== "table") {
        raise(METHOD, `the file must return the module, ${mustBe("a table", returned)}`);
    }
    const list = (returned as LuaTable<number, unknown>).get(1) === undefined ? [returned] : returned;
    return (list as Record<string, unknown>[]).map((each) => {
        expectTable(METHOD, "ledger", each);
        return readLedger(each);
    });
}
