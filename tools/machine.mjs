// The Lua that the companion makes states with (companion/lua), as one file: companion/machine/machine.lua.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeBundle } from "./bundle.mjs";
import { dropClassNames, shake } from "./shake.mjs";
import { stripIndentation } from "./strip.mjs";

/** Fills a folder with it; ends this process when it does not compile. */
export function writeMachine(folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "machine.lua");
    writeBundle("tlconfig.machine.json", file, "what the companion makes states with");
    writeFileSync(file, stripIndentation(dropClassNames(shake(readFileSync(file, "utf8")))));
}
