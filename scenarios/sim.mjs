// `npm run sim -- --scenario NAME [--seeds N]`: plays a scenario of the sync; --help lists them.
import { createInterface } from "node:readline";
import { compile } from "../tools/compile.mjs";
import { runLua, startLua } from "../tools/lua.mjs";
import { fail } from "../tools/run.mjs";
import { help, parseOptions, UsageError } from "./options.mjs";
import { line, summary } from "./result.mjs";

const MISUSE = 2;

/** What the command line asks for; ends this process when that is nothing to play. */
function readOptions(names) {
    try {
        const options = parseOptions(process.argv.slice(2), names);
        if (options.help) {
            console.log(help(names));
            process.exit(0);
        }
        return options;
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        return fail(`sim: ${error.message}\n(npm run sim -- --help)`, MISUSE);
    }
}

/** Plays the seeds; resolves to their outcomes. Ends this process when Lua fails. */
async function play(scenario, seeds) {
    const child = startLua(["scenarios/sim.lua", "build", scenario, String(seeds)], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const stop = () => child.kill("SIGKILL");
    process.on("exit", stop);
    const outcomes = [];
    const ended = new Promise((resolve) => child.on("close", resolve));
    createInterface({ input: child.stdout }).on("line", (text) => {
        const outcome = JSON.parse(text);
        outcomes.push(outcome);
        console.log(line(outcome));
    });
    const code = await ended;
    process.off("exit", stop);
    if (code !== 0 || outcomes.length !== seeds) fail(`sim: the simulation ended with ${code}`);
    return outcomes;
}

compile();
// The scenarios are known to their own code alone.
const names = JSON.parse(
    runLua(["scenarios/sim.lua", "build"], { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" }),
);
const { scenario, seeds } = readOptions(names);
const outcomes = await play(scenario, seeds);
console.log(summary(outcomes));
process.exitCode = outcomes.every(({ isEqual }) => isEqual) ? 0 : 1;
