/** A scope of the archive as Lua text, in the form in which the game writes SavedVariables: to be kept elsewhere, or read by tools. */

import type { Pause } from "../ports";
import { ARCHIVE_VERSION, type SavedScope } from "./archive";

const format = string.format;

/** Lines between two looks at the frame's budget. */
const STEP = 16;

/** The texts of a scope that are exported, besides its weeks and units. */
const PARTS = ["directory", "revocations", "seal", "sealState", "seals", "orphans"] as const;

/** Adds the lines of a table of texts by week, in ascending order. */
function addTexts(lines: string[], name: string, texts: LuaTable<number, string> | undefined, pause: Pause): void {
    const weekNumbers: number[] = [];
    let count = 0;
    for (const [weekNumber] of pairs(texts ?? new LuaTable<number, string>())) {
        weekNumbers[count] = weekNumber;
        count++;
    }
    table.sort(weekNumbers);
    lines[lines.length] = `            [${format("%q", name)}] = {`;
    let at = lines.length;
    for (const weekNumber of weekNumbers) {
        lines[at] = format("                [%.0f] = %q,", weekNumber, texts!.get(weekNumber));
        at++;
        if (at % STEP === 0) {
            pause();
        }
    }
    lines[at] = "            },";
}

/**
 * The text of a table that can stand as `saved` in a file of SavedVariables.
 * @param variable its name.
 */
export function formatScope(variable: string, scope: string, saved: SavedScope, pause: Pause): string {
    const lines = [
        `${variable} = {`,
        format('    ["version"] = %.0f,', ARCHIVE_VERSION),
        '    ["scopes"] = {',
        `        [${format("%q", scope)}] = {`,
    ];
    addTexts(lines, "units", saved.units, pause);
    addTexts(lines, "weeks", saved.weeks, pause);
    for (const part of PARTS) {
        const text: unknown = saved[part];
        if (typeof text === "string") {
            lines[lines.length] = `            [${format("%q", part)}] = ${format("%q", text)},`;
        }
    }
    lines[lines.length] = "        },\n    },\n}\n";
    return table.concat(lines, "\n");
}
