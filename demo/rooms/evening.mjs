// The records of an evening of auctions -> what its table, verdict and report are made of.
import { quantile } from "./quantile.mjs";

/** Collects records: to be told each. */
export function createEvening() {
    const auctions = [];
    const bids = [];
    const leases = [];
    let names = [];
    return {
        /** { name, time, faults, bids, outcome, isShown, delays }: delays in seconds, ascending. */
        auctions,
        /** { auction, client, time, seconds } */
        bids,
        /** Who was the auctioneer: { client, from, to }; to is undefined while it still is. */
        leases,
        take: (record) => {
            if (record.type === "start") names = record.auctions;
            else if (record.type === "auction") {
                auctions.push({ name: names[record.index], time: record.time, faults: [] });
            } else if (record.type === "sold") {
                const { bids: count, outcome, isShown, time: end } = record;
                Object.assign(auctions[record.index], { bids: count, outcome, isShown, end });
            } else if (record.type === "fault" && (!record.isOver || record.fault === "reload")) {
                auctions.at(-1)?.faults.push(record);
            } else if (record.type === "bid") {
                const { client, time, seconds } = record;
                bids.push({
                    auction: auctions.findLastIndex((auction) => auction.time <= time),
                    client,
                    time,
                    seconds,
                });
            } else if (record.type === "lease") {
                const { client, isHeld, time } = record;
                if (isHeld) leases.push({ client, from: time, to: undefined });
                else leases.findLast((lease) => lease.client === client).to = time;
            }
        },
        /** Median and worst delay of the bids of one auction, or of all. */
        delays: (auction) => {
            const seconds = bids
                .filter((bid) => auction === undefined || bid.auction === auction)
                .map((bid) => bid.seconds);
            seconds.sort((a, b) => a - b);
            return { count: seconds.length, median: quantile(seconds, 0.5), worst: seconds.at(-1) };
        },
    };
}
