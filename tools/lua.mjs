// Lua 5.1 and its tools: where they are on this machine and how they are started.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ask, root, run } from "./run.mjs";

/** Where tools/install-lua.mjs puts rocks on machines without a packaged busted and luacheck. */
export const rocks = join(root, ".rocks");

// Computed anew each time: the setup creates the folder while it runs.
function environment() {
    if (!existsSync(rocks)) return process.env;
    const { LUA_PATH = ";", LUA_CPATH = ";", PATH } = process.env;
    return {
        ...process.env,
        // A path that ends in ";;" stands before Lua's own default path.
        LUA_PATH: `${rocks}/share/lua/5.1/?.lua;${rocks}/share/lua/5.1/?/init.lua;${LUA_PATH}`,
        LUA_CPATH: `${rocks}/lib/lua/5.1/?.so;${LUA_CPATH}`,
        PATH: `${join(rocks, "bin")}${delimiter}${PATH}`,
    };
}

/**
 * For the environment of what takes the time of callbacks. glibc joins small pieces that were freed in one go, when it is asked for
 * a large one: up to 20 ms that are neither the library's nor the garbage collector's, and that another allocator does not have.
 * Pieces are joined as they are freed, then.
 */
export const JOINED_AT_ONCE = { GLIBC_TUNABLES: "glibc.malloc.mxfast=0" };

// Debian, FreeBSD, Arch; then whatever "lua" is; LuaJIT last: it speaks 5.1, but its figures are not PUC Lua's.
const INTERPRETERS = ["lua5.1", "lua51", "lua-5.1", "lua", "luajit"];

/** The name of a Lua 5.1 interpreter, or undefined where there is none. */
export function findLua() {
    return INTERPRETERS.find(
        (name) => ask(name, ["-e", "assert(_VERSION == 'Lua 5.1')"], { shell: false }) !== undefined,
    );
}

/** What of the Lua tool chain does not run here, by name. Empty when all is well. */
export function missingLuaTools() {
    const lua = findLua();
    const env = environment();
    const canRequire = (module) => ask(lua, ["-e", `require "${module}"`], { env, shell: false }) !== undefined;
    const modules = { bit: "bit", busted: "busted.core", dkjson: "dkjson", zlib: "zlib" };
    return [
        ...(lua === undefined ? ["lua5.1"] : []),
        ...Object.keys(modules).filter((name) => lua === undefined || !canRequire(modules[name])),
        ...(ask("luacheck", ["--version"], { env }) === undefined ? ["luacheck"] : []),
    ];
}

/** A command that runs Lua 5.1. */
export function luaCommand(args) {
    return { command: findLua(), args, env: environment() };
}

/** A command that runs luacheck, with the settings of .luacheckrc. */
export function luacheckCommand(args) {
    return { command: "luacheck", args, env: environment() };
}

/** Runs Lua 5.1 on this terminal, or as the options of run() say. */
export function runLua(args, options = {}) {
    return run(findLua(), args, { env: environment(), ...options });
}

/** Starts Lua 5.1 and does not wait for it: the child process. */
export function startLua(args, options) {
    return spawn(findLua(), args, { cwd: root, env: environment(), ...options });
}

/** Runs Lua 5.1 on this terminal and keeps what it prints on standard output: resolves to its exit code and that. */
export function spawnLua(args) {
    const child = startLua(args, { stdio: ["inherit", "pipe", "inherit"] });
    const parts = [];
    child.stdout.on("data", (part) => parts.push(part));
    child.stdout.pipe(process.stdout);
    return new Promise((resolve) => {
        child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }));
    });
}
