/** Numbers and lists in words. */

import { bytesLess } from "../codec/compare";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;

/** "1 event", "3 events". */
export function countOf(count: number, noun: string): string {
    return string.format("%.0f %s%s", count, noun, count === 1 ? "" : "s");
}

/**
 * Formats a duration: "40 s", "5 minutes", "2 hours", "3 days". It is rounded down to the largest unit of which there
 * are at least two.
 */
export function durationOf(seconds: number): string {
    if (seconds < 2 * MINUTE) {
        return string.format("%.0f s", math.floor(seconds));
    }
    if (seconds < 2 * HOUR) {
        return countOf(math.floor(seconds / MINUTE), "minute");
    }
    return seconds < 2 * DAY ? countOf(math.floor(seconds / HOUR), "hour") : countOf(math.floor(seconds / DAY), "day");
}

/** Lists the counts of a table in the order of its keys: "2 future, 1 unauthorized"; "" for an empty table. */
export function countsOf(counts: Record<string, number | undefined>): string {
    const names: string[] = [];
    for (const [name] of pairs(counts as unknown as LuaTable<string, number>)) {
        names[names.length] = name;
    }
    table.sort(names, bytesLess);
    return table.concat(
        names.map((name) => string.format("%.0f %s", counts[name], name)),
        ", ",
    );
}

/** The sum of the counts of a table. */
export function sumOf(counts: Record<string, number | undefined>): number {
    let sum = 0;
    for (const [, count] of pairs(counts as unknown as LuaTable<string, number>)) {
        sum += count;
    }
    return sum;
}

/**
 * Breaks a text between words into lines of at most `width` bytes. Lines after the first are indented. A longer word is
 * not broken.
 */
export function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let count = 0;
    let line = "";
    for (const [word] of string.gmatch(text, "%S+")) {
        if (line === "") {
            line = word;
        } else if (line.length + 1 + word.length <= width) {
            line = `${line} ${word}`;
        } else {
            lines[count] = line;
            count++;
            line = `  ${word}`;
        }
    }
    lines[count] = line;
    return lines;
}
