// One way to put a uPlot chart into the page: it follows the width of its element, the theme, and the keyboard.
import uPlot from "uplot";
import { color, FONT, onThemeChange } from "./theme.mjs";

/** Lets series be switched by keyboard, as uPlot does by mouse. */
function makeLegendAccessible(chart) {
    const heads = [...chart.root.querySelectorAll(".u-legend .u-series th")];
    for (const [series, head] of heads.entries()) {
        // The first one is the x axis.
        if (series === 0) continue;
        head.tabIndex = 0;
        head.setAttribute("role", "button");
        const tell = () => head.setAttribute("aria-pressed", String(chart.series[series].show));
        head.addEventListener("click", tell);
        head.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            head.click();
        });
        tell();
    }
}

/** An axis in the page's colours. */
export const axis = (options) => ({
    stroke: color("--soft"),
    font: FONT,
    labelFont: FONT,
    labelSize: 18,
    grid: { stroke: color("--grid"), width: 1 },
    ticks: { stroke: color("--line"), width: 1, size: 4 },
    ...options,
});

/** A y axis with a name and a unit. */
export const valueAxis = (label, options = {}) => axis({ label, size: 52, ...options });

/** What a line is drawn like stands in the legend, too. */
const MARKERS = { dash: (chart, index) => (chart.series[index].dash?.length > 0 ? "dashed" : "solid") };

/** What a legend says of a value: nothing while the cursor is elsewhere, `empty` where there is none. */
export const legendValue = (format, empty) => (chart, value, series, index) => {
    if (index === null || index === undefined) return "";
    return value === null || value === undefined ? empty : format(value, series, index);
};

/**
 * Draws a chart into an element: `make(width)` gives { options, data } of a uPlot, whose width and accessibility are seen to
 * here. The `draw` that comes back makes it anew; `chart()` is what stands there now.
 */
export function mount(element, label, make) {
    let chart;
    const draw = () => {
        const hidden = chart?.series.map(({ show }) => !show);
        chart?.destroy();
        const width = Math.max(1, Math.floor(element.clientWidth));
        const { options, data } = make(width);
        chart = new uPlot({ width, ...options, legend: { markers: MARKERS, ...options.legend } }, data, element);
        hidden?.forEach((isHidden, index) => {
            if (isHidden && index > 0 && index < chart.series.length) chart.setSeries(index, { show: false });
        });
        const canvas = chart.root.querySelector("canvas");
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", label);
        if (options.legend?.show !== false) makeLegendAccessible(chart);
    };
    draw();
    new ResizeObserver(() => {
        const width = Math.floor(element.clientWidth);
        if (width > 0 && width !== chart.width) draw();
    }).observe(element);
    onThemeChange(draw);
    return { draw, chart: () => chart };
}

export const { paths } = uPlot;
