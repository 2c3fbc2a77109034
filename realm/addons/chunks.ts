import { type Environment, type LuaFunction } from "../lua/types";

type Factory = (this: void) => LuaFunction;

/**
 * Compiled addon files. All clients of a realm share the prototypes of one text, so a library of 200 kB costs its memory
 * once and not five hundred times. Each client gets closures of its own in its own environment.
 */
export class ChunkCache {
    private readonly factories = new LuaTable<string, Factory | undefined>();

    /**
     * @param name the path shown in error messages
     * @returns the file as a function in the environment, or undefined and the syntax error
     */
    load(text: string, name: string, environment: Environment): LuaMultiReturn<[LuaFunction?, string?]> {
        // The name is part of the key: it is compiled into the prototypes.
        const key = `${name}\n${text}`;
        let factory = this.factories.get(key);
        if (factory === undefined) {
            const [whole, message] = loadstring(text, `@${name}`);
            if (whole === undefined) return $multi(undefined, message as string);
            const [wrapped] = loadstring(`return function(...) ${text}\nend`, `@${name}`);
            // The wrapper takes one local for itself; a file that needs all 200 is compiled for each client.
            if (wrapped === undefined) return $multi(setfenv(whole, environment as unknown as object) as LuaFunction);
            factory = wrapped as Factory;
            this.factories.set(key, factory);
        }
        return $multi(setfenv(factory(), environment as unknown as object) as LuaFunction);
    }
}
