/** Times as text. */

const SECOND = 1000;

/** "2024-01-18T00:21:40Z". @param time in Unix seconds. */
export function isoTime(time: number): string {
    return new Date(time * SECOND).toISOString().replace(".000Z", "Z");
}

/** "2024-01-18". @param time in Unix seconds. */
export function isoDate(time: number): string {
    return isoTime(time).slice(0, 10);
}
