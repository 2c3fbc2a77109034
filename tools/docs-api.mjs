// `npm run docs:api`: writes docs/api.md from the declarations in dist/. With --check: fails when it is not current.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { toMarkdown } from "./api/markdown.mjs";
import { readFace } from "./api/model.mjs";
import { fail, root } from "./run.mjs";

const page = join(root, "docs", "api.md");
const face = readFace(readFileSync(join(root, "dist", "index.d.ts"), "utf8"));
const text = await format(toMarkdown(face), { ...(await resolveConfig(page)), filepath: page });

if (!process.argv.includes("--check")) {
    writeFileSync(page, text);
} else if (readFileSync(page, "utf8").replaceAll("\r\n", "\n") !== text) {
    fail("docs/api.md is not of the declarations in dist/: run `npm run docs:api` and commit");
}
