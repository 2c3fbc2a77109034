// Provides what the other scripts need: npm packages, Lua 5.1, busted, luacheck, libraries for Lua, and the hooks of git.
// Silent and quick when all is there.
// Runs before `npm ci`: neither it nor what it imports may need a package.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installHooks } from "./hooks.mjs";
import { installLua } from "./install-lua.mjs";
import { missingLuaTools } from "./lua.mjs";
import { fail, root, run } from "./run.mjs";

/** Of package.json's "engines": below it eslint and commitlint do not start. */
const MIN_NODE = [20, 19];

function requireNode() {
    const [major, minor] = process.versions.node.split(".").map(Number);
    if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
    fail(`setup: Node ${MIN_NODE.join(".")} or newer needed, this is ${process.versions.node}`);
}

const packagesOf = (path) => JSON.parse(readFileSync(path, "utf8")).packages;

/** Whether every package of the lock file is installed in its version; optional ones may be of another platform. */
function packagesInstalled() {
    // npm's own record of what it put into node_modules.
    const record = join(root, "node_modules", ".package-lock.json");
    if (!existsSync(record)) return false;
    const installed = packagesOf(record);
    const wanted = Object.entries(packagesOf(join(root, "package-lock.json")));
    return wanted.every(
        ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
    );
}

requireNode();
if (!packagesInstalled()) {
    console.log("setup: npm ci");
    run("npm", ["ci", "--no-audit", "--no-fund"], { shell: process.platform === "win32" });
}

installHooks(root);

const missing = missingLuaTools();
if (missing.length > 0) installLua(missing);
