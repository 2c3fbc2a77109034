// What of a document in Markdown can be checked: its blocks of code, commands, links and sections.

const FENCE = /^( *)```(\w*)\n([^]*?)^\1```$/gm;

/** A line that is only a path in code and a colon names the file that the block behind it is. */
const FILE_LINE = /(?:^|\n)`([^`\s]+)`:\n\s*$/;

/** @returns {{language: string, text: string, path?: string}[]} the blocks of code, without their indentation */
export function blocksOf(markdown) {
    return [...markdown.matchAll(FENCE)].map(({ index, 1: indent, 2: language, 3: body }) => ({
        language,
        text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
        path: FILE_LINE.exec(markdown.slice(0, index))?.[1],
    }));
}

/** The names of the npm scripts that a document tells to run, without those that npm itself has. */
export function commandsOf(markdown) {
    return [...markdown.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name);
}

/** The relative links of a document: file ("" for itself), and section behind "#". */
export function linksOf(markdown) {
    const text = markdown.replaceAll(FENCE, "");
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target]) => target)
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => {
            const [file, section] = target.split("#");
            return { file, section };
        });
}

/** The sections of a document as GitHub names them in links. */
export function sectionsOf(markdown) {
    return [...markdown.replaceAll(FENCE, "").matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        title
            .toLowerCase()
            .replaceAll(/[^\w\- ]/g, "")
            .replaceAll(" ", "-"),
    );
}
