/** Times and numbers as the page writes them: in the reader's own time, the same on every computer. */

const LOCALE = "en-GB";
const MILLISECONDS = 1000;

const DATE: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };

const dates = new Intl.DateTimeFormat(LOCALE, DATE);
const clocks = new Intl.DateTimeFormat(LOCALE, CLOCK);
const both = new Intl.DateTimeFormat(LOCALE, { ...DATE, ...CLOCK });
const days = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const numbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });

const dateOf = (time: number): Date => new Date(time * MILLISECONDS);

/** "Thu, 12 Mar 2026". @param time Unix seconds. */
export const dateText = (time: number): string => dates.format(dateOf(time));

/** "12 Mar" */
export const dayText = (time: number): string => days.format(dateOf(time));

/** "21:30" */
export const clockText = (time: number): string => clocks.format(dateOf(time));

/** "Thu, 12 Mar 2026, 21:30" */
export const timeText = (time: number): string => both.format(dateOf(time));

/** As programs read it, for `datetime` and for titles: "2026-03-12T20:30:00Z". */
export const isoText = (time: number): string => dateOf(time).toISOString().replace(".000Z", "Z");

/** "12,345.5" */
export const numberText = (value: number): string => numbers.format(value);

/** "+5", "−3", "0": with a sign that is as wide as the plus. */
export function signedText(value: number): string {
    if (value === 0) return "0";
    return `${value > 0 ? "+" : "−"}${numbers.format(Math.abs(value))}`;
}

/** "1 event", "2,000 events" */
export const counted = (count: number, what: string, many = `${what}s`): string =>
    `${numberText(count)} ${count === 1 ? what : many}`;

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
];

/** "3 days ago", "a moment ago". @param now Unix seconds. */
export function agoText(time: number, now: number): string {
    for (const [seconds, name] of UNITS) {
        const count = Math.floor((now - time) / seconds);
        if (count >= 1) return `${counted(count, name)} ago`;
    }
    return "a moment ago";
}

/** What an `<input type="datetime-local">` holds for a time, in the reader's own time. */
export function inputOf(time: number): string {
    const date = dateOf(time);
    const two = (part: number): string => String(part).padStart(2, "0");
    const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time of what such an input holds; undefined where it holds none. */
export function timeOfInput(text: string): number | undefined {
    const time = text === "" ? NaN : new Date(text).getTime();
    return Number.isNaN(time) ? undefined : Math.floor(time / MILLISECONDS);
}
