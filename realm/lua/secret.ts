import { type Environment } from "./types";

/** Stock Lua has it; the type environment does not. */
declare function newproxy(this: void, hasMetatable: boolean): object;

const secrets = setmetatable(new LuaTable<object, true>(), { __mode: "k" } as object) as LuaTable<object, true>;

function refuse(this: void): never {
    return error("attempt to use a secret value", 2);
}

/** Whatever one may do with a string, except compare it with == and pass it on. */
const OPERATIONS = ["__index", "__newindex", "__call", "__concat", "__len", "__eq", "__lt", "__le", "__tostring"];
const ARITHMETIC = ["__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm"];

/**
 * A stand-in for a secret value, which the game hands to addons under a restriction: any use raises, only `issecretvalue`
 * may look. (In the game `type` still tells the hidden type; here it says "userdata".)
 */
export function createSecret(): unknown {
    const proxy = newproxy(true);
    const metatable = getmetatable(proxy as never) as unknown as Environment;
    for (const name of OPERATIONS) metatable.set(name, refuse);
    for (const name of ARITHMETIC) metatable.set(name, refuse);
    secrets.set(proxy, true);
    return proxy;
}

/** Whether a value is secret. */
export function isSecret(this: void, value: unknown): boolean {
    return type(value) === "userdata" && secrets.get(value as object) === true;
}
