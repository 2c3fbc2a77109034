/** A Lua function of which nothing is known but that it takes no self. */
export type LuaFunction = (this: void, ...args: any[]) => any;

/** The global table of a client, or a table in it. */
export type Environment = LuaTable<any, any>;

/** Functions and values to be put into an environment. */
export type Definitions = Record<string, LuaFunction | string | number | boolean | object>;

/** Copies definitions into an environment. */
export function define(environment: Environment, definitions: Definitions): void {
    for (const [name, value] of pairs(definitions)) environment.set(name, value);
}

/** Values that may hold nil, with their number. */
export interface Payload {
    readonly count: number;
    readonly values: readonly unknown[];
}

/** Packs arguments, nil included. */
export function pack(...args: unknown[]): Payload {
    return { count: select("#", ...args), values: args };
}
