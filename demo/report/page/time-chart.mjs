// What all charts over the run have in common: the axis, raids and faults behind the lines, zoom and cursor.
import { axis, legendValue, mount } from "./chart.mjs";
import { drawBackdrop, drawFaultNames } from "./backdrop.mjs";
import { formatMoment, formatTick } from "./format.mjs";
import { unixAt } from "./run.mjs";

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 72000, 144000, 360000];
/** Room above the plot for the names of raids. */
const TOP = 24;
/** Room for half of the last label of the axis. */
const RIGHT = 26;

/** The x axis: time played. */
const timeAxis = () =>
    axis({
        incrs: STEPS,
        values: (_, splits, __, ___, step) => splits.map((value) => formatTick(value, step)),
        space: 64,
        label: "time played",
        size: 30,
    });

/** Shows what was drawn with the mouse in all charts. */
function showSelection(chart, viewport) {
    const { left, width } = chart.select;
    if (width === 0) return;
    const [from, to] = [left, left + width].map((position) => chart.posToVal(position, "x"));
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    viewport.show(from, to);
}

/**
 * A chart over the run. `make()` gives { height, series, data, axes, scales, hooks, legend, cursor, isNamingFaults }; series and
 * axes without those of the time, hooks without `drawClear` and `setSelect`.
 */
export function mountTimeChart(element, label, { data, viewport }, make) {
    return mount(element, label, () => {
        const { height, series, axes, scales, hooks = {}, legend, cursor, isNamingFaults, ...made } = make();
        const options = {
            height,
            padding: [TOP, RIGHT, 0, 0],
            legend,
            cursor: {
                sync: { key: "run", scales: ["x", null] },
                drag: { x: true, y: false, setScale: false },
                y: false,
                bind: { dblclick: () => () => viewport.reset() },
                ...cursor,
            },
            scales: { x: { time: false, min: viewport.from, max: viewport.to }, ...scales },
            series: [{ label: "Time", value: legendValue((at) => formatMoment(unixAt(data, at)), "") }, ...series],
            axes: [timeAxis(), ...axes],
            hooks: {
                ...hooks,
                drawClear: [(chart) => drawBackdrop(chart, data)],
                draw: [...(hooks.draw ?? []), ...(isNamingFaults ? [(chart) => drawFaultNames(chart, data)] : [])],
                setSelect: [(chart) => showSelection(chart, viewport)],
            },
        };
        return { options, data: made.data };
    });
}

/** Lets a chart whose data do not depend on what is shown follow the viewport. */
export function followViewport(mounted, viewport) {
    viewport.onChange(({ from, to }) => mounted.chart().setScale("x", { min: from, max: to }));
}
