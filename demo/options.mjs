// The demo's command line.
import { parseArgs } from "node:util";

/** Something the user wrote cannot be used: said on stderr, exit code 2. */
export class UsageError extends Error {}

const DEFAULTS = { clients: 12, officers: 3, loss: 0.05, seed: 1, minutes: 60, weeks: 4 };
/** Of an evening of auctions: what is not as above. */
const ROOMS_DEFAULTS = { ...DEFAULTS, clients: 40 };
/** Leader, assistants, those to whom something happens, and others who bid. */
const ROOMS_CLIENTS = 8;

/** Bounds of the numbers, both included. A raid holds 40; two officers award at once; somebody must be none. */
const BOUNDS = {
    clients: [3, 40],
    officers: [2, 39],
    loss: [0, 0.9],
    seed: [0, 2 ** 31 - 1],
    minutes: [2, 360],
    weeks: [1, 26],
};

export const HELP = `usage: npm run demo -- [OPTION...]

A simulated guild that runs the addon examples/SimpleDKP lives through ${DEFAULTS.weeks} raid weeks: members stay away, one client does
/reload, one crashes, a boss encounter locks the addon channel, messages are lost. In the end all logs and states have to
be equal.

  --rooms          an evening of DKP auctions instead, with the addon examples/Auction: ${ROOMS_DEFAULTS.clients} clients, /reload, crashes, somebody who
                   comes late, a cut network. In the end all windows and ledgers have to be equal
  --trace FILE     play a recorded history (CSV, see docs/demo.md) instead of generated raids
  --clients N      clients of the guild, ${BOUNDS.clients.join(" to ")} (default ${DEFAULTS.clients})
  --officers N     of them officers, who award points: ${BOUNDS.officers[0]} to one less than the clients (default ${DEFAULTS.officers})
  --loss SHARE     share of messages that get lost, ${BOUNDS.loss.join(" to ")} (default ${DEFAULTS.loss}: 5 %)
  --minutes N      minutes of game time that a generated raid lasts, ${BOUNDS.minutes.join(" to ")} (default ${DEFAULTS.minutes})
  --weeks N        raid weeks, ${BOUNDS.weeks.join(" to ")} (default ${DEFAULTS.weeks}); not with --trace
  --save FOLDER    write what the game saves at the last logout: ACCOUNT/SavedVariables/SimpleDKP.lua for each client
  --report FILE    write a page about the run: who held what when, messages, callbacks, faults. One HTML file, no network
  --seed N         what determines everything drawn by lot, 0 to 2147483647 (default ${DEFAULTS.seed})
  --help           this text

Exit code: 0 when all are equal, 1 when anything differs, got lost or raised an error, 2 for a bad option or trace.`;

const defaultsOf = (isRooms) => (isRooms ? ROOMS_DEFAULTS : DEFAULTS);

function numberOf(name, text, fallback) {
    if (text === undefined) return fallback;
    const [low, high] = BOUNDS[name];
    const isWhole = name !== "loss";
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(value >= low && value <= high) || (isWhole && !Number.isInteger(value))) {
        const kind = isWhole ? "whole number" : "number";
        throw new UsageError(`--${name}: ${kind} from ${low} to ${high} expected, got "${text}"`);
    }
    return value;
}

function readArguments(args) {
    const text = { type: "string" };
    const options = { help: { type: "boolean" }, rooms: { type: "boolean" }, trace: text, report: text, save: text };
    for (const name of Object.keys(DEFAULTS)) options[name] = text;
    try {
        return parseArgs({ args, options }).values;
    } catch (error) {
        throw new UsageError(error.message);
    }
}

function roomsJob({ clients, officers, loss, seed }, values) {
    for (const name of ["trace", "minutes", "weeks", "save"]) {
        if (values[name] !== undefined) throw new UsageError(`--${name}: not with --rooms`);
    }
    if (clients < ROOMS_CLIENTS) {
        throw new UsageError(`--clients: at least ${ROOMS_CLIENTS} expected with --rooms, got "${clients}"`);
    }
    if (officers > clients / 2) {
        throw new UsageError(`--officers: at most half of the clients expected with --rooms, got "${officers}"`);
    }
    return { isRooms: true, clients, officers, loss, seed };
}

/**
 * Reads command line arguments: `{ help: true }`, or what a job is made of, with `trace` the path of a recorded history
 * and `report` that of the page to write.
 * Raises a UsageError.
 */
export function parseOptions(args) {
    const values = readArguments(args);
    if (values.help) return { help: true };
    const isRooms = values.rooms === true;
    const numbers = Object.fromEntries(
        Object.entries(defaultsOf(isRooms)).map(([name, fallback]) => [name, numberOf(name, values[name], fallback)]),
    );
    if (numbers.officers >= numbers.clients) {
        throw new UsageError(
            `--officers: fewer than the ${numbers.clients} clients expected, got "${numbers.officers}"`,
        );
    }
    for (const name of ["minutes", "weeks"]) {
        if (values.trace !== undefined && values[name] !== undefined)
            throw new UsageError(`--${name}: only for generated raids; a recorded history brings its own times`);
    }
    if (isRooms) return { help: false, report: values.report, ...roomsJob(numbers, values) };
    const saved = values.save === undefined ? {} : { savedFolder: values.save };
    return { help: false, trace: values.trace, report: values.report, ...numbers, ...saved };
}

/** The command line that plays a job again: what is not the default, and the seed. */
export function commandOf({ trace, ...job }) {
    const defaults = defaultsOf(job.isRooms);
    const isTold = (name) => name === "seed" || (name in job && job[name] !== defaults[name]);
    const numbers = Object.keys(defaults).filter(isTold);
    return [
        "npm run demo --",
        ...(job.isRooms ? ["--rooms"] : []),
        ...(trace === undefined ? [] : [`--trace ${trace}`]),
        ...numbers.map((name) => `--${name} ${job[name]}`),
    ].join(" ");
}
