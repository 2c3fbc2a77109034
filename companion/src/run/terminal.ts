/** Questions to who sits at the terminal. */
import { createInterface } from "node:readline/promises";

/** Asks on the terminal of this process; undefined where it has none, or its input ends. */
export async function askTerminal(question: string, stop: AbortSignal): Promise<string | undefined> {
    if (!process.stdin.isTTY) return undefined;
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
        // What ends the input ends the question.
        const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
        return await Promise.race([lines.question(question, { signal: stop }).catch(() => undefined), ended]);
    } finally {
        lines.close();
    }
}
