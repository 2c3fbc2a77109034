// How many callbacks took how long: bars on two logarithmic axes.
import { axis, legendValue, mount, paths, valueAxis } from "./chart.mjs";
import { formatCount } from "./format.mjs";
import { LIMIT } from "./longest-chart.mjs";
import { color } from "./theme.mjs";

const HEIGHT = 260;
/** Bounds that have a number below the axis. */
const LABELLED = [0.01, 0.1, 1, 5, 10, 100];
/** The y axis begins below one callback, so that one is seen. */
const LOWEST = 0.5;

const powersOfTen = (_, splits) => splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null));

/** Callbacks by bin, all sorts together. */
export const sumBins = ({ bounds, rows }) =>
    [...bounds, Infinity].map((_, bin) => rows.reduce((sum, row) => sum + row.bins[bin], 0));

/** "0.5 to 0.7 ms" */
export function binName(bounds, bin) {
    if (bin === 0) return `below ${bounds[0]} ms`;
    if (bin === bounds.length) return `${bounds.at(-1)} ms and more`;
    return `${bounds[bin - 1]} to ${bounds[bin]} ms`;
}

export function mountHistogramChart(element, { data }) {
    const { bounds } = data.callbacks;
    const counts = sumBins(data.callbacks);
    const limit = bounds.indexOf(LIMIT) + 1;
    const part = (isLong) => counts.map((count, bin) => (count > 0 && bin >= limit === isLong ? count : null));
    const bars = (label, name) => ({
        label,
        stroke: color(name),
        fill: color(name),
        width: 0,
        paths: paths.bars({ size: [0.85, Infinity] }),
        points: { show: false },
        value: legendValue(formatCount, "0"),
    });
    return mount(element, "Callbacks by duration", () => ({
        options: {
            height: HEIGHT,
            padding: [24, 12, 0, 0],
            cursor: { y: false, drag: { x: false, y: false } },
            scales: {
                x: { time: false, range: () => [-0.5, counts.length - 0.5] },
                y: { distr: 3, log: 10, range: (_, low, high) => [LOWEST, Math.max(10, high * 2)] },
            },
            series: [
                { label: "Duration", value: legendValue((bin) => binName(bounds, bin), "") },
                bars(`below ${LIMIT} ms`, "--blue"),
                bars(`${LIMIT} ms and more`, "--vermilion"),
            ],
            axes: [
                axis({
                    size: 30,
                    label: "ms",
                    grid: { show: false },
                    // Bin b ends half a bar behind its middle.
                    splits: () => LABELLED.map((bound) => bounds.indexOf(bound) + 0.5),
                    values: () => LABELLED.map((bound) => String(bound)),
                }),
                valueAxis("callbacks", {
                    grid: { stroke: color("--grid"), width: 1, filter: powersOfTen },
                    filter: powersOfTen,
                    values: (_, splits) => splits.map((value) => (value === null ? "" : formatCount(value))),
                    size: 66,
                }),
            ],
        },
        data: [counts.map((_, bin) => bin), part(false), part(true)],
    }));
}
