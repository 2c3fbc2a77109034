// Behind the lines of a time chart: raids as stripes, faults as bands; and the names of both.
import { faultName } from "./run.mjs";
import { color, pixelFont } from "./theme.mjs";

/** Pixels of the page, around the text of a label. */
const GAP = 8;
/** The narrowest band of a fault that is still seen. */
const LEAST_BAND = 2;

/** Raids as stripes, with their days above. Raids that would be narrower than their stripe's edge are not drawn. */
function drawRaids(chart, data) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    let labelEnd = -Infinity;
    data.stretches.forEach((stretch, index) => {
        const left = Math.max(bbox.left, chart.valToPos(stretch.from, "x", true));
        const right = Math.min(bbox.left + bbox.width, chart.valToPos(stretch.to, "x", true));
        if (right <= left) return;
        if (index % 2 === 1 && right - left > 2 * ratio) {
            ctx.fillStyle = color("--stripe");
            ctx.fillRect(left, bbox.top, right - left, bbox.height);
        }
        const half = ctx.measureText(stretch.label).width / 2 + (GAP / 2) * ratio;
        const middle = (left + right) / 2;
        if (middle - half < Math.max(labelEnd, left - GAP * ratio) || middle + half > right + GAP * ratio) return;
        labelEnd = middle + half;
        ctx.fillStyle = color("--soft");
        ctx.fillText(stretch.label, middle, bbox.top - 8 * ratio);
    });
}

function drawFaults(chart, data) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    for (const fault of data.faults) {
        const left = chart.valToPos(fault.from, "x", true);
        const right = Math.max(left + LEAST_BAND * ratio, chart.valToPos(fault.to, "x", true));
        if (right < bbox.left || left > bbox.left + bbox.width) continue;
        const from = Math.max(bbox.left, left);
        ctx.fillStyle = color("--band");
        ctx.fillRect(from, bbox.top, Math.min(right, bbox.left + bbox.width) - from, bbox.height);
        ctx.fillStyle = color("--vermilion");
        ctx.fillRect(from, bbox.top, Math.min(right, bbox.left + bbox.width) - from, 3 * ratio);
    }
}

function writeFaultNames(chart, data) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    let end = -Infinity;
    ctx.fillStyle = color("--bad");
    for (const fault of data.faults) {
        const name = faultName(data, fault);
        const half = ctx.measureText(name).width / 2;
        const middle = chart.valToPos((fault.from + fault.to) / 2, "x", true);
        const at = Math.min(Math.max(middle, bbox.left + half), bbox.left + bbox.width - half);
        if (middle < bbox.left || middle > bbox.left + bbox.width || at - half < end) continue;
        end = at + half + GAP * ratio;
        ctx.fillText(name, at, bbox.top + 15 * ratio);
    }
}

function withText(chart, body) {
    const { ctx } = chart;
    ctx.save();
    ctx.font = pixelFont();
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    body();
    ctx.restore();
}

/** Raids and faults; the names of raids stand above the plot. */
export const drawBackdrop = (chart, data) =>
    withText(chart, () => {
        drawRaids(chart, data);
        drawFaults(chart, data);
    });

/** Names of faults, in the plot; where two would overlap, the second is left out. The list below the chart has them all. */
export const drawFaultNames = (chart, data) => withText(chart, () => writeFaultNames(chart, data));
