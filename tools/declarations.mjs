// The public declarations as one text that stands on its own.
import { generateDtsBundle } from "dts-bundle-generator";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "./run.mjs";
import { version } from "./version.mjs";

// LuaMultiReturn and LuaIterable are global types of TypeScriptToLua's.
const head = `// LibEventLedger ${version}: what LibStub("LibEventLedger-1.0") and LibStub("LibEventLedgerRooms-1.0") give. Generated from TypeScript: do not edit.
/// <reference types="@typescript-to-lua/language-extensions" />

`;

/** All that a module exports, with what it names; raises when it does not compile. */
export async function declarationsOf(module) {
    const filePath = join(root, module);
    const [text] = generateDtsBundle([{ filePath, output: { noBanner: true, exportReferencedTypes: false } }], {
        preferredConfigPath: join(root, "tsconfig.json"),
    });
    return format(head + text, { ...(await resolveConfig(filePath)), parser: "typescript" });
}
