// Makes build/RaidAttendance: what goes into the game's folder Interface/AddOns, the library included.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);
const addon = join(import.meta.dirname, "build", "RaidAttendance");
const library = join(addon, "Libs", "LibEventLedger");

const compiler = join(dirname(resolve("typescript-to-lua/package.json")), "dist", "tstl.js");
execFileSync(process.execPath, [compiler, "-p", "tsconfig.json"], { cwd: import.meta.dirname, stdio: "inherit" });

mkdirSync(library, { recursive: true });
copyFileSync(join(import.meta.dirname, "RaidAttendance.toc"), join(addon, "RaidAttendance.toc"));
for (const file of ["LibStub.lua", "LibEventLedger.lua", "lib.xml"]) {
    copyFileSync(resolve(`lib-event-ledger/dist/${file}`), join(library, file));
}
