// The figures in the head of the page of a room.
import { formatBytes, formatCount, formatDuration, formatMs } from "./format.mjs";

const seconds = (value) => (value === undefined ? "none" : `${value.toFixed(1)} s`);

/** [name, figure, remark] */
export function roomsFiguresOf({ result, totals, at, delays, longest }) {
    const played = at.at(-1);
    const worst = longest.reduce((most, entry) => (entry && entry.ms > most.ms ? entry : most), { ms: 0, what: "" });
    return [
        [
            "auctions",
            formatCount(result.auctions),
            `${formatCount(result.overruled)} sale overruled by another auctioneer's`,
        ],
        ["bids", formatCount(result.bids), `${formatCount(result.withdrawn)} gone with their bidder`],
        ["shown by all after", seconds(delays.median), `median; worst ${seconds(delays.worst)}`],
        [
            "messages",
            formatCount(totals.messages),
            `${formatCount((totals.messages / played) * 60)} a minute, all together`,
        ],
        ["bytes", formatBytes(totals.bytes), `${formatCount(totals.bytes / totals.messages)} a message`],
        ["longest callback", formatMs(worst.ms), worst.what],
        ["game time played", formatDuration(played), `${result.cpuSeconds.toFixed(0)} s of processor time`],
    ];
}
