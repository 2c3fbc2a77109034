// What the evening came to: the table, the verdict, the exit code.
import Table from "cli-table3";

const count = (value) => value.toLocaleString("en");
const seconds = (value) => (value === undefined ? "" : `${value.toFixed(1)} s`);

/** A row for each auction. */
export function auctionsTable({ auctions, delays }) {
    const grid = new Table({
        head: ["auction", "meanwhile", "bids", "shown by all: median", "worst", "goes to"],
        colAligns: ["left", "left", "right", "right", "right", "left"],
        style: { head: [], border: [] },
    });
    auctions.forEach(({ name, faults, bids, outcome }, index) => {
        const { median, worst } = delays(index);
        const meanwhile = faults.map(({ fault }) => fault).join(", ");
        grid.push([name, meanwhile, count(bids), seconds(median), seconds(worst), outcome]);
    });
    return grid.toString();
}

/** Why a result is not what it has to be; empty when it is. */
export function roomsFaultsOf({ clients, errors, isEqual, unseen, unshown, wrong }) {
    const [first] = clients;
    const ledgers = clients.filter(({ digest }) => digest !== first.digest).length;
    const windows = clients.filter(({ isWindowEqual }) => !isWindowEqual).length;
    return [
        ledgers > 0 && `ledgers other than ${first.name}'s: ${count(ledgers)}`,
        windows > 0 && `windows other than ${first.name}'s: ${count(windows)}`,
        !isEqual && ledgers === 0 && windows === 0 && "not all were equal in time",
        wrong > 0 && `auctions that went to another than the highest bidder: ${count(wrong)}`,
        unshown > 0 && `auctions whose end not all showed: ${count(unshown)}`,
        unseen > 0 && `bids that not all showed: ${count(unseen)}`,
        errors > 0 && `errors in the error handler: ${count(errors)}`,
    ].filter((fault) => fault !== false);
}

/** One line. */
export function roomsVerdict(result, { delays }) {
    const { auctions, bids, clients, cpuSeconds, overruled, quietSeconds, seed } = result;
    const faults = roomsFaultsOf(result);
    const run = `(seed ${seed}, ${cpuSeconds.toFixed(0)} s of processor time)`;
    if (faults.length > 0) return `NOT CONVERGED: ${faults.join(", ")} ${run}`;
    const { median, worst } = delays();
    return (
        `converged: ${clients.length} clients, ${count(auctions)} auctions, ${count(overruled)} sale overruled, ` +
        `${count(bids)} bids, shown by all after ${seconds(median)} (median; worst ${seconds(worst)}); ` +
        `ledgers and windows equal ${Math.round(quietSeconds)} s of game time after the last auction ${run}`
    );
}
