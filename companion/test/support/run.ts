/** Runs commands of the companion within the test. */
import { run } from "../../src/commands";

/** What a command printed, and its exit code. */
export interface Ran {
    readonly status: number;
    readonly stdout: string;
    readonly stderr: string;
    /** Of standard output. */
    readonly lines: readonly string[];
}

export function runCommand(...args: readonly string[]): Ran {
    const [lines, warnings]: [string[], string[]] = [[], []];
    const status = run(
        args,
        (line) => lines.push(line),
        (line) => warnings.push(line),
    );
    const textOf = (list: readonly string[]): string => list.map((line) => `${line}\n`).join("");
    return { status, stdout: textOf(lines), stderr: textOf(warnings), lines: textOf(lines).split("\n").slice(0, -1) };
}
