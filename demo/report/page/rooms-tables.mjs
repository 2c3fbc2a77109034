// The tables of the page of a room: auctions, clients.
import { element, fillTable } from "./dom.mjs";
import { formatBytes, formatCount } from "./format.mjs";

const number = (title) => ({ title, className: "number" });
const seconds = (value) => (value === undefined ? "" : `${value.toFixed(1)} s`);

export function fillAuctionsTable(table, { auctions }) {
    fillTable(
        table,
        [
            { title: "auction" },
            { title: "meanwhile" },
            ...["bids", "shown by all after: median", "worst"].map(number),
            { title: "goes to" },
        ],
        auctions.map(({ name, faults, bids, median, worst, outcome }) => [
            name,
            faults.join(", "),
            formatCount(bids),
            seconds(median),
            seconds(worst),
            outcome,
        ]),
    );
}

export function fillRoomsClientsTable(table, { result }) {
    fillTable(
        table,
        [
            { title: "client" },
            { title: "" },
            number("events"),
            { title: "ledger" },
            { title: "window" },
            ...["messages sent", "bytes sent"].map(number),
        ],
        result.clients.map((client) => [
            client.name,
            client.isOfficer ? "officer" : "",
            formatCount(client.events),
            element("code", {}, client.digest),
            client.isWindowEqual ? "equal" : "differs",
            formatCount(client.messages),
            formatBytes(client.bytes),
        ]),
    );
}
