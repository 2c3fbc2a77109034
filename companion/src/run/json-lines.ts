/** JSON, one value a line, over a stream: bounded, and nothing that comes in raises. */
import type { Duplex } from "node:stream";

/** Bytes of a line at most. */
const MOST_LINE = 65_536;

/** Reads lines. @param onValue takes each value; undefined for a line that is none, or too long: nothing comes after that. */
export function readLines(stream: Duplex, onValue: (value: unknown) => void): void {
    let rest = "";
    let isOver = false;
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
        if (isOver) return;
        rest += text;
        const lines = rest.split("\n");
        rest = lines.pop() ?? "";
        if (rest.length > MOST_LINE) lines.push(rest);
        for (const line of lines) {
            const value = line.length > MOST_LINE ? undefined : parse(line);
            isOver ||= value === undefined;
            onValue(value);
            if (isOver) return;
        }
    });
}

function parse(line: string): unknown {
    try {
        return JSON.parse(line);
    } catch {
        return undefined;
    }
}

export function writeLine(stream: Duplex, value: unknown): void {
    if (stream.writable) stream.write(`${JSON.stringify(value)}\n`);
}
