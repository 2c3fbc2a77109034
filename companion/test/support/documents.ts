/** The bytes that the documents of the companion show under a name. */
import { blocksOf } from "../../../tools/docs/markdown.mjs";
import { fixture } from "./library";

const blocks = ["companion-batches.md", "companion-protocol.md"].flatMap((name) => [
    ...blocksOf(fixture("docs", name).toString("utf8")),
]);

/** Raises where the documents show nothing under that name. */
export function shown(name: string): Buffer {
    const block = blocks.find(({ path }) => path === name);
    if (block === undefined) throw new Error(`shown: 'name' - one of the documents expected, got "${name}"`);
    return Buffer.from(block.text.replaceAll(/\s/g, ""), "hex");
}
