// The records of a run -> what the report's page is made of. Columns have an entry for each sample; `online` is a string with a
// "1" or a "0" for each.
import { faultsOf, verdict } from "../result.mjs";
import { createFaults } from "./faults.mjs";
import { createTimeline } from "./timeline.mjs";

const QUIET = "quiet";
/** Fractions of a millisecond that are worth their bytes. */
const PLACES = 1000;

export const round = (value) => Math.round(value * PLACES) / PLACES;
export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** A column for each kind that was seen, with zeros where there was nothing. */
export function trafficColumns(samples) {
    const kinds = new Map();
    samples.forEach(({ traffic }, index) => {
        for (const { kind, messages, bytes } of traffic) {
            if (!kinds.has(kind)) {
                kinds.set(kind, { kind, messages: samples.map(() => 0), bytes: samples.map(() => 0) });
            }
            kinds.get(kind).messages[index] = messages;
            kinds.get(kind).bytes[index] = bytes;
        }
    });
    return [...kinds.values()];
}

/** The longest callback of each sample. */
export const longestColumn = (samples) =>
    samples.map(({ longest }) => longest && { ...longest, ms: round(longest.ms) });

/** A record of callbacks without the digits that are worth nothing. */
export const roundCallbacks = ({ bounds, rows }) => ({
    bounds,
    rows: rows.map((row) => ({ ...row, totalMs: round(row.totalMs), longestMs: round(row.longestMs) })),
});

/** Changes of weeks as [sample, row, week, events]: row -1 is all that exists, the others are clients. */
function weekColumns(changes) {
    const numbers = [...new Set(changes.flatMap(({ existing }) => existing.map(({ week }) => week)))];
    numbers.sort((a, b) => a - b);
    const flat = changes.flatMap(({ sample, existing, held }) =>
        [existing, ...held].flatMap((row, index) =>
            row.map(({ week, events }) => [sample, index - 1, numbers.indexOf(week), events]),
        ),
    );
    return { numbers, changes: flat };
}

/** Collects records. `data(run)` is to be called behind the last of them. */
export function createCollector() {
    const timeline = createTimeline();
    const faults = createFaults();
    const at = [];
    const samples = [];
    const weeks = [];
    let start;
    let result;
    let callbacks;
    let phase;

    const takeSample = (sample) => {
        if (sample.isFirst) timeline.begin(sample.time, start.startTime + sample.time, phase === QUIET);
        at.push(timeline.place(sample.time));
        samples.push(sample);
    };

    const readers = {
        start: (record) => (start = record),
        phase: (record) => (phase = record.phase),
        fault: (record) => faults.take(record, timeline.place(record.time)),
        weeks: (record) => weeks.push({ sample: samples.length, ...record }),
        sample: takeSample,
        callbacks: (record) => (callbacks = record),
        result: (record) => (result = record),
    };

    return {
        take: (record) => readers[record.type]?.(record),
        /** `run`: { summary, command, trace }, in words. */
        data: (run) => ({
            run: { ...run, seed: start.seed, loss: start.loss },
            isConverged: faultsOf(result).length === 0,
            verdict: verdict(result, run.trace),
            result,
            stretches: timeline.stretches,
            faults: faults.list(at.at(-1)),
            at,
            existing: samples.map(({ existing }) => existing),
            held: start.clients.map((_, client) => samples.map(({ held }) => held[client])),
            online: start.clients.map((_, client) =>
                samples.map(({ online }) => (online[client] ? "1" : "0")).join(""),
            ),
            traffic: trafficColumns(samples),
            totals: {
                messages: sum(result.clients.map(({ messages }) => messages)),
                bytes: sum(result.clients.map(({ bytes }) => bytes)),
            },
            longest: longestColumn(samples),
            weeks: weekColumns(weeks),
            callbacks: roundCallbacks(callbacks),
        }),
    };
}
