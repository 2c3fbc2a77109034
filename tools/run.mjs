// Starting other programs: one way to run them, one way to fail.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

// npm's command shims are .cmd files on Windows, which only a shell can start.
const shell = process.platform === "win32";

/** Says why on stderr and ends this process. */
export function fail(message, code = 1) {
    console.error(message);
    process.exit(code);
}

/** Runs a program on this terminal; ends this process when the program fails. Returns its output where options pipe it. */
export function run(command, args, options = {}) {
    const { status, signal, error, stdout } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
    if (error) fail(`${command} could not be run: ${error.message}`);
    if (status !== 0) fail(`${[command, ...args].join(" ")} ended with ${signal ?? status}`);
    return stdout;
}

/** A command of an npm package of this repository, as `npx` would run it, without its start-up time. */
export function binCommand(name, args) {
    return { command: join(root, "node_modules", ".bin", name), args, shell };
}

/** One of our own scripts in a Node of its own. */
export function nodeCommand(script, args = []) {
    return { command: process.execPath, args: [join(root, script), ...args] };
}

/** Runs a command of an npm package on this terminal; ends this process when it fails. */
export function runBin(name, args) {
    run(binCommand(name, args).command, args, { shell });
}

/** Runs one of our own scripts on this terminal; ends this process when it fails. */
export function runNode(script, args = []) {
    run(process.execPath, [join(root, script), ...args]);
}

/** Runs a program quietly: its standard output, or undefined where it is missing or fails. */
export function ask(command, args, options = {}) {
    const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: "utf8", shell, ...options });
    return status === 0 ? stdout : undefined;
}
