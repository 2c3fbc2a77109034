/**
 * Where a module runs: Lua as the game has it, without the game, and without what is not the same each time. A module has its own
 * copies of all tables, so what it puts into them concerns nobody else.
 */

type Env = Record<string, unknown>;

/** What of the base library a module has. */
const BASE = [
    ...["assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawset", "select"],
    ...["setmetatable", "getmetatable", "tonumber", "tostring", "type", "unpack", "xpcall"],
];

const LIBRARIES = ["string", "table", "math", "coroutine", "bit"];

/** What is not the same each time, or reaches out of Lua. */
const WITHOUT: Record<string, readonly string[]> = { string: ["dump"], math: ["random", "randomseed"] };

/** What the game has under a name of its own. */
const ALIASES: Record<string, readonly [library: string, name: string]> = {
    abs: ["math", "abs"],
    ceil: ["math", "ceil"],
    floor: ["math", "floor"],
    max: ["math", "max"],
    min: ["math", "min"],
    mod: ["math", "fmod"],
    format: ["string", "format"],
    gmatch: ["string", "gmatch"],
    gsub: ["string", "gsub"],
    strbyte: ["string", "byte"],
    strchar: ["string", "char"],
    strfind: ["string", "find"],
    strlen: ["string", "len"],
    strlower: ["string", "lower"],
    strmatch: ["string", "match"],
    strrep: ["string", "rep"],
    strrev: ["string", "reverse"],
    strsub: ["string", "sub"],
    strupper: ["string", "upper"],
    tinsert: ["table", "insert"],
    tremove: ["table", "remove"],
    sort: ["table", "sort"],
};

const NOT_THE_SAME = "gives each client another number, so their states would differ: a reducer cannot use it";

function copyOf(library: string): Env {
    const copy: Env = {};
    for (const [name, value] of pairs((_G as unknown as Record<string, Env>)[library])) {
        if (!WITHOUT[library]?.includes(name)) {
            copy[name] = value;
        }
    }
    return copy;
}

function wipe(this: void, emptied: LuaTable<AnyNotNil, unknown>): object {
    for (const [key] of pairs(emptied)) {
        emptied.delete(key);
    }
    return emptied;
}

/** Text alone: bytes that stand for a program that is compiled already could do anything to this machine. */
function loadText(this: void, env: Env, text: unknown, name: unknown): LuaMultiReturn<[unknown, string?]> {
    if (type(text) !== "string" || string.byte(text as string) === 27) {
        return $multi(undefined, "text expected");
    }
    const [chunk, problem] = loadstring(text as string, type(name) === "string" ? (name as string) : undefined);
    if (chunk === undefined) {
        return $multi(undefined, problem as string);
    }
    return $multi(setfenv(chunk, env));
}

/** pairs() the other way: who gets another result depends on an order that is not the same on all clients. */
function reversedPairs(this: void, value: LuaTable<AnyNotNil, unknown>): LuaMultiReturn<[unknown]> {
    const keys: AnyNotNil[] = [];
    let count = 0;
    for (const [key] of pairs(value)) {
        keys[count] = key;
        count++;
    }
    const step = (): LuaMultiReturn<[AnyNotNil?, unknown?]> => {
        while (count > 0) {
            count--;
            const key = keys[count];
            if (value.get(key) !== undefined) {
                return $multi(key, value.get(key));
            }
        }
        return $multi();
    };
    return $multi(step);
}

/** Makes what a module sees. @param isReversed whether pairs() goes the other way. */
function makeEnv(isReversed: boolean): Env {
    const env: Env = {};
    const globals = _G as unknown as Env;
    for (const name of BASE) {
        env[name] = globals[name];
    }
    for (const library of LIBRARIES) {
        env[library] = copyOf(library);
    }
    for (const [name, [library, original]] of pairs(ALIASES)) {
        env[name] = (globals[library] as Env)[original];
    }
    if (isReversed) {
        env["pairs"] = reversedPairs;
    }
    const own = env["math"] as Env;
    own["random"] = () => error(`math.random ${NOT_THE_SAME}`, 2);
    own["randomseed"] = own["random"];
    (env["table"] as Env)["wipe"] = wipe;
    env["wipe"] = wipe;
    env["print"] = () => {};
    env["loadstring"] = (text: unknown, name: unknown) => loadText(env, text, name);
    env["_G"] = env;
    // ("x"):rep() goes to the module's own copy, and nobody else's can be reached by a string.
    const ofStrings = getmetatable("") as Env;
    ofStrings["__index"] = env["string"];
    ofStrings["__metatable"] = false;
    return env;
}

/**
 * Runs the text of a module. Raises what it raises.
 * @param name of its file. @param addonName what the game gives the addon's files first.
 * @returns what it returns.
 */
export function runModule(text: string, name: string, addonName: string, isReversed: boolean): unknown {
    const env = makeEnv(isReversed);
    const [chunk, problem] = loadText(env, text, `@${name}`);
    if (chunk === undefined) {
        error(problem!, 0);
    }
    return (chunk as (this: void, ...values: unknown[]) => unknown)(addonName, {});
}
