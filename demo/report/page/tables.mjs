// The tables: totals by kind, callbacks by sort, clients.
import { element, fillTable, swatch } from "./dom.mjs";
import { formatBytes, formatCount, formatMs, formatShare } from "./format.mjs";
import { LIMIT } from "./longest-chart.mjs";
import { KINDS } from "./run.mjs";

const sum = (values) => values.reduce((total, value) => total + value, 0);
const number = (title) => ({ title, className: "number" });

/** Totals by kind: { kind, messages, bytes }, in the order of KINDS. */
export const totalsOf = (traffic) =>
    Object.keys(KINDS)
        .map((kind) => traffic.find((column) => column.kind === kind))
        .filter((column) => column !== undefined)
        .map(({ kind, messages, bytes }) => ({ kind, messages: sum(messages), bytes: sum(bytes) }));

export function fillTrafficTable(table, { traffic }) {
    const totals = totalsOf(traffic);
    const messages = sum(totals.map((total) => total.messages));
    const bytes = sum(totals.map((total) => total.bytes));
    const rows = totals.map((total) => {
        const { label, color } = KINDS[total.kind];
        const share = total.bytes / bytes;
        const bar = element("span", { className: "bar" });
        bar.style.cssText = `background: var(${color}); width: ${share * 100}%`;
        return [
            element("span", {}, swatch(color), label),
            formatCount(total.messages),
            formatCount(total.bytes),
            formatCount(total.bytes / total.messages),
            formatShare(share),
            bar,
        ];
    });
    fillTable(
        table,
        [
            { title: "kind" },
            ...["messages", "bytes", "bytes each", "share of bytes"].map(number),
            { title: "", className: "share" },
        ],
        rows,
        ["all", formatCount(messages), formatCount(bytes), formatCount(bytes / messages), "", ""],
    );
}

export function fillCallbacksTable(table, { callbacks: { bounds, rows } }) {
    const limit = bounds.indexOf(LIMIT) + 1;
    const sorted = [...rows].sort((a, b) => b.totalMs - a.totalMs);
    fillTable(
        table,
        [{ title: "callback" }, ...["calls", "mean", "longest", `${LIMIT} ms and more`, "together"].map(number)],
        sorted.map(({ what, calls, totalMs, longestMs, bins }) => [
            what,
            formatCount(calls),
            formatMs(totalMs / calls),
            formatMs(longestMs),
            formatCount(sum(bins.slice(limit))),
            `${(totalMs / 1000).toFixed(2)} s`,
        ]),
    );
}

export function fillClientsTable(table, { result }) {
    const titles = ["events", "weeks equal"].map(number);
    const columns = [{ title: "client" }, { title: "" }, ...titles, { title: "state" }];
    fillTable(
        table,
        [...columns, ...["messages sent", "bytes sent", "longest callback"].map(number)],
        result.clients.map((client) => [
            client.name,
            client.isOfficer ? "officer" : "",
            formatCount(client.events),
            `${client.weeksEqual} of ${client.weeks}`,
            element("code", {}, client.digest),
            formatCount(client.messages),
            formatBytes(client.bytes),
            `${formatMs(client.longestMs)} ${client.longestWhat}`,
        ]),
    );
}
