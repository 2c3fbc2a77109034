// Progress while the demo runs: a bar for each phase on a terminal, plain lines elsewhere.
import cliProgress from "cli-progress";

const BAR_WIDTH = 28;

const duration = (seconds) =>
    seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60).toLocaleString("en")} min`;

/** What a fault record says to a human. */
export function describeFault({ fault, isOver, client }, names) {
    if (fault === "lockdown") return isOver ? "the encounter is over" : "a boss encounter locks the addon channel";
    if (fault === "reload") return `${names[client]} does /reload`;
    return isOver ? `${names[client]} is back` : `${names[client]} crashes`;
}

/** "37 of 120 events", or for how long all have been quiet; and how many clients hold as much as the one with the most. */
function describe(record, total, since) {
    const most = Math.max(...record.events);
    const level = record.events.filter((count) => count === most).length;
    const what = total > 0 ? `${record.done} of ${total} events` : `${duration(record.time - since)} of game time`;
    return `${what}, ${level} of ${record.events.length} clients hold all ${most}`;
}

/** Notes of both forms of progress. */
function note(record, names) {
    if (record.type === "fault") return describeFault(record, names);
    if (record.type === "refused") return `${names[record.client]}: refused: ${record.reason}`;
    if (record.type === "error") return `${record.client}: error: ${record.message}`;
    return undefined;
}

/** A line at the end of each phase, and one for whatever happens in between. */
function linesTo(stream) {
    let line = "";
    const flush = () => {
        if (line !== "") stream.write(`${line}\n`);
        line = "";
    };
    return {
        phase: flush,
        progress: (name, text) => {
            line = `${name}: ${text}`;
        },
        note: (name, text) => stream.write(`${name}: ${text}\n`),
        end: flush,
    };
}

/** Bars, one below the other. */
function barsTo(stream, width) {
    const bars = new cliProgress.MultiBar(
        {
            stream,
            format: `{name} {bar} {text}`,
            barsize: BAR_WIDTH,
            barCompleteChar: "█",
            barIncompleteChar: "░",
            hideCursor: true,
            clearOnComplete: false,
            gracefulExit: false,
            emptyOnZero: true,
            autopadding: false,
        },
        cliProgress.Presets.shades_classic,
    );
    let bar;
    return {
        phase: (name, total) => {
            bar = bars.create(total, 0, { name: name.padEnd(width), text: "" });
        },
        progress: (name, text, done, total) => {
            bar.setTotal(total);
            bar.update(done, { name: name.padEnd(width), text });
        },
        note: (name, text) => bars.log(`${name}: ${text}\n`),
        end: () => bars.stop(),
    };
}

/** Shows records on a stream; to be told every record, and in the end to end(). */
export function createProgress(stream) {
    let view;
    let names = [];
    let totals = {};
    let phase = "";
    let since = 0;

    const show = (record) => {
        const total = totals[record.phase];
        // Nobody knows how long the quiet phase takes: its bar shows how many clients have caught up.
        const most = Math.max(...record.events);
        const level = record.events.filter((count) => count === most).length;
        const text = describe(record, total, since);
        if (total > 0) view.progress(record.phase, text, record.done, total);
        else view.progress(record.phase, text, level, record.events.length);
    };

    return {
        take: (record) => {
            if (record.type === "start") {
                names = record.clients.map(({ name }) => name);
                totals = Object.fromEntries(record.phases.map(({ name, total }) => [name, total]));
                const width = Math.max(...Object.keys(totals).map((name) => name.length));
                view = stream.isTTY ? barsTo(stream, width) : linesTo(stream);
            } else if (record.type === "phase") {
                phase = record.phase;
                since = record.time;
                view.phase(phase, totals[phase] || names.length);
            } else if (record.type === "progress") {
                show(record);
            } else {
                const text = note(record, names);
                if (text !== undefined) view.note(phase, text);
            }
        },
        end: () => view?.end(),
    };
}
