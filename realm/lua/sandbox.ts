import { type Random } from "../random";
import { createBitLibrary } from "./bit";
import { format } from "./format";
import { installMathematics } from "./mathematics";
import { installStrings } from "./strings";
import { installTables } from "./tables";
import { type Environment, type LuaFunction, define } from "./types";

const realmGlobals = _G as unknown as Environment;

/**
 * The base functions that the game has as stock Lua has them. What is not here is absent in a client: io, os, package,
 * require, load, loadfile, dofile, debug, module.
 */
const BASE_FUNCTIONS = [
    "assert",
    "collectgarbage",
    "error",
    "gcinfo",
    "getmetatable",
    "ipairs",
    "newproxy",
    "next",
    "pairs",
    "pcall",
    "rawequal",
    "rawget",
    "rawset",
    "select",
    "setmetatable",
    "tonumber",
    "tostring",
    "type",
    "unpack",
];

function copyLibrary(name: string): Environment {
    const copy: Environment = new LuaTable();
    for (const [key, value] of pairs(realmGlobals.get(name) as Environment)) copy.set(key, value);
    return copy;
}

/** The functions that deal in environments, kept from handing out the realm's own globals. */
function installEnvironmentFunctions(environment: Environment): void {
    define(environment, {
        loadstring: (source: string, name?: string): LuaMultiReturn<[LuaFunction?, string?]> => {
            if (string.byte(source) === 27) return $multi(undefined, "binary chunks are not allowed");
            const [chunk, message] = loadstring(source, name ?? source);
            if (chunk === undefined) return $multi(undefined, message as string);
            setfenv(chunk, environment as unknown as object);
            return $multi(chunk as LuaFunction);
        },
        getfenv: (target?: LuaFunction | number): unknown => {
            if (target === 0) return environment;
            const wanted = target === undefined ? 2 : type(target) === "number" ? (target as number) + 1 : target;
            // Not as a tail call: that would shift the levels by one.
            const found = getfenv(wanted as number);
            return (found as unknown) === realmGlobals ? environment : found;
        },
        setfenv: (target: LuaFunction | number, replacement: object): unknown => {
            if (target === 0) error("realm: setfenv: the environment of a thread cannot be changed here", 2);
            const wanted = type(target) === "number" ? (target as number) + 1 : target;
            const result = setfenv(wanted as number, replacement);
            return result;
        },
    });
}

/** What a new client's Lua is made of. */
export interface Sandbox {
    /** The global table. */
    readonly environment: Environment;
    /** The client's own copy of `string`; also what string methods see while the client's code runs. */
    readonly strings: Environment;
}

/**
 * A global table with the game's Lua in it: 5.1 with what the game took away gone and what it added there. Library tables
 * are copies, so no client can change another's.
 */
export function createSandbox(random: Random): Sandbox {
    const environment: Environment = new LuaTable();
    environment.set("_G", environment);
    environment.set("_VERSION", _VERSION);
    for (const name of BASE_FUNCTIONS) environment.set(name, realmGlobals.get(name));
    const strings = copyLibrary("string");
    strings.delete("dump");
    strings.set("format", format);
    const tables = copyLibrary("table");
    const mathematics = copyLibrary("math");
    define(environment, {
        string: strings,
        table: tables,
        math: mathematics,
        coroutine: copyLibrary("coroutine"),
        bit: createBitLibrary(),
        // The game's xpcall takes arguments; that of Lua 5.1 does not.
        xpcall: (body: LuaFunction, handler: LuaFunction, ...args: unknown[]): LuaMultiReturn<unknown[]> => {
            const count = select("#", ...args);
            return xpcall(() => body(...unpack(args, 1, count)), handler) as LuaMultiReturn<unknown[]>;
        },
    });
    (environment.get("coroutine") as Environment).delete("close");
    installEnvironmentFunctions(environment);
    installStrings(environment, strings);
    installTables(environment, tables);
    installMathematics(environment, mathematics, random);
    return { environment, strings };
}
