// How many are online over time, and how many members the clients show: all the same line while they agree.
import { legendValue, paths, valueAxis } from "./chart.mjs";
import { formatCount } from "./format.mjs";
import { color } from "./theme.mjs";
import { followViewport, mountTimeChart } from "./time-chart.mjs";

const HEIGHT = 240;

/** Room above and below what differs. */
const around = (_, low, high) => [Math.max(0, low - 1), high + 1];

/** Nothing where nobody is there yet. */
const seen = (counts) => counts.map((count) => (count > 0 ? count : null));

export function mountMembersChart(element, context) {
    const { data, viewport } = context;
    const { online, fewest, most } = data.members;
    const line = (label, name, width, dash = []) => ({
        label,
        stroke: color(name),
        width,
        dash,
        paths: paths.stepped({ align: 1 }),
        points: { show: false },
        value: legendValue(formatCount, ""),
    });
    const mounted = mountTimeChart(element, "Members over time", context, () => ({
        height: HEIGHT,
        series: [
            line("online", "--blue", 3),
            line("most members that a client shows", "--green", 1.5, [7, 3]),
            line("fewest", "--vermilion", 1.5, [2, 3]),
        ],
        data: [data.at, seen(online), seen(most), seen(fewest)],
        axes: [valueAxis("members")],
        scales: { y: { range: around } },
        isNamingFaults: true,
    }));
    followViewport(mounted, viewport);
    return mounted;
}
