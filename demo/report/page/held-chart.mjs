// Events over time, a line for each client; a faint one while it is offline.
import { legendValue, paths, valueAxis } from "./chart.mjs";
import { formatCount } from "./format.mjs";
import { color, lineStyle } from "./theme.mjs";
import { followViewport, mountTimeChart } from "./time-chart.mjs";

const HEIGHT = 340;
const FAINT = 0.45;
/** Series before those of the clients: time, and what all logs hold. */
const FIRST = 2;

/** A client's column: events held or missing, null where it is offline. */
export const columnOf = ({ existing, held, online }, client, isMissing) =>
    held[client].map((count, sample) => {
        if (online[client][sample] !== "1") return null;
        return isMissing ? existing[sample] - count : count;
    });

const fromZero = (high) => [0, Math.max(1, high * 1.08)];

/** Of a part of the run, where all hold nearly the same: what differs is to be seen. */
function around(low, high) {
    const room = Math.max(2, (high - low) * 0.12);
    return [Math.max(0, low - room), high + room];
}

/** What each client holds, or lacks, while it is offline: steps, as the lines that they connect. */
function drawOffline(chart, data, isMissing) {
    const { ctx, bbox } = chart;
    const { at, existing, held, online } = data;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.globalAlpha = FAINT;
    ctx.lineWidth = devicePixelRatio;
    held.forEach((counts, client) => {
        if (!chart.series[client + FIRST].show) return;
        const y = (sample) => chart.valToPos(isMissing ? existing[sample] - counts[sample] : counts[sample], "y", true);
        ctx.strokeStyle = lineStyle(client).stroke;
        ctx.beginPath();
        for (let sample = 0; sample + 1 < at.length; sample++) {
            if (online[client][sample] === "1") continue;
            ctx.moveTo(chart.valToPos(at[sample], "x", true), y(sample));
            ctx.lineTo(chart.valToPos(at[sample + 1], "x", true), y(sample));
            ctx.lineTo(chart.valToPos(at[sample + 1], "x", true), y(sample + 1));
        }
        ctx.stroke();
    });
    ctx.restore();
}

export function mountHeldChart(element, choice, context) {
    const { data, viewport } = context;
    let isMissing = false;
    const mounted = mountTimeChart(element, "Events over time, by client", context, () => {
        const clients = data.result.clients.map(({ name, isOfficer }, client) => ({
            label: isOfficer ? `${name} (officer)` : name,
            ...lineStyle(client),
            width: isOfficer ? 2.5 : 1.5,
            paths: paths.stepped({ align: 1 }),
            points: { show: false },
            value: legendValue(formatCount, "offline"),
        }));
        const all = {
            label: "any log",
            stroke: color("--grey"),
            width: 1,
            paths: paths.stepped({ align: 1 }),
            points: { show: false },
            value: legendValue(formatCount, ""),
        };
        const existing = data.existing.map((count) => (isMissing ? 0 : count));
        return {
            height: HEIGHT,
            series: [all, ...clients],
            data: [data.at, existing, ...clients.map((_, client) => columnOf(data, client, isMissing))],
            axes: [valueAxis(isMissing ? "events missing" : "events in the log")],
            scales: {
                y: { range: (_, low, high) => (isMissing || viewport.isWhole() ? fromZero(high) : around(low, high)) },
            },
            hooks: { draw: [(chart) => drawOffline(chart, data, isMissing)] },
            isNamingFaults: true,
        };
    });
    followViewport(mounted, viewport);
    for (const input of choice) {
        input.addEventListener("change", () => {
            isMissing = input.value === "missing";
            mounted.draw();
        });
    }
    return mounted;
}
