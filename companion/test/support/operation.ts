/** The files for who operates a server, and the document about them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../../..");
export const OPERATION = join(ROOT, "companion", "operation");
export const DOCUMENT = readFileSync(join(ROOT, "docs", "companion-operation.md"), "utf8");

export const fileOf = (name: string): string => readFileSync(join(OPERATION, name), "utf8");

/** The text of a section of the document. */
export function section(title: string): string {
    const [, text] = new RegExp(`^## ${title}\n([^]*?)(?=^## |$(?![^]))`, "m").exec(DOCUMENT) ?? [];
    if (text === undefined) throw new Error(`no section "${title}"`);
    return text;
}

/** The rows of the first table of a text, without its head; code marks taken off. */
export function tableOf(text: string): string[][] {
    const lines = text.split("\n").filter((line) => line.startsWith("|"));
    return lines.slice(2).map((line) =>
        line
            .slice(1, -1)
            .split("|")
            .map((cell) => cell.trim().replaceAll("`", "")),
    );
}
