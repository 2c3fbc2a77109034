// What dist/ holds: the bundle that TypeScriptToLua makes of src/, the files by which the game finds it, and for authors
// the types and the realm.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDeclarations } from "./declarations.mjs";
import { root, runBin } from "./run.mjs";
import { description, version } from "./version.mjs";

/** The addon's name: of its folder, and of the bundle and the .toc in it. */
export const ADDON = "LibEventLedger";

/** The file that TypeScriptToLua makes of src/. */
export const BUNDLE = `${ADDON}.lua`;

/** Not for the game: plain Lua, for specs of addons. */
const REALM = "realm.lua";

/** What of dist/ is for authors of addons alone; the game has no use for it. */
export const AUTHORS_FILES = ["index.d.ts", `${ADDON}.annotations.lua`, REALM];

// LibStub is ours to bring: without it the library does not load.
const LIB_STUB = "LibStub.lua";

// Classic Era, TBC Anniversary, Retail, MoP Classic, WoW Forever.
const INTERFACES = "11509, 20506, 50504, 120100, 16001";

const headOf = (text) => `-- LibEventLedger ${version}: ${text}
-- MIT licence, (c) LibEventLedger contributors. Generated from TypeScript: do not edit.
`;

// Not LoadOnDemand: who installs the library as an addon of its own wants it to be there before the addons that embed an
// older one. The IDs of addon sites (X-Curse-Project-ID, X-WoWI-ID, X-Wago-ID) belong here once the project has them.
const toc = `## Interface: ${INTERFACES}
## Title: Lib: EventLedger
## Notes: ${description}
## Author: LibEventLedger contributors
## Version: ${version}
## X-Category: Library
## X-License: MIT
## OptionalDeps: LibStub, ChatThrottleLib

lib.xml
`;

const xml = `<Ui xmlns="http://www.blizzard.com/wow/ui/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.blizzard.com/wow/ui/ ..\\FrameXML\\UI.xsd">
    <Script file="${LIB_STUB}"/>
    <Script file="${BUNDLE}"/>
</Ui>
`;

function putHead(file, text) {
    writeFileSync(file, headOf(text) + readFileSync(file, "utf8"));
}

/** Fills a folder with what dist/ has to be; ends this process when src/ does not compile. */
export function writeDist(folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    runBin("tstl", ["-p", "tlconfig.json", "--outDir", folder]);
    runBin("tstl", ["-p", "realm/tlconfig.json", "--outDir", folder]);
    putHead(join(folder, BUNDLE), description);
    putHead(join(folder, REALM), "the realm, a simulated game for specs of addons. See docs/realm.md");
    writeFileSync(join(folder, `${ADDON}.toc`), toc);
    writeFileSync(join(folder, "lib.xml"), xml);
    copyFileSync(join(root, "src", "platform", LIB_STUB), join(folder, LIB_STUB));
    copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
    writeDeclarations(folder);
}
