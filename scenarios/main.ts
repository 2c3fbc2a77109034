/** The scenarios as a program: prints names, or plays seeds, one JSON object a line. scenarios/sim.lua starts it. */

import { encode } from "dkjson";
import { scenarios } from "./scenarios";

function emit(record: object): void {
    io.write(encode(record), "\n");
    // Whoever reads is to see it now, also through a pipe: some scenarios take minutes.
    io.flush();
}

/** Prints the names of all scenarios, as a list. */
function listNames(): void {
    const names: string[] = [];
    for (const [name] of pairs(scenarios)) names.push(name);
    table.sort(names);
    emit(names);
}

/**
 * Without a name: prints the list of names. With one: plays the seeds 1 to `seeds` and prints what each came to.
 * @param seeds as the command line gives it.
 */
export function run(name?: string, seeds?: string): void {
    if (name === undefined) {
        listNames();
        return;
    }
    for (const seed of $range(1, tonumber(seeds)!)) emit({ seed, ...scenarios[name](seed) });
}
