/** A value over time as a chart: loaded only where there is one. */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Curve } from "./answers";
import { dayText, numberText, timeText } from "./words";

const HEIGHT = 220;
const STROKE = 2;

/** Draws points into a place, as wide as it is. @returns what takes the chart away. */
export function drawCurve(place: HTMLElement, points: Curve["points"], title: string): () => void {
    // A canvas knows no colours of the style sheet by name.
    const probe = document.createElement("span");
    probe.className = "chart-colors";
    place.append(probe);
    const { color: accent, backgroundColor: grid, borderTopColor: text } = getComputedStyle(probe);
    probe.remove();
    const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid } };
    const chart = new uPlot(
        {
            width: place.clientWidth,
            height: HEIGHT,
            legend: { show: true },
            cursor: { y: false },
            axes: [
                { ...axis, values: (_, splits) => splits.map(dayText) },
                { ...axis, values: (_, splits) => splits.map(numberText) },
            ],
            series: [
                { value: (_, time) => (time === null ? "–" : timeText(time)) },
                {
                    label: title,
                    value: (_, value) => (value === null ? "–" : numberText(value)),
                    stroke: accent,
                    width: STROKE,
                    // A value stays until the next event.
                    ...(uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
                    points: { show: false },
                },
            ],
        },
        [points.map(([time]) => time), points.map(([, value]) => value)],
        place,
    );
    const watch = new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: HEIGHT }));
    watch.observe(place);
    return () => {
        watch.disconnect();
        chart.destroy();
    };
}
