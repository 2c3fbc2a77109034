// What was run and what came of it.
import { element } from "./dom.mjs";
import { formatBytes, formatCount, formatDuration, formatMs } from "./format.mjs";

/** [name, figure, remark] */
export function figuresOf({ result, totals, at, stretches, longest }) {
    const raids = stretches.filter(({ isQuiet }) => !isQuiet).length;
    const played = at.at(-1);
    const worst = longest.reduce((most, entry) => (entry && entry.ms > most.ms ? entry : most), { ms: 0, what: "" });
    const lost = Math.max(0, result.planned - result.refused - Math.min(...result.clients.map(({ events }) => events)));
    return [
        [
            "events written",
            formatCount(result.written),
            `${formatCount(lost)} lost, ${formatCount(result.refused)} refused`,
        ],
        [
            result.isEqual ? "all equal after" : "not equal after",
            `${formatCount(result.quietSeconds)} s`,
            "of game time behind the last raid",
        ],
        [
            "messages",
            formatCount(totals.messages),
            `${formatCount((totals.messages / played) * 3600)} an hour, all together`,
        ],
        ["bytes", formatBytes(totals.bytes), `${formatCount(totals.bytes / result.written)} for each event`],
        ["longest callback", formatMs(worst.ms), worst.what],
        [
            "game time played",
            formatDuration(played),
            `${raids} raids; ${result.cpuSeconds.toFixed(0)} s of processor time`,
        ],
    ];
}

/** `shown`: what figuresOf() gives, or its like of another page. */
export function fillHead({ summary, verdict, figures, command }, data, shown = figuresOf(data)) {
    summary.textContent = data.run.summary;
    verdict.textContent = `${data.isConverged ? "✓" : "✗"} ${data.verdict}`;
    verdict.classList.toggle("differs", !data.isConverged);
    command.textContent = data.run.command;
    figures.replaceChildren(
        ...shown.map(([name, figure, remark]) =>
            element("div", {}, element("dt", {}, name), element("dd", {}, figure, element("small", {}, remark))),
        ),
    );
}
