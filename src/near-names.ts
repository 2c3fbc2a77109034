/** Which name somebody meant who made a typing mistake. */

const byte = string.byte;
const lower = string.lower;
const min = math.min;

/** Most letters that may be wrong, missing or too many. Two that are swapped are two wrong ones. */
const MAX_DISTANCE = 2;

/** Longest word that is looked at. */
const MAX_LENGTH = 32;

/** Least number of letters to change, add or leave out to get from one word to the other (Levenshtein 1966). */
function distance(one: string, other: string): number {
    const columns = other.length;
    let above: number[] = [];
    for (const column of $range(0, columns)) {
        above[column] = column;
    }
    for (const row of $range(1, one.length)) {
        const line = [row];
        for (const column of $range(1, columns)) {
            const change = byte(one, row) === byte(other, column) ? 0 : 1;
            line[column] = min(above[column] + 1, line[column - 1] + 1, above[column - 1] + change);
        }
        above = line;
    }
    return above[columns];
}

/**
 * The known name that is nearest to a word, whatever the case of its letters; nil when none is near. Of several the first.
 * @example nearest("autorize", ["name", "authorize"]) // "authorize"
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
    if (word.length > MAX_LENGTH) {
        return undefined;
    }
    const wanted = lower(word);
    let found: string | undefined;
    let least = MAX_DISTANCE + 1;
    for (const name of known) {
        const steps = distance(wanted, lower(name));
        // Between short words two letters are everything.
        if (steps < least && steps < min(word.length, name.length)) {
            least = steps;
            found = name;
        }
    }
    return found;
}
