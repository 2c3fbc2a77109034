/** Talking to who gave a command: lines, and questions where somebody is there to answer them. */

/** Who gave a command. */
export interface Talk {
    /** A line of what was asked for. */
    readonly tell: (line: string) => void;
    /** A line of what went wrong. */
    readonly warn: (line: string) => void;
    /** Asks; undefined where nobody is there to answer. */
    readonly ask: (question: string) => Promise<string | undefined>;
    /** Ends what takes long. */
    readonly stop: AbortSignal;
}

const YES = /^\s*y(es)?\s*$/i;

/**
 * Whether somebody says yes.
 * @param isYes whether that was said on the command line.
 * @returns undefined where nobody can be asked, which is told.
 */
export async function askYes(talk: Talk, question: string, isYes: boolean): Promise<boolean | undefined> {
    if (isYes) return true;
    const answer = await talk.ask(`${question} [y/N] `);
    if (answer === undefined) talk.warn(`${question} Nobody is there to answer: nothing was done. --yes says yes`);
    return answer === undefined ? undefined : YES.test(answer);
}

/** The same, where nobody is as good as no. */
export async function confirm(talk: Talk, question: string, isYes: boolean): Promise<boolean> {
    return (await askYes(talk, question, isYes)) === true;
}
