// The hooks of git that check a commit (.husky/). No script of npm's sets them up: who installs the package wants none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ask, root } from "./run.mjs";

const HUSKY = join(root, "node_modules", "husky", "bin.js");

// What husky writes, and where it tells git to look.
const HOOKS = ".husky/_";

const isSet = (value) => value !== undefined && value !== "" && value !== "0" && value !== "false";

/** Whether git runs the hooks of a checkout already. */
function areInstalled(folder) {
    const path = ask("git", ["config", "core.hooksPath"], { cwd: folder });
    return path?.trim() === HOOKS && existsSync(join(folder, HOOKS, "pre-commit"));
}

/** Has git run the hooks of a checkout; leaves alone what is none, what has them, and CI. Says whether it did. */
export function installHooks(folder, env = process.env) {
    if (isSet(env.CI) || env.HUSKY === "0") return false;
    if (!existsSync(join(folder, ".git")) || !existsSync(HUSKY) || areInstalled(folder)) return false;
    const { status } = spawnSync(process.execPath, [HUSKY], { cwd: folder, env, stdio: "inherit" });
    return status === 0;
}
