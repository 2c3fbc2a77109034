/** The evening: what is put up, how each auction ends, and what goes wrong meanwhile. */

import { type RoomFault } from "./records";

export interface PlannedAuction {
    readonly name: string;
    /** As a player types it. */
    readonly link: string;
    /** Seconds until it ends; none when the council ends it. */
    readonly seconds?: number;
    /** Seconds from the start in which bids are clicked. */
    readonly bidding: number;
    readonly fault: RoomFault;
    /** Seconds from the start until that. */
    readonly faultAt: number;
}

const MINUTE = 60;
/** Bids end so long before the end that they arrive, whatever is lost. */
const BIDDING = 40;
const FAULT_AT = 20;

function item(
    id: number,
    color: string,
    name: string,
    fault: RoomFault,
    changes?: Partial<PlannedAuction>,
): PlannedAuction {
    const link = `|cff${color}|Hitem:${id}::::::::60:::::|h[${name}]|h|r`;
    return { name, link, seconds: MINUTE, bidding: BIDDING, fault, faultAt: FAULT_AT, ...changes };
}

const EPIC = "a335ee";
const LEGENDARY = "ff8000";

/**
 * The split lasts longer than a lease does without a word of its holder, 104 s, so that each side has an auctioneer and
 * sells the item.
 */
export const SPLIT_SECONDS = 210;
/** Seconds after a crash until the client is back. */
export const CRASH_SECONDS = 45;

export const AUCTIONS: readonly PlannedAuction[] = [
    item(16866, EPIC, "Helm of Might", "reload"),
    item(17182, LEGENDARY, "Sulfuras, Hand of Ragnaros", "auctioneer"),
    item(18814, EPIC, "Choker of the Fire Lord", "late"),
    item(18816, EPIC, "Perdition's Blade", "leave", { seconds: undefined }),
    item(17063, EPIC, "Band of Accuria", "partition", { seconds: 220, bidding: 190 }),
    item(19019, LEGENDARY, "Thunderfury, Blessed Blade of the Windseeker", "crash"),
];
