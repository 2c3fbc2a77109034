// The command line of `npm run sim`.
import { parseArgs } from "node:util";

/** Something the user wrote cannot be used: said on stderr, exit code 2. */
export class UsageError extends Error {}

const DEFAULT_SEEDS = "5";
const MAX_SEEDS = 100000;

const OPTIONS = {
    scenario: { type: "string" },
    seeds: { type: "string", default: DEFAULT_SEEDS },
    help: { type: "boolean", default: false },
};

/** What --help prints. */
export function help(names) {
    return `usage: npm run sim -- --scenario NAME [--seeds N]

Plays a scenario of the sync (scenarios/) with the seeds 1 to N: one line a seed, then the medians.

  --scenario NAME  one of the names below
  --seeds N        how many seeds, 1 to ${MAX_SEEDS} (default ${DEFAULT_SEEDS})
  --help           this text

Scenarios:
${names.map((name) => `  ${name}`).join("\n")}

Exit code: 0 when the logs were equal in the end with every seed, 1 when not, 2 for a bad option.`;
}

/** Reads command line arguments: `{ help, scenario, seeds }`. Raises a UsageError. `names`: of all scenarios. */
export function parseOptions(args, names) {
    let values;
    try {
        values = parseArgs({ args, options: OPTIONS }).values;
    } catch (error) {
        throw new UsageError(error.message);
    }
    if (values.help) return { help: true };
    const { scenario, seeds } = values;
    if (!names.includes(scenario)) {
        const got = scenario === undefined ? "nothing" : `"${scenario}"`;
        throw new UsageError(`--scenario: one of ${names.join(", ")} expected, got ${got}`);
    }
    const count = /^\d+$/.test(seeds) ? Number(seeds) : NaN;
    if (!(count >= 1 && count <= MAX_SEEDS)) {
        throw new UsageError(`--seeds: whole number from 1 to ${MAX_SEEDS} expected, got "${seeds}"`);
    }
    return { help: false, scenario, seeds: count };
}
