// Everything that is generated from src/ and realm/ and yet committed, because others take it straight from git.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PAGE, pageOf } from "./api/page.mjs";
import { DECLARATIONS, writeAuthors } from "./authors.mjs";
import { writeDist } from "./dist.mjs";
import { writeMachine } from "./machine.mjs";
import { protocolPage, PROTOCOLS } from "./docs/protocol.mjs";

/** Folders that hold nothing else, below the repository's top folder. */
export const FOLDERS = ["dist", "authors", "companion/machine"];

/** Pages that are generated, or hold tables that are. */
export const PAGES = [PAGE, ...PROTOCOLS.map(({ page }) => page)];

/** Writes all of it below a folder; ends this process when something does not compile. */
export async function writeGenerated(top) {
    writeDist(join(top, "dist"));
    writeMachine(join(top, "companion", "machine"));
    const authors = join(top, "authors");
    await writeAuthors(authors);
    mkdirSync(dirname(join(top, PAGE)), { recursive: true });
    writeFileSync(join(top, PAGE), await pageOf(readFileSync(join(authors, DECLARATIONS), "utf8")));
    for (const protocol of PROTOCOLS) writeFileSync(join(top, protocol.page), await protocolPage(protocol));
}
