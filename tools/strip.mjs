// Takes the indentation out of Lua: it is a seventh of the bundle, and no player reads it. Line numbers stay.
import luaparse from "luaparse";

const INDENTATION = /^[ \t]+/;

/** The numbers of lines, from 1, that begin inside a string: what looks like indentation there is text. */
function linesInStrings(text) {
    const lines = new Set();
    const parser = luaparse.parse(text, { wait: true, luaVersion: "5.1" });
    for (let token = parser.lex(); token.type !== luaparse.tokenTypes.EOF; token = parser.lex()) {
        if (token.type !== luaparse.tokenTypes.StringLiteral) continue;
        for (let line = token.line + 1; line <= (token.lastLine ?? token.line); line++) lines.add(line);
    }
    return lines;
}

/** Lua that compiles to the same, byte for byte, without white space at the beginning of its lines. */
export function stripIndentation(text) {
    const kept = linesInStrings(text);
    return text
        .split("\n")
        .map((line, index) => (kept.has(index + 1) ? line : line.replace(INDENTATION, "")))
        .join("\n");
}
