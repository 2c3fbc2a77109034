import { type Environment, define } from "./types";

function wipe(this: void, target: Environment): Environment {
    for (const [key] of pairs(target)) target.delete(key);
    return target;
}

function copyTable(this: void, source: Environment): Environment {
    const copy: Environment = new LuaTable();
    for (const [key, value] of pairs(source)) {
        copy.set(key, type(value) === "table" ? copyTable(value as Environment) : value);
    }
    return copy;
}

function contains(this: void, list: Environment, wanted: unknown): boolean {
    for (const [, value] of pairs(list)) {
        if (value === wanted) return true;
    }
    return false;
}

function mixin(this: void, target: Environment, ...sources: Environment[]): Environment {
    for (const source of sources) {
        for (const [key, value] of pairs(source)) target.set(key, value);
    }
    return target;
}

/** Puts the table functions that only the game has into the globals and into the client's `table`. */
export function installTables(environment: Environment, library: Environment): void {
    library.set("wipe", wipe);
    define(environment, {
        wipe,
        tinsert: table.insert,
        tremove: table.remove,
        sort: table.sort,
        CopyTable: copyTable,
        tContains: contains,
        Mixin: mixin,
        CreateFromMixins: (...sources: Environment[]): Environment => mixin(new LuaTable(), ...sources),
    });
}
