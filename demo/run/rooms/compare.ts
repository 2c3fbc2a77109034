/** Whether all clients of the raid end with the same: ledger, standings and what their windows show. */

import { digestOf, formatDigest } from "../compare";
import { type RaidMember } from "./member";

const READ = `
    local events = {}
    for event in Auction.ledger:events() do events[#events + 1] = event end
    return events, Auction.ledger:getState(), Auction.ledger:status().lag
`;

/** What a client is compared by. */
export interface RaidHoldings {
    /** Events in the log. */
    readonly events: number;
    /** Eight hex digits: of log and state. */
    readonly digest: string;
    readonly window: string;
    /** Sales that do not count, since those of another auctioneer do. */
    readonly overruled: number;
    /** Events that the state does not show yet. */
    readonly lag: number;
}

interface State {
    readonly refused: LuaTable<string, string>;
}

/** Reads what an online client holds. */
export function readHoldings(member: RaidMember): RaidHoldings {
    const [events, state, lag] = member.client.run(READ);
    let overruled = 0;
    for (const [, why] of pairs((state as State).refused)) {
        if (why === "term") overruled++;
    }
    return {
        events: (events as object[]).length,
        digest: formatDigest(digestOf([events, state])),
        window: member.window(),
        overruled,
        lag: lag as number,
    };
}

/** Whether all are there and hold what the first one holds. */
export function areEqual(members: readonly RaidMember[]): boolean {
    const [first] = members;
    if (!first.isPresent()) return false;
    const { digest, window, lag } = readHoldings(first);
    return (
        lag === 0 &&
        members.every((member) => {
            if (!member.isPresent() || member.window() !== window) return false;
            return readHoldings(member).digest === digest;
        })
    );
}
