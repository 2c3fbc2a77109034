// docs/api.md: the public declarations as a page to read.
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../run.mjs";
import { toMarkdown } from "./markdown.mjs";
import { readFace } from "./model.mjs";

/** Where the page is, below the repository's top folder. */
export const PAGE = "docs/api.md";

/** The text of the page for some declarations. */
export async function pageOf(declarations) {
    const filepath = join(root, PAGE);
    return format(toMarkdown(readFace(declarations)), { ...(await resolveConfig(filepath)), filepath });
}
