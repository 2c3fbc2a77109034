// A row for each client that was ever the auctioneer: when it was, by its own word.
import { axis } from "./chart.mjs";
import { formatMoment } from "./format.mjs";
import { unixAt } from "./run.mjs";
import { color } from "./theme.mjs";
import { followViewport, mountTimeChart } from "./time-chart.mjs";

const ROW = 26;
/** Height of what is not rows: both axes. */
const FRAME = 80;
const NAMES = 78;
/** Share of a row that its bar fills. */
const SHARE = 0.7;

/** { client, spans }, in the order in which they first led; `spans` are { from, to }. */
export function holdersOf(leases) {
    const holders = new Map();
    for (const { client, from, to } of leases) {
        if (!holders.has(client)) holders.set(client, { client, spans: [] });
        holders.get(client).spans.push({ from, to });
    }
    return [...holders.values()];
}

/** Names of those who are the auctioneer at a moment. */
export const holdersAt = (leases, at) =>
    leases.filter(({ from, to }) => from <= at && at < to).map(({ client }) => client);

function drawSpans(chart, holders) {
    const { ctx, bbox } = chart;
    const height = bbox.height / holders.length;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = color("--blue");
    holders.forEach(({ spans }, row) => {
        for (const { from, to } of spans) {
            const left = chart.valToPos(from, "x", true);
            const width = Math.max(devicePixelRatio, chart.valToPos(to, "x", true) - left);
            ctx.fillRect(left, bbox.top + height * (row + (1 - SHARE) / 2), width, height * SHARE);
        }
    });
    ctx.restore();
}

export function mountLeaseChart(element, readout, context) {
    const { data, viewport } = context;
    const holders = holdersOf(data.leases);
    const nameOf = (client) => data.result.clients[client].name;
    const tell = (chart) => {
        const { left } = chart.cursor;
        if (left < 0 || !chart.over.matches(":hover")) return;
        const at = chart.posToVal(left, "x");
        const names = holdersAt(data.leases, at).map(nameOf);
        readout.textContent = `${formatMoment(unixAt(data, at))}: ${names.join(" and ") || "nobody"}`;
    };
    const mounted = mountTimeChart(element, "Who was the auctioneer, over time", context, () => ({
        height: holders.length * ROW + FRAME,
        series: [{ label: "auctioneer", paths: () => null, points: { show: false } }],
        data: [data.at, data.at.map(() => 0)],
        legend: { show: false },
        cursor: { points: { show: false } },
        axes: [
            axis({
                size: NAMES,
                grid: { show: false },
                ticks: { show: false },
                splits: () => holders.map((_, row) => row + 0.5),
                values: () => holders.map(({ client }) => nameOf(client)),
            }),
        ],
        scales: { y: { dir: -1, range: () => [0, Math.max(1, holders.length)] } },
        hooks: { draw: [(chart) => drawSpans(chart, holders)], setCursor: [tell] },
    }));
    followViewport(mounted, viewport);
    return mounted;
}
