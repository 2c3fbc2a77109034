// What authors/ holds: types and the realm. The npm package has it; the game has no use for it, so it is no part of dist/.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { annotate } from "./api/annotations.mjs";
import { readFace } from "./api/model.mjs";
import { writeBundle } from "./bundle.mjs";
import { declarationsOf } from "./declarations.mjs";
import { ADDON } from "./dist.mjs";

/** The declarations for TypeScript. */
export const DECLARATIONS = "index.d.ts";

/** The same for the Lua language server. */
export const ANNOTATIONS = `${ADDON}.annotations.lua`;

/** Plain Lua, for specs of addons. */
export const REALM = "realm.lua";

/** Fills a folder with what authors/ has to be; ends this process when something does not compile. */
export async function writeAuthors(folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeBundle(
        "realm/tlconfig.json",
        join(folder, REALM),
        "the realm, a simulated game for specs of addons. See docs/realm.md",
    );
    const declarations = await declarationsOf("src/api/exports.ts");
    writeFileSync(join(folder, DECLARATIONS), declarations);
    writeFileSync(join(folder, ANNOTATIONS), annotate(readFace(declarations)));
}
