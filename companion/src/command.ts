/** What the commands share: exit codes, and how they tell of misuse. */

/** Exit codes: something that the library wrote is damaged; misuse; a file itself is broken. */
export const DAMAGED = 1;
export const MISUSE = 2;
export const BROKEN = 3;

/** The command line is not what the usage says, or names what is not there. */
export class Misuse extends Error {}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

/** A command: its usage, and what it does with its arguments. */
export interface Command {
    readonly usage: string;
    /**
     * Runs it, and raises Misuse.
     * @param tell takes a line for standard output, @param warn one for standard error.
     * @param stop ends what runs until it is stopped, as a server does.
     * @returns the exit code, at once where nothing has to be waited for.
     */
    run(
        args: readonly string[],
        tell: (line: string) => void,
        warn: (line: string) => void,
        stop: AbortSignal,
    ): number | Promise<number>;
}
