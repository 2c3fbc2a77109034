/** Something that is asked of the server: on its way, done, or refused. */
import { useState } from "preact/hooks";
import { changes } from "../live";

export interface Action {
    readonly isBusy: boolean;
    /** Why it was refused. */
    readonly problem: string | undefined;
    /** Does it, and has all that is shown asked for anew. */
    run(work: () => Promise<void>): void;
}

export function useAction(): Action {
    const [isBusy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string | undefined>(undefined);
    const run = (work: () => Promise<void>): void => {
        if (isBusy) return;
        setBusy(true);
        setProblem(undefined);
        work()
            .then(() => void changes.value++)
            .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
            .finally(() => setBusy(false));
    };
    return { isBusy, problem, run };
}
