/** Time as this program's surroundings tell it. Tests have their own. */

/** Ends what was begun. */
export type Cancel = () => void;

export interface Clock {
    /** Milliseconds that never go back. */
    now(): number;
    /** Unix seconds. */
    unix(): number;
    /** Does something once, so many milliseconds from now, at most 24 days, unless it was cancelled. */
    after(ms: number, work: () => void): Cancel;
    /** A number drawn evenly from 0 to 1, 1 excluded. */
    random(): number;
}

/** The longest time that a timer of Node can have: with a longer one it does its work at once. */
const LONGEST = 2_147_483_647;

/** The time of this computer. */
export const systemClock: Clock = {
    now: () => performance.now(),
    unix: () => Math.floor(Date.now() / 1000),
    after(ms, work) {
        const timer = setTimeout(work, Math.min(ms, LONGEST));
        return () => clearTimeout(timer);
    },
    random: () => Math.random(),
};
