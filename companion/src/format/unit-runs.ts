/** Which weeks go into which unit: the library's way to put together what stands alone, done for all weeks at once. */
import { type StoredEvent, weekOf } from "./key";
import { headerOf } from "./hashes";
import { formatUnitLine } from "./unit-line";
import { UnitWriter } from "./unit-writer";

/** Bytes of a unit before Deflate from which on it is full, and of the lines of the weeks that are made into units together. */
const FULL_BYTES = 9000;
/** Characters of the line of a unit that is made anew together with the weeks behind it. */
const SMALL_TEXT = 4000;

/** The events of one week, in order, not empty. */
export type Week = readonly StoredEvent[];

/** A unit as it stands in a file. */
interface Unit {
    readonly weeks: readonly Week[];
    readonly text: string;
}

const numberOf = (week: Week): number => weekOf(week[0].time);

/** The units that weeks make: mostly one. */
function writeUnits(weeks: readonly Week[], deflate: (bytes: Buffer) => Buffer): Unit[] {
    const units: Unit[] = [];
    let writer = new UnitWriter();
    let own: Week[] = [];
    const finish = (): void => {
        units.push({ weeks: own, text: formatUnitLine(own.map(headerOf), writer.finish(), deflate) });
    };
    for (const week of weeks) {
        if (writer.size >= FULL_BYTES) {
            finish();
            writer = new UnitWriter();
            own = [];
        }
        for (const event of week) writer.add(event);
        own.push(week);
    }
    finish();
    return units;
}

/**
 * The units of weeks that are over.
 * @param weeks in order. @param lengthOf the number of characters of the line of a week that stands alone.
 * @returns by the number of their first week: their lines.
 */
export function makeUnits(
    weeks: readonly Week[],
    lengthOf: (week: Week) => number,
    deflate: (bytes: Buffer) => Buffer,
): Map<number, string> {
    const units: Unit[] = [];
    for (let next = 0; next < weeks.length;) {
        let size = lengthOf(weeks[next]);
        const start = next;
        next++;
        const before = units.at(-1);
        const isSmall = before !== undefined && before.text.length < SMALL_TEXT;
        if (isSmall) {
            units.pop();
            size += before.text.length;
        }
        for (; next < weeks.length && size < FULL_BYTES; next++) size += lengthOf(weeks[next]);
        units.push(...writeUnits([...(isSmall ? before.weeks : []), ...weeks.slice(start, next)], deflate));
    }
    return new Map(units.map(({ weeks: [first], text }) => [numberOf(first), text]));
}
