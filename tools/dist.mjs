// What dist/ holds: the bundles that TypeScriptToLua makes of src/, and the files by which the game finds them. Addons embed
// this folder, so nothing is in it that players do not need.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeBundle } from "./bundle.mjs";
import { INTERFACES } from "./interfaces.mjs";
import { root } from "./run.mjs";
import { dropClassNames, shake } from "./shake.mjs";
import { stripIndentation } from "./strip.mjs";
import { description, version } from "./version.mjs";

/** The addon's name: of its folder, and of the first bundle and the .toc in it. */
export const ADDON = "LibEventLedger";

/** The bundle of the ledger. */
export const BUNDLE = `${ADDON}.lua`;

/** The bundle of rooms, which stands on the first one and is loaded by addons that want rooms. */
export const ROOMS_BUNDLE = `${ADDON}Rooms.lua`;

/** All bundles: the file, how it is compiled, and what it is. */
const BUNDLES = [
    { file: BUNDLE, config: "tlconfig.json", text: description },
    {
        file: ROOMS_BUNDLE,
        config: "tlconfig.rooms.json",
        text: "rooms, live shared state between the clients that are online",
    },
];

// LibStub is ours to bring: without it the library does not load.
const LIB_STUB = "LibStub.lua";

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

/** What loads some files, in this order. */
const xmlOf = (
    ...files
) => `<Ui xmlns="http://www.blizzard.com/wow/ui/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.blizzard.com/wow/ui/ ..\\FrameXML\\UI.xsd">
${files.map((file) => `    <Script file="${file}"/>\n`).join("")}</Ui>
`;

/** Fills a folder with what dist/ has to be; ends this process when src/ does not compile. */
export function writeDist(folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { file, config, text } of BUNDLES) {
        const bundle = join(folder, file);
        writeBundle(config, bundle, text);
        writeFileSync(bundle, stripIndentation(dropClassNames(shake(readFileSync(bundle, "utf8")))));
    }
    writeFileSync(join(folder, `${ADDON}.toc`), toc);
    writeFileSync(join(folder, "lib.xml"), xmlOf(LIB_STUB, BUNDLE));
    writeFileSync(join(folder, "lib-rooms.xml"), xmlOf(LIB_STUB, BUNDLE, ROOMS_BUNDLE));
    copyFileSync(join(root, "src", "platform", LIB_STUB), join(folder, LIB_STUB));
    copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
}
