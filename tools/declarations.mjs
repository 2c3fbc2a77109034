// What authors' tools read: dist/index.d.ts, everything that src/api/exports.ts names in one file that stands on its own,
// and the same as annotations for the Lua language server.
import { generateDtsBundle } from "dts-bundle-generator";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { annotate } from "./api/annotations.mjs";
import { readFace } from "./api/model.mjs";
import { root, runBin } from "./run.mjs";
import { version } from "./version.mjs";

// LuaMultiReturn and LuaIterable are global types of TypeScriptToLua's.
const head = `// LibEventLedger ${version}: what LibStub("LibEventLedger-1.0") gives. Generated from TypeScript: do not edit.
/// <reference types="@typescript-to-lua/language-extensions" />

`;

/** Writes both into a folder; ends this process when the declarations do not compile. */
export function writeDeclarations(folder) {
    const file = join(folder, "index.d.ts");
    const [text] = generateDtsBundle(
        [
            {
                filePath: join(root, "src", "api", "exports.ts"),
                output: { noBanner: true, exportReferencedTypes: false },
            },
        ],
        { preferredConfigPath: join(root, "tsconfig.json") },
    );
    writeFileSync(file, head + text);
    // The file may be outside of this folder, or in dist/, which is ignored here.
    runBin("prettier", ["--log-level=warn", "--config=.prettierrc.json", "--ignore-path=.gitignore", "--write", file]);
    writeFileSync(join(folder, "LibEventLedger.annotations.lua"), annotate(readFace(readFileSync(file, "utf8"))));
}
