// The longest callback of any client since the sample before, over time.
import { legendValue, valueAxis } from "./chart.mjs";
import { formatMoment, formatMs } from "./format.mjs";
import { unixAt } from "./run.mjs";
import { color, lineStyle, pixelFont } from "./theme.mjs";
import { followViewport, mountTimeChart } from "./time-chart.mjs";

const HEIGHT = 260;
/** Milliseconds that a slice may take. */
export const LIMIT = 5;
/** Sorts of callbacks with a colour of their own; the rest share one. */
const SORTS = 5;

/** The horizontal line at the limit. */
function drawLimit(chart) {
    const { ctx, bbox } = chart;
    const at = chart.valToPos(LIMIT, "y", true);
    ctx.save();
    ctx.strokeStyle = color("--bad");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, at);
    ctx.lineTo(bbox.left + bbox.width, at);
    ctx.stroke();
    ctx.font = pixelFont();
    ctx.fillStyle = color("--bad");
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    ctx.fillText(`${LIMIT} ms`, bbox.left + bbox.width, at - 4 * devicePixelRatio);
    ctx.restore();
}

/** Sorts by how often they were the longest, and the columns of their points. */
export function sortsOf(longest) {
    const counts = new Map();
    for (const entry of longest) {
        if (entry !== undefined && entry !== null) counts.set(entry.what, (counts.get(entry.what) ?? 0) + 1);
    }
    const names = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    const shown = names.slice(0, SORTS);
    const columns = shown.map((name) => longest.map((entry) => (entry?.what === name ? entry.ms : null)));
    if (names.length > SORTS) {
        shown.push("other");
        columns.push(longest.map((entry) => (entry && !shown.includes(entry.what) ? entry.ms : null)));
    }
    return { names: shown, columns };
}

export function mountLongestChart(element, readout, context) {
    const { data, viewport } = context;
    const { names, columns } = sortsOf(data.longest);
    const tell = (chart) => {
        const { idx } = chart.cursor;
        const entry = idx === null || idx === undefined ? undefined : data.longest[idx];
        if (!entry || !chart.over.matches(":hover")) return;
        const moment = formatMoment(unixAt(data, data.at[idx]));
        const { name } = data.result.clients[entry.client];
        readout.textContent = `${moment}: ${formatMs(entry.ms)}, ${entry.what} of ${name}`;
    };
    const mounted = mountTimeChart(element, "The longest callback over time", context, () => ({
        height: HEIGHT,
        series: names.map((label, index) => ({
            label,
            stroke: lineStyle(index).stroke,
            paths: () => null,
            points: { show: true, size: 4, fill: lineStyle(index).stroke, width: 0 },
            value: legendValue(formatMs, ""),
        })),
        data: [data.at, ...columns],
        axes: [valueAxis("ms")],
        scales: { y: { range: (_, low, high) => [0, Math.max(LIMIT * 1.1, high * 1.1)] } },
        hooks: { draw: [(chart) => drawLimit(chart)], setCursor: [tell] },
    }));
    followViewport(mounted, viewport);
    return mounted;
}
