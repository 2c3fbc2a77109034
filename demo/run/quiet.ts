/** After the last event: everybody comes online, nobody writes, and the ledgers have time to become equal. */

import { compare, isEqual, readHoldings, type Holdings } from "./compare";
import { type DemoGuild } from "./guild";
import { QUIET_SAMPLES } from "./recorder";

export const QUIET_PHASE = "quiet";

/** Seconds of game time after which it is given up. */
export const QUIET_LIMIT = 1800;
/** Seconds between two looks at the numbers of events. */
const LOOK_INTERVAL = 1;
/** Looks between two lines of progress. */
const LOOKS_PER_PROGRESS = 10;
/** Seconds until the next full comparison when the numbers are equal and the contents are not. */
const RECHECK = 60;

/** How the quiet phase ended. */
export interface Quiet {
    /** By client. */
    readonly holdings: readonly Holdings[];
    readonly isEqual: boolean;
    /** Seconds of game time that it took. */
    readonly seconds: number;
}

/** Reads what all clients hold; they are online. */
export function readAll(guild: DemoGuild): Holdings[] {
    return guild.members.map((member) => readHoldings(member));
}

/** Whether all hold what the first one holds. */
export function areEqual(holdings: readonly Holdings[]): boolean {
    return holdings.every((other) => isEqual(compare(holdings[0], other)));
}

/** Whether all have the same number of events and a state that shows them: cheap to ask, and true before a comparison can be. */
function areLevel(guild: DemoGuild): boolean {
    const first = guild.members[0];
    return guild.members.every((member) => member.events === first.events && member.lag === 0);
}

/** Lets time pass until all are equal, or for `limit` seconds. */
export function becomeEqual(guild: DemoGuild, done: number, limit: number): Quiet {
    for (const member of guild.members) {
        if (!member.isOnline()) guild.login(member);
    }
    guild.recorder?.begin(QUIET_SAMPLES);
    const quiet = awaitEquality(guild, done, limit);
    guild.recorder?.end();
    return quiet;
}

function awaitEquality(guild: DemoGuild, done: number, limit: number): Quiet {
    const { realm } = guild;
    const start = realm.getTime();
    // Until the guild is known the ledgers are closed, all with no events.
    let looks = 0;
    const isLevel = (): boolean => {
        looks++;
        if (looks % LOOKS_PER_PROGRESS === 1) guild.tell(QUIET_PHASE, done);
        else for (const member of guild.members) member.look();
        return guild.members[0].events > 0 && areLevel(guild);
    };
    let holdings: Holdings[] | undefined;
    while (realm.getTime() - start < limit) {
        const left = limit - (realm.getTime() - start);
        if (!realm.advanceUntil(isLevel, left, LOOK_INTERVAL)) break;
        holdings = readAll(guild);
        if (areEqual(holdings)) {
            guild.tell(QUIET_PHASE, done);
            return { holdings, isEqual: true, seconds: realm.getTime() - start };
        }
        realm.advance(math.min(RECHECK, left));
    }
    guild.tell(QUIET_PHASE, done);
    return { holdings: readAll(guild), isEqual: false, seconds: realm.getTime() - start };
}
