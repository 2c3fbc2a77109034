// Progress of the evening: a line for whatever happens.
import { describeFault } from "./words.mjs";

/** Shows records on a stream; to be told every record, and in the end to end(). */
export function createRoomsProgress(stream) {
    let names = [];
    let auctions = [];
    const note = (time, text) => stream.write(`${String(Math.round(time)).padStart(5)} s  ${text}\n`);
    const readers = {
        start: (record) => {
            names = record.clients.map(({ name }) => name);
            auctions = record.auctions;
        },
        auction: ({ index, time }) => note(time, `${auctions[index]} is put up`),
        sold: ({ index, time, outcome, bids }) => note(time, `${auctions[index]} goes to ${outcome} (${bids} bids)`),
        fault: (record) => note(record.time, describeFault(record, names)),
        lease: ({ client, isHeld, time }) => note(time, `${names[client]} ${isHeld ? "leads" : "leads no more"}`),
        error: ({ client, time, message }) => note(time, `${client}: error: ${message}`),
    };
    return { take: (record) => readers[record.type]?.(record), end: () => undefined };
}
