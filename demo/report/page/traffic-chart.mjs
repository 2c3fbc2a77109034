// Messages or bytes by kind over time, as stacked bars.
import { legendValue, paths, valueAxis } from "./chart.mjs";
import { spread, stack } from "./bins.mjs";
import { formatCount, formatShort } from "./format.mjs";
import { KINDS } from "./run.mjs";
import { color } from "./theme.mjs";
import { mountTimeChart } from "./time-chart.mjs";

const HEIGHT = 260;
/** Pixels of a bar with its gap. */
const BAR = 7;
const MINUTE = 60;

/** Columns of the groups that were seen, in the order of KINDS: { label, color, messages, bytes }. */
export function groupTraffic(traffic) {
    const groups = new Map();
    for (const [kind, { group, color: name }] of Object.entries(KINDS)) {
        const column = traffic.find((other) => other.kind === kind);
        if (column === undefined) continue;
        const before = groups.get(group);
        const add = (unit) => column[unit].map((count, index) => count + (before?.[unit][index] ?? 0));
        groups.set(group, { label: group, color: name, messages: add("messages"), bytes: add("bytes") });
    }
    return [...groups.values()];
}

export function mountTrafficChart(element, choice, context) {
    const { data, viewport } = context;
    const groups = groupTraffic(data.traffic);
    let unit = "messages";
    const hidden = new Set();
    /** What is switched off must not lift what stands on it. */
    const toggle = (label, show) => {
        if (label === undefined || show === undefined || hidden.has(label) !== show) return;
        if (show) hidden.delete(label);
        else hidden.add(label);
        queueMicrotask(() => mounted.draw());
    };
    const mounted = mountTimeChart(element, "Messages by kind over time", context, () => {
        const { from, to } = viewport;
        const bins = Math.max(10, Math.floor((element.clientWidth - 70) / BAR));
        const width = (to - from) / bins;
        const rates = groups.map((group) => {
            const counts = spread(data.at, group[unit], from, to, bins);
            return counts.map((count) => (hidden.has(group.label) ? 0 : (count / width) * MINUTE));
        });
        const sums = stack(rates);
        const format = unit === "messages" ? formatShort : formatCount;
        // The highest first, so that each covers what of the one before is not its own.
        const series = groups.map(({ label, color: name }, index) => ({
            label,
            stroke: color(name),
            fill: color(name),
            width: 0,
            paths: paths.bars({ size: [0.85, Infinity], align: 0 }),
            points: { show: false },
            value: legendValue((_, __, bin) => format(rates[index][bin]), ""),
        }));
        return {
            height: HEIGHT,
            series: series.reverse(),
            data: [sums[0].map((_, bin) => from + (bin + 0.5) * width), ...sums.reverse()],
            axes: [valueAxis(`${unit} a minute`)],
            scales: { y: { range: (_, low, high) => [0, Math.max(1, high * 1.05)] } },
            hooks: { setSeries: [(chart, index, { show }) => toggle(chart.series[index]?.label, show)] },
        };
    });
    viewport.onChange(() => mounted.draw());
    for (const input of choice) {
        input.addEventListener("change", () => {
            unit = input.value;
            mounted.draw();
        });
    }
    return mounted;
}
