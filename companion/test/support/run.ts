/** Runs commands of the companion within the test. */
import assert from "node:assert/strict";
import { run } from "../../src/commands";

/** What a command printed, and its exit code. */
export interface Ran {
    readonly status: number;
    readonly stdout: string;
    readonly stderr: string;
    /** Of standard output. */
    readonly lines: readonly string[];
}

const textOf = (list: readonly string[]): string => list.map((line) => `${line}\n`).join("");

/** Runs a command that answers at once. */
export function runCommand(...args: readonly string[]): Ran {
    const [lines, warnings]: [string[], string[]] = [[], []];
    const status = run(
        args,
        (line) => lines.push(line),
        (line) => warnings.push(line),
        new AbortController().signal,
    );
    assert.ok(typeof status === "number", "the command does not answer at once");
    return { status, stdout: textOf(lines), stderr: textOf(warnings), lines: textOf(lines).split("\n").slice(0, -1) };
}

/** Runs a command until it ends. @param onLine takes each line of standard output, and what stops the command. */
export async function runToEnd(
    args: readonly string[],
    onLine: (line: string, stop: () => void) => void = () => undefined,
): Promise<Ran> {
    const [lines, warnings]: [string[], string[]] = [[], []];
    const stop = new AbortController();
    const tell = (line: string): void => {
        lines.push(line);
        onLine(line, () => stop.abort());
    };
    const status = await run(args, tell, (line) => warnings.push(line), stop.signal);
    return { status, stdout: textOf(lines), stderr: textOf(warnings), lines };
}
