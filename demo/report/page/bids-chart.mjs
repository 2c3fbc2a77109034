// Each bid: when it was clicked, and how long it took until all showed it.
import { legendValue, valueAxis } from "./chart.mjs";
import { formatMoment, formatShort } from "./format.mjs";
import { unixAt } from "./run.mjs";
import { color } from "./theme.mjs";
import { followViewport, mountTimeChart } from "./time-chart.mjs";

const HEIGHT = 280;

export function mountBidsChart(element, readout, context) {
    const { data, viewport } = context;
    const { bids } = data;
    const tell = (chart) => {
        const { idx } = chart.cursor;
        const bid = idx === null || idx === undefined ? undefined : bids[idx];
        if (bid === undefined || !chart.over.matches(":hover")) return;
        const { name } = data.result.clients[bid.client];
        readout.textContent = `${formatMoment(unixAt(data, bid.at))}: ${name} bids, shown by all ${formatShort(bid.seconds)} s later`;
    };
    const mounted = mountTimeChart(element, "Delay of bids over time", context, () => ({
        height: HEIGHT,
        series: [
            {
                label: "shown by all after",
                stroke: color("--blue"),
                paths: () => null,
                points: { show: true, size: 5, fill: color("--blue"), width: 0 },
                value: legendValue((value) => `${formatShort(value)} s`, ""),
            },
        ],
        data: [bids.map(({ at }) => at), bids.map(({ seconds }) => seconds)],
        axes: [valueAxis("seconds")],
        scales: { y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] } },
        hooks: { setCursor: [tell] },
    }));
    followViewport(mounted, viewport);
    return mounted;
}
