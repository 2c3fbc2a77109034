/** What stands where there is nothing to show: not yet, not here, or not for you. */
import type { ComponentChildren } from "preact";
import type { Answer } from "../answer";
import { changes } from "../live";
import type { Failure } from "../request";

export function Empty(props: { readonly title: string; readonly children?: ComponentChildren }) {
    return (
        <div class="notice">
            <h2>{props.title}</h2>
            {props.children}
        </div>
    );
}

/** Grey lines in place of what is on its way. */
export function Loading({ what }: { readonly what: string }) {
    return (
        <div class="loading" role="status">
            <span class="unseen">Loading {what}…</span>
            {[70, 90, 80, 60, 85].map((width) => (
                <div key={width} class={`bone bone-${width}`} />
            ))}
        </div>
    );
}

const retry = (): void => void changes.value++;

/** Why there is nothing, and what can be done. */
export function Failed({ failure, what }: { readonly failure: Failure; readonly what: string }) {
    const [title, isFinal] =
        failure.status === 403 || failure.status === 404
            ? ["You may not see this, or it is not there", true]
            : [failure.status === 0 ? "The server is not reached" : `The ${what} could not be loaded`, false];
    return (
        <div class="notice bad" role="alert">
            <h2>{title}</h2>
            <p>{failure.message}</p>
            {!isFinal && (
                <button type="button" onClick={retry}>
                    Try again
                </button>
            )}
        </div>
    );
}

/** Shows an answer once it is there, and what is the matter before. An older one stays where a newer could not be had. */
export function Shows<T>(props: {
    readonly answer: Answer<T>;
    readonly what: string;
    readonly children: (data: T) => ComponentChildren;
}) {
    const { data, failure, isLoading } = props.answer;
    if (data === undefined) {
        if (failure !== undefined) return <Failed failure={failure} what={props.what} />;
        return <Loading what={props.what} />;
    }
    return (
        <div class={isLoading ? "stale" : undefined} aria-busy={isLoading}>
            {failure !== undefined && <Failed failure={failure} what={props.what} />}
            {props.children(data)}
        </div>
    );
}
