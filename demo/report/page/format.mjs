// Numbers and moments in words.

const MS = 1000;
const HOUR = 3600;
const MINUTE = 60;

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
});
const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

const two = (value) => String(value).padStart(2, "0");

/** 12,345 */
export const formatCount = (value) => whole.format(value);

/** Three digits: 1.23, 12.3, 123. */
export const formatShort = (value) => short.format(value);

/** 4.20 ms */
export const formatMs = (ms) => `${ms.toFixed(ms < 1 ? 3 : 2)} ms`;

/** 12.3 kB; a kB is 1,000 bytes. */
export const formatBytes = (bytes) => (bytes < MS ? `${bytes} B` : `${short.format(bytes / MS)} kB`);

/** 1:02:03, or 2:03 below an hour. */
export function formatDuration(seconds) {
    const total = Math.round(seconds);
    const rest = `${two(Math.floor((total % HOUR) / MINUTE))}:${two(total % MINUTE)}`;
    return total >= HOUR ? `${Math.floor(total / HOUR)}:${rest}` : rest.replace(/^0(?=\d)/, "");
}

/** A moment on an axis with a tick every `step` seconds: "3 h", "2:30" or "2:30:05". */
export function formatTick(seconds, step) {
    if (step >= HOUR) return `${Math.round(seconds / HOUR)} h`;
    const minutes = `${Math.floor(seconds / HOUR)}:${two(Math.floor((seconds % HOUR) / MINUTE))}`;
    return step >= MINUTE ? minutes : `${minutes}:${two(Math.round(seconds % MINUTE))}`;
}

/** "5 %" of 0.05. */
export const formatShare = (share) => `${tenths.format(share * 100)} %`;

/** "Thu 9 Nov 2023 19:30:05" of Unix seconds. */
export const formatMoment = (unixSeconds) => moment.format(unixSeconds * MS).replaceAll(",", "");

/** "9 Nov 2023" of Unix seconds. */
export const formatDay = (unixSeconds) => day.format(unixSeconds * MS);

/** The first day of a week by its number. */
export const formatWeek = (number) => formatDay(number * 7 * 24 * HOUR);
