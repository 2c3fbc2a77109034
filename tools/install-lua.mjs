// Installs Lua 5.1, busted, luacheck and the libraries that specs and benches need, with whatever package manager the
// machine has.
import { ask, fail, run } from "./run.mjs";
import { findLua, missingLuaTools, rocks } from "./lua.mjs";

const DEBIAN = ["lua5.1", "lua-busted", "lua-check", "lua-bitop", "lua-dkjson", "lua-zlib"];
const ROCKS = ["busted", "luacheck", "luabitop", "dkjson", "lua-zlib"];
const LUAJIT = "luajit";

const has = (command) => ask(command, ["--version"]) !== undefined;
const isRoot = () => process.getuid?.() === 0;

function announce(command, args) {
    console.log(`setup: ${[command, ...args].join(" ")}`);
    run(command, args);
}

function installWithApt() {
    const apt = (...args) => (isRoot() ? announce("apt-get", args) : announce("sudo", ["apt-get", ...args]));
    apt("update");
    apt("install", "-y", ...DEBIAN);
}

/** Homebrew's zlib is in no place where luarocks looks; elsewhere the system's is. */
function zlibDir(rock) {
    return rock === "lua-zlib" && has("brew") ? [`ZLIB_DIR=${ask("brew", ["--prefix", "zlib"]).trim()}`] : [];
}

/** Builds the rocks into a folder of this checkout: no root needed, and nothing of the user's is touched. */
function installWithLuarocks() {
    const lua = findLua() ?? fail("setup: luarocks is here, but no Lua 5.1 (or LuaJIT) to install for: install lua5.1");
    const luaDir = lua === LUAJIT && has("brew") ? [`--lua-dir=${ask("brew", ["--prefix", LUAJIT]).trim()}`] : [];
    // One at a time: `luarocks install` takes a single rock. LuaJIT has `bit` built in.
    for (const rock of ROCKS.filter((name) => !(lua === LUAJIT && name === "luabitop"))) {
        announce("luarocks", ["--lua-version=5.1", ...luaDir, `--tree=${rocks}`, "install", rock, ...zlibDir(rock)]);
    }
}

/** Homebrew dropped lua@5.1 in 2024: LuaJIT is what it has that runs Lua 5.1 code. */
function installWithBrew() {
    announce("brew", ["install", "luarocks", "zlib", ...(findLua() === undefined ? [LUAJIT] : [])]);
    installWithLuarocks();
}

/** Installs what is missing; ends this process with 1 when that cannot be done, and says what to install by hand. */
export function installLua(missing) {
    console.log(`setup: missing ${missing.join(", ")}`);
    if (has("apt-get") && (isRoot() || has("sudo"))) installWithApt();
    else if (has("brew")) installWithBrew();
    else if (has("luarocks")) installWithLuarocks();
    else
        fail(
            "setup: no apt-get (with root or sudo), Homebrew or luarocks here. Please install Lua 5.1 and, for it, busted,\nluacheck, the bit library (LuaBitOp), dkjson and lua-zlib, so that `lua5.1` and `luacheck` are on the PATH.",
        );
    const left = missingLuaTools();
    if (left.length > 0) fail(`setup: still not running after the installation: ${left.join(", ")}`);
}
