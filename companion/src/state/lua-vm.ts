/**
 * Lua 5.1 in WebAssembly, with nothing around it: its host gives it memory, and no files, clock, environment or process. The program is
 * that of wasmoon-lua5.1; what stands around it there, which reaches all of these, is not used.
 */

/** What Lua can be given, and gives. */
export type LuaScalar = string | number | boolean | Uint8Array;
export type LuaResult = Uint8Array | number | boolean | undefined;

/** An error that Lua code has raised. The machine goes on. */
export class LuaError extends Error {}

/** What ends a machine: it has no memory left, or its stack. Nothing of it may be used any more. */
export class LuaFatal extends Error {}

const PAGE = 65_536;
const MEGABYTE = 1_048_576;
/** By so much memory grows at least, as a part of what there is. */
const GROWTH = 1.25;

/** Places on Lua's stack that are no places: the table of globals. */
const GLOBALS = -10_002;

/** Types of values. */
const TYPE = { nil: 0, boolean: 1, number: 3, string: 4 } as const;

/** Results of lua_pcall(). */
const RESULT = { memory: 4 } as const;

/** What the program exports, as far as it is used. All values are numbers: Lua's state, places, addresses. */
interface Exports {
    readonly memory: WebAssembly.Memory;
    readonly __indirect_function_table: WebAssembly.Table;
    __wasm_call_ctors(): void;
    emscripten_stack_init(): void;
    stackSave(): number;
    stackRestore(stack: number): void;
    setThrew(threw: number, value: number): void;
    malloc(size: number): number;
    free(address: number): void;
    luaL_newstate(): number;
    luaL_loadbuffer(lua: number, address: number, size: number, name: number): number;
    lua_pushcclosure(lua: number, fn: number, values: number): void;
    lua_pushlstring(lua: number, address: number, size: number): void;
    lua_pushnumber(lua: number, value: number): void;
    lua_pushboolean(lua: number, value: number): void;
    lua_getfield(lua: number, place: number, name: number): void;
    lua_pcall(lua: number, values: number, results: number, handler: number): number;
    lua_gettop(lua: number): number;
    lua_settop(lua: number, top: number): void;
    lua_type(lua: number, place: number): number;
    lua_tonumber(lua: number, place: number): number;
    lua_toboolean(lua: number, place: number): number;
    lua_tolstring(lua: number, place: number, size: number): number;
    luaL_openlibs(lua: number): void;
}

type Imports = Record<string, Record<string, (...values: number[]) => number | void>>;

/**
 * What the program may ask of its host: memory, and to leave a function by an error. All else is refused.
 * @param refused called when it asks for more memory than it may have.
 */
function importsFor(program: WebAssembly.Module, most: number, exports: () => Exports, refused: () => void): Imports {
    const imports: Imports = {};
    for (const { module, name } of WebAssembly.Module.imports(program)) (imports[module] ??= {})[name] = () => -1;
    const env = (imports["env"] ??= {});
    env["exit"] = () => {
        throw new LuaFatal("out of memory");
    };
    env["invoke_vii"] = (index, one, other) => {
        const lua = exports();
        const stack = lua.stackSave();
        try {
            (lua.__indirect_function_table.get(index) as (one: number, other: number) => void)(one, other);
        } catch (error) {
            lua.stackRestore(stack);
            // Lua's own errors are numbers.
            if (typeof error !== "number") throw error;
            lua.setThrew(1, 0);
        }
    };
    env["_emscripten_throw_longjmp"] = () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the program's own host does: no error is made for it
        throw Infinity;
    };
    env["emscripten_memcpy_js"] = (to, from, size) => {
        new Uint8Array(exports().memory.buffer).copyWithin(to, from, from + size);
    };
    env["emscripten_resize_heap"] = (asked) => {
        const { memory } = exports();
        const size = asked >>> 0;
        const now = memory.buffer.byteLength;
        if (size > most) {
            refused();
            return 0;
        }
        memory.grow(Math.ceil((Math.min(most, Math.max(size, now * GROWTH)) - now) / PAGE));
        return 1;
    };
    return imports;
}

export class LuaVm {
    private constructor(
        private readonly lua: Exports,
        private readonly state: number,
        private readonly memory: { readonly most: number; readonly isRefused: boolean },
    ) {}

    /** Makes one, with all libraries. @param most bytes of memory. */
    static async make(program: WebAssembly.Module, most: number): Promise<LuaVm> {
        const made: { exports?: Exports } = {};
        const exports = (): Exports => {
            if (made.exports === undefined) throw new LuaFatal("it is not there yet");
            return made.exports;
        };
        const memory = { most, isRefused: false };
        const imports = importsFor(program, most, exports, () => (memory.isRefused = true));
        const instance = await WebAssembly.instantiate(program, imports);
        const lua = instance.exports as unknown as Exports;
        made.exports = lua;
        lua.emscripten_stack_init();
        lua.__wasm_call_ctors();
        const state = lua.luaL_newstate();
        lua.luaL_openlibs(state);
        return new LuaVm(lua, state, memory);
    }

    /** Runs the text of a program. Raises LuaError and LuaFatal. @param name what errors call it. */
    run(text: string, name: string): void {
        const { lua, state } = this;
        this.guard(() => {
            const bytes = Buffer.from(text, "utf8");
            const [address, nameAddress] = [this.put(bytes), this.put(Buffer.from(`=${name}\0`))];
            const code = lua.luaL_loadbuffer(state, address, bytes.length, nameAddress);
            lua.free(address);
            lua.free(nameAddress);
            this.check(code);
            this.check(lua.lua_pcall(state, 0, 0, 0));
        });
    }

    /** Calls a function that a global table has. Raises LuaError and LuaFatal. @param results how many are wanted. */
    call(table: string, name: string, values: readonly LuaScalar[], results: number): LuaResult[] {
        const { lua, state } = this;
        return this.guard(() => {
            this.getField(GLOBALS, table);
            this.getField(-1, name);
            for (const value of values) this.push(value);
            this.check(lua.lua_pcall(state, values.length, results, 0));
            return Array.from({ length: results }, (_, index) => this.read(index - results));
        });
    }

    /** Whatever work leaves on Lua's stack goes. */
    private guard<T>(work: () => T): T {
        try {
            const result = work();
            // Code that has caught this goes on with what it could not do, otherwise than where there is more memory.
            if (this.memory.isRefused) throw new LuaFatal("out of memory");
            return result;
        } catch (error) {
            if (this.memory.isRefused)
                throw new LuaFatal(`it takes more than ${this.memory.most / MEGABYTE} MB of memory`);
            if (error instanceof LuaError) throw error;
            throw error instanceof LuaFatal ? error : new LuaFatal(fatalText(error));
        } finally {
            this.lua.lua_settop(this.state, 0);
        }
    }

    private put(bytes: Uint8Array): number {
        const address = this.lua.malloc(Math.max(1, bytes.length));
        if (address === 0) throw new LuaFatal("out of memory");
        new Uint8Array(this.lua.memory.buffer).set(bytes, address);
        return address;
    }

    private getField(place: number, name: string): void {
        const address = this.put(Buffer.from(`${name}\0`));
        this.lua.lua_getfield(this.state, place, address);
        this.lua.free(address);
    }

    private push(value: LuaScalar): void {
        const { lua, state } = this;
        if (typeof value === "number") lua.lua_pushnumber(state, value);
        else if (typeof value === "boolean") lua.lua_pushboolean(state, value ? 1 : 0);
        else {
            const bytes = typeof value === "string" ? Buffer.from(value) : value;
            const address = this.put(bytes);
            lua.lua_pushlstring(state, address, bytes.length);
            lua.free(address);
        }
    }

    private read(place: number): LuaResult {
        const { lua, state } = this;
        const type = lua.lua_type(state, place);
        if (type === TYPE.number) return lua.lua_tonumber(state, place);
        if (type === TYPE.boolean) return lua.lua_toboolean(state, place) !== 0;
        return type === TYPE.string ? this.readString(place) : undefined;
    }

    private readString(place: number): Uint8Array {
        const { lua, state } = this;
        const sizeAt = this.put(Buffer.alloc(4));
        const address = lua.lua_tolstring(state, place, sizeAt);
        const size = new DataView(lua.memory.buffer).getUint32(sizeAt, true);
        lua.free(sizeAt);
        return new Uint8Array(lua.memory.buffer).slice(address, address + size);
    }

    private check(code: number): void {
        if (code === 0) return;
        if (code === RESULT.memory) throw new LuaFatal("out of memory");
        const isText = this.lua.lua_type(this.state, -1) === TYPE.string;
        throw new LuaError(isText ? Buffer.from(this.readString(-1)).toString("utf8") : "an error that is no text");
    }
}

function fatalText(error: unknown): string {
    if (error instanceof RangeError) return "calls nested too deep";
    return error instanceof Error ? error.message : "it has ended";
}
