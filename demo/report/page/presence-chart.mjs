// A row for each client: when it was online, and how many events it lacked.
import { axis } from "./chart.mjs";
import { formatCount, formatMoment } from "./format.mjs";
import { lastNotAbove, unixAt } from "./run.mjs";
import { color } from "./theme.mjs";
import { followViewport, mountTimeChart } from "./time-chart.mjs";

const ROW = 20;
/** Height of what is not rows: both axes. */
const FRAME = 80;
const NAMES = 78;
/** Pixels of the shortest time in which something is lacked, unless it is one of many. */
const LEAST_WIDTH = 2;
const MANY = 100;

/** From the lowest number of missing events on. The colours go from cold to warm, and offline is a thin line. */
export const LEVELS = [
    { least: 0, color: "--blue", label: "nothing" },
    { least: 1, color: "--sky", label: "1 to 9 events" },
    { least: 10, color: "--orange", label: "10 to 99" },
    { least: 100, color: "--vermilion", label: "100 and more" },
];

export function levelOf(missing) {
    return LEVELS.findLast(({ least }) => missing >= least);
}

/** Runs of samples in which a row looks the same: { from, to, level }, level undefined while offline. */
export function runsOf({ at, existing, held, online }, client) {
    const runs = [];
    for (let sample = 0; sample + 1 < at.length; sample++) {
        const isOnline = online[client][sample] === "1";
        const level = isOnline ? levelOf(existing[sample] - held[client][sample]) : undefined;
        const last = runs.at(-1);
        if (last !== undefined && last.level === level) last.to = at[sample + 1];
        else runs.push({ from: at[sample], to: at[sample + 1], level });
    }
    return runs;
}

function drawRows(chart, rows) {
    const { ctx, bbox } = chart;
    const height = bbox.height / rows.length;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    rows.forEach((runs, row) => {
        const { min, max } = chart.scales.x;
        const seen = runs.filter(({ from, to }) => to >= min && from <= max);
        // What is lacked for a moment is seen, too: drawn last, and not narrower than that.
        const order = seen.sort((a, b) => (a.level?.least ?? 0) - (b.level?.least ?? 0));
        for (const { from, to, level } of order) {
            const left = chart.valToPos(from, "x", true);
            const least = level?.least > 0 && seen.length < MANY ? LEAST_WIDTH * devicePixelRatio : 0;
            const width = Math.max(least, chart.valToPos(to, "x", true) - left);
            const share = level === undefined ? 0.08 : 0.7;
            ctx.fillStyle = color(level?.color ?? "--grey");
            ctx.fillRect(left, bbox.top + height * (row + (1 - share) / 2), width, height * share);
        }
    });
    ctx.restore();
}

function describe(data, sample, client) {
    const { name } = data.result.clients[client];
    const held = data.held[client][sample];
    const missing = data.existing[sample] - held;
    const state = data.online[client][sample] === "1" ? "" : ", offline";
    const lack = missing > 0 ? `, lacks ${formatCount(missing)}` : "";
    return `${formatMoment(unixAt(data, data.at[sample]))}: ${name} holds ${formatCount(held)} events${lack}${state}`;
}

export function mountPresenceChart(element, readout, context) {
    const { data, viewport } = context;
    const { clients } = data.result;
    const rows = clients.map((_, client) => runsOf(data, client));
    const tell = (chart) => {
        const { left, top } = chart.cursor;
        if (left < 0 || top < 0) return;
        const sample = Math.max(0, lastNotAbove(data.at, chart.posToVal(left, "x")));
        const client = Math.min(clients.length - 1, Math.floor((top / chart.over.clientHeight) * clients.length));
        // Of a chart that only follows another one's cursor, top means nothing.
        if (chart.over.matches(":hover")) readout.textContent = describe(data, sample, client);
    };
    const mounted = mountTimeChart(
        element,
        "When each client was online and how many events it lacked",
        context,
        () => ({
            height: clients.length * ROW + FRAME,
            series: [{ label: "client", paths: () => null, points: { show: false } }],
            data: [data.at, data.at.map(() => 0)],
            legend: { show: false },
            cursor: { points: { show: false } },
            axes: [
                axis({
                    size: NAMES,
                    grid: { show: false },
                    ticks: { show: false },
                    splits: () => clients.map((_, client) => client + 0.5),
                    values: () => clients.map(({ name }) => name),
                }),
            ],
            scales: { y: { dir: -1, range: () => [0, clients.length] } },
            hooks: { draw: [(chart) => drawRows(chart, rows)], setCursor: [tell] },
        }),
    );
    followViewport(mounted, viewport);
    return mounted;
}
