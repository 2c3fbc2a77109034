/** What the agent remembers of a room between two looks: plain data, which whoever calls keeps. */

/** Longest time for which a wait is drawn, in seconds. */
export const LONGEST_WAIT = 600;

/** All of it may be lost: then waits are drawn anew. */
export interface AgentMemory {
    /** By what waits: the Unix second at which it ends. */
    readonly waits: Readonly<Record<string, number>>;
    /** By placeName(): the Unix second of the last record of kind _about_. */
    readonly abouts: Readonly<Record<string, number>>;
}

export const NO_MEMORY: AgentMemory = { waits: {}, abouts: {} };

/** Time and chance, as they are for one look. */
export interface Moment {
    /** Unix seconds. */
    readonly now: number;
    /** From 0 to below 1. */
    readonly random: () => number;
}

/** The waits of one look: those that are not asked for any more are forgotten. */
export class Waits {
    /** Those that were asked for, also those that are over. */
    readonly asked: Record<string, number> = {};

    constructor(
        private readonly before: Readonly<Record<string, number>>,
        private readonly moment: Moment,
    ) {}

    /** Whether a wait is over; it begins with the first time that this is asked. */
    isOver(name: string): boolean {
        const { now, random } = this.moment;
        const known = this.before[name];
        // One that ends later than one can be drawn comes of a clock that was set back.
        const isKnown = known !== undefined && known <= now + LONGEST_WAIT;
        const end = isKnown ? known : now + Math.floor(random() * (LONGEST_WAIT + 1));
        this.asked[name] = end;
        return end <= now;
    }

    /** Those that are not over. */
    open(): Record<string, number> {
        return Object.fromEntries(Object.entries(this.asked).filter(([, end]) => end > this.moment.now));
    }
}
