// The quiet phase second by second: what each client still lacks.
import { axis, legendValue, mount, paths, valueAxis } from "./chart.mjs";
import { formatCount } from "./format.mjs";
import { columnOf } from "./held-chart.mjs";
import { lineStyle } from "./theme.mjs";

const HEIGHT = 240;

/** The samples of the quiet phase. */
export function quietSamples({ stretches, at }) {
    const first = at.findIndex((moment) => moment >= stretches.at(-1).from);
    return Array.from({ length: at.length - first }, (_, index) => first + index);
}

export function mountQuietChart(element, text, { data }) {
    const samples = quietSamples(data);
    const { from } = data.stretches.at(-1);
    const { isEqual, quietSeconds, clients } = data.result;
    const seconds = samples.map((sample) => data.at[sample] - from);
    const columns = clients.map((_, client) => {
        const column = columnOf(data, client, true);
        return samples.map((sample) => column[sample]);
    });
    const late = columns.filter(([first]) => first > 0).length;
    text.textContent =
        `Everybody logs in, nobody writes. ${late} of ${clients.length} clients lacked events. ` +
        (isEqual
            ? `After ${quietSeconds.toFixed(0)} s of game time all logs and all states were equal.`
            : `After ${quietSeconds.toFixed(0)} s of game time they still differed.`);
    return mount(element, "Events missing after the last raid", () => ({
        options: {
            height: HEIGHT,
            padding: [12, 12, 0, 0],
            cursor: { y: false, drag: { x: false, y: false } },
            scales: {
                x: { time: false },
                y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] },
            },
            series: [
                { label: "Time", value: legendValue((seconds) => `${seconds.toFixed(1)} s`, "") },
                ...clients.map(({ name, isOfficer }, client) => ({
                    label: isOfficer ? `${name} (officer)` : name,
                    ...lineStyle(client),
                    width: 2,
                    paths: paths.stepped({ align: 1 }),
                    points: { show: false },
                    value: legendValue(formatCount, "offline"),
                })),
            ],
            axes: [axis({ label: "seconds of game time after the login", size: 30 }), valueAxis("events missing")],
        },
        data: [seconds, ...columns],
    }));
}
