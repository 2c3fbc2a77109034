// The records of an evening of auctions -> what the page of rooms is made of. Times are seconds since the first sample; columns
// have an entry for each sample.
import { createEvening } from "../rooms/evening.mjs";
import { roomsFaultsOf, roomsVerdict } from "../rooms/result.mjs";
import { longestColumn, round, roundCallbacks, sum, trafficColumns } from "./collect.mjs";
import { createFaults } from "./faults.mjs";

/** Collects records. `data(run)` is to be called behind the last of them. */
export function createRoomsCollector() {
    const evening = createEvening();
    const faults = createFaults();
    const samples = [];
    let start;
    let callbacks;
    let result;

    const place = (time) => round(time - samples[0].time);
    const readers = {
        start: (record) => (start = record),
        fault: (record) => faults.take(record, place(record.time)),
        sample: (record) => samples.push(record),
        callbacks: (record) => (callbacks = record),
        result: (record) => (result = record),
    };
    /** The auctions as stretches of time, each until the next one, and what was before the first. */
    const stretches = (end) => {
        const gathering = { label: "", name: "before the first auction", time: samples[0].time };
        const all = [gathering, ...evening.auctions.map(({ name, time }) => ({ label: name, name, time }))];
        return all.map(({ label, name, time }, index) => ({
            label,
            name,
            from: place(time),
            to: index + 1 < all.length ? place(all[index + 1].time) : end,
            unix: start.startTime + time,
            isQuiet: false,
        }));
    };

    return {
        take: (record) => {
            readers[record.type]?.(record);
            evening.take(record);
        },
        /** `run`: { summary, command }, in words. */
        data: (run) => {
            const at = samples.map(({ time }) => place(time));
            const end = at.at(-1);
            return {
                run: { ...run, seed: start.seed, loss: start.loss },
                isConverged: roomsFaultsOf(result).length === 0,
                verdict: roomsVerdict(result, evening),
                result,
                stretches: stretches(end),
                faults: faults.list(end),
                at,
                members: {
                    online: samples.map(({ online }) => online),
                    fewest: samples.map(({ fewest }) => fewest),
                    most: samples.map(({ most }) => most),
                },
                auctions: evening.auctions.map(({ name, bids, outcome, faults: begun }, index) => {
                    const { median, worst } = evening.delays(index);
                    return { name, bids, outcome, median, worst, faults: begun.map(({ fault }) => fault) };
                }),
                delays: evening.delays(),
                bids: evening.bids
                    .map(({ client, time, seconds }) => ({ client, at: place(time), seconds: round(seconds) }))
                    .sort((a, b) => a.at - b.at),
                leases: evening.leases.map(({ client, from, to }) => {
                    return { client, from: place(from), to: to === undefined ? end : place(to) };
                }),
                traffic: trafficColumns(samples),
                totals: {
                    messages: sum(result.clients.map(({ messages }) => messages)),
                    bytes: sum(result.clients.map(({ bytes }) => bytes)),
                },
                longest: longestColumn(samples),
                callbacks: roundCallbacks(callbacks),
            };
        },
    };
}
