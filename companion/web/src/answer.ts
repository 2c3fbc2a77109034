/** What a part of the page asks the server for, while it is on its way and afterwards. */
import { useEffect, useRef, useState } from "preact/hooks";
import { changes } from "./live";
import { Failure, get } from "./request";

export interface Answer<T> {
    /** The last one; it stays while the next is on its way. */
    readonly data: T | undefined;
    readonly failure: Failure | undefined;
    readonly isLoading: boolean;
}

/** How an answer is asked for. */
export interface Asking {
    /** Whether it is asked for anew when the room has changed. */
    readonly isLive?: boolean;
    /** Whether what was answered for another path is shown until this one's is there. */
    readonly keepsOld?: boolean;
}

const NOTHING = { data: undefined, failure: undefined, isLoading: false };

const failureFrom = (error: unknown): Failure =>
    error instanceof Failure ? error : new Failure(0, error instanceof Error ? error.message : String(error));

/**
 * Asks for a path, and again when it is another one, or the room has changed.
 * @param path undefined: nothing is asked for.
 */
export function useAnswer<T>(path: string | undefined, { isLive = true, keepsOld = false }: Asking = {}): Answer<T> {
    const [answer, setAnswer] = useState<Answer<T> & { readonly of: string | undefined }>({
        ...NOTHING,
        of: undefined,
    });
    const version = isLive ? changes.value : 0;
    const busy = useRef<AbortController | undefined>(undefined);
    useEffect(() => {
        busy.current?.abort();
        if (path === undefined) return setAnswer({ ...NOTHING, of: undefined });
        const controller = new AbortController();
        busy.current = controller;
        setAnswer((before) => {
            const data = keepsOld || before.of === path ? before.data : undefined;
            return { data, failure: undefined, isLoading: true, of: path };
        });
        get<T>(path, controller.signal).then(
            (data) => {
                if (!controller.signal.aborted) setAnswer({ data, failure: undefined, isLoading: false, of: path });
            },
            (error: unknown) => {
                if (controller.signal.aborted) return;
                setAnswer(({ data }) => ({ data, failure: failureFrom(error), isLoading: false, of: path }));
            },
        );
        return () => controller.abort();
    }, [path, version]);
    // What belongs to another path is not shown for this one, not even for a moment.
    return answer.of === path || keepsOld ? answer : { ...NOTHING, isLoading: path !== undefined };
}
