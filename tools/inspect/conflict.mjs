// A file with the marks of a git conflict is two files in one: each side is read for itself.

/** Both sides, and between them what both come from, if git was told to write it. */
const BLOCK =
    /^<{7}(?: (?<ours>[^\r\n]*))?\r?\n(?<first>[^]*?)(?:^\|{7}[^\n]*\n[^]*?)?^={7}\r?\n(?<second>[^]*?)^>{7}(?: (?<theirs>[^\r\n]*))?\r?$/dgm;

const lineAt = (text, index) => text.slice(0, index).split("\n").length;

/** The same number of lines, empty: what stands behind them keeps its line number. */
const emptied = (text) => text.replace(/[^\n]/g, "");

/** The file as one side has it: "first" or "second". */
function sideOf(text, blocks, side) {
    const parts = [];
    let end = 0;
    for (const { 0: block, index, indices } of blocks) {
        const [from, to] = indices.groups[side];
        parts.push(text.slice(end, index), emptied(text.slice(index, from)), text.slice(from, to));
        end = index + block.length;
        parts.push(emptied(text.slice(to, end)));
    }
    return parts.join("") + text.slice(end);
}

/**
 * The texts that a file holds.
 * @returns sides: name ("" where there is no conflict) and text of each; and problems: where the conflicts are.
 */
export function splitConflict(text) {
    const blocks = [...text.matchAll(BLOCK)];
    if (blocks.length === 0) return { sides: [{ name: "", text }], problems: [] };
    const problems = blocks.map(({ 0: block, index }) => {
        const lines = `lines ${lineAt(text, index)} to ${lineAt(text, index + block.length)}`;
        return `${lines}: a git conflict, both sides are read`;
    });
    const { ours, theirs } = blocks[0].groups;
    const isNamed = ours !== undefined && theirs !== undefined && ours !== theirs;
    const sides = [
        { name: isNamed ? ours : "first side", text: sideOf(text, blocks, "first") },
        { name: isNamed ? theirs : "second side", text: sideOf(text, blocks, "second") },
    ];
    return { sides, problems };
}
