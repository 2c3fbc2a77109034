// The report's time: seconds in which somebody was online, the nights and weeks between them left out.

const MS = 1000;
/** Seconds from the end of a stretch to the next one: so that each moment belongs to one of them. */
const SEAM = 0.01;

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });

/** The label of a raid: "Thu 9 Nov". */
const dayOf = (unixSeconds) => DAY.format(unixSeconds * MS).replace(",", "");

const round = (seconds) => Math.round(seconds * MS) / MS;

/** Places the moments of a run on one axis. To be told, in order, of each beginning and of each later moment. */
export function createTimeline() {
    const stretches = [];
    let begunAt = 0;

    return {
        /** Stretches in order: `{ label, from, to, unix, isQuiet }`, `from` and `to` in seconds on the axis. */
        stretches,
        /** People come online at `time` (seconds since the realm began). */
        begin: (time, unix, isQuiet) => {
            const last = stretches.at(-1);
            const from = last === undefined ? 0 : round(last.to + SEAM);
            const label = isQuiet ? "after the last raid" : dayOf(unix);
            stretches.push({ label, from, to: from, unix, isQuiet });
            begunAt = time;
        },
        /** Where a moment of the newest stretch is on the axis. */
        place: (time) => {
            const stretch = stretches.at(-1);
            const at = round(stretch.from + time - begunAt);
            stretch.to = Math.max(stretch.to, at);
            return at;
        },
    };
}
