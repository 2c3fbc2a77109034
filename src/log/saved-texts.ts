/** The lines of units and weeks in the file, as login reads them: their heads, and nothing behind. */

import { type PackedWeek, parseWeek } from "../block/packed-week";
import type { Pause } from "../ports";
import { parseUnit } from "../unit/packed-unit";
import type { SavedUnits } from "./saved-units";

/** A line that cannot be read. */
export interface FaultyText {
    /** "unit" or "week", and under which number it stands; where the file is damaged that may be anything. */
    readonly what: string;
    readonly weekNumber: number;
    readonly texts: LuaTable<number, string>;
    /** The line, if it is the only one that may hold events of that week. */
    readonly block?: string;
}

/** What the lines hold. */
export interface ReadTexts {
    /** By week. */
    readonly weeks: LuaMap<number, PackedWeek>;
    /** The numbers of these, ascending. */
    readonly weekNumbers: readonly number[];
    readonly faults: readonly FaultyText[];
}

/** The keys of a table of the file in order; those that are no numbers first. */
function sortedKeys(texts: LuaPairsIterable<number, unknown>, pause: Pause): number[] {
    const others: number[] = [];
    const numbers: number[] = [];
    for (const [key] of texts) {
        const keys = typeof key === "number" ? numbers : others;
        keys[keys.length] = key;
    }
    table.sort(numbers);
    pause();
    let count = others.length;
    for (const key of numbers) {
        others[count] = key;
        count++;
    }
    return others;
}

/** Calls `read` for each line in the order of its number. */
function eachText(
    texts: LuaTable<number, string>,
    pause: Pause,
    read: (this: void, weekNumber: number, text: string) => void,
): void {
    for (const weekNumber of sortedKeys(texts, pause)) {
        read(weekNumber, texts.get(weekNumber));
        pause();
    }
}

/**
 * Reads all lines, in slices. A week that stands alone outranks what a unit says of it.
 * @param units takes note of the units.
 */
export function readTexts(
    unitTexts: LuaTable<number, string>,
    weekTexts: LuaTable<number, string>,
    units: SavedUnits,
    pause: Pause,
): ReadTexts {
    const weeks = new LuaMap<number, PackedWeek>();
    const faults: FaultyText[] = [];
    eachText(unitTexts, pause, (first, text) => {
        const unit = typeof first === "number" ? parseUnit(text, first) : undefined;
        if (unit === undefined || !units.add(first, unit)) {
            faults[faults.length] = { what: "unit", weekNumber: first, texts: unitTexts };
            return;
        }
        for (const week of unit.weeks) {
            weeks.set(week.weekNumber, week);
        }
    });
    eachText(weekTexts, pause, (weekNumber, text) => {
        const packed = typeof weekNumber === "number" ? parseWeek(text, weekNumber) : undefined;
        if (packed !== undefined) {
            weeks.set(weekNumber, packed);
            return;
        }
        const block = typeof text === "string" && !weeks.has(weekNumber) ? text : undefined;
        faults[faults.length] = { what: "week", weekNumber, texts: weekTexts, block };
    });
    return { weeks, weekNumbers: sortedKeys(weeks, pause), faults };
}
