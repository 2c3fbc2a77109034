// The part of time that the charts show, all of them the same.

/** Seconds on the axis below which nothing more is to be seen. */
const LEAST = 2;

export function createViewport(whole) {
    const listeners = [];
    const viewport = {
        whole,
        ...whole,
        /** Shows [from, to]; what is asked for is cut at the ends. */
        show: (from, to) => {
            const middle = (from + to) / 2;
            const half = Math.max(LEAST, to - from) / 2;
            viewport.from = Math.max(whole.from, middle - half);
            viewport.to = Math.min(whole.to, middle + half);
            for (const listener of listeners) listener(viewport);
        },
        reset: () => viewport.show(whole.from, whole.to),
        isWhole: () => viewport.from === whole.from && viewport.to === whole.to,
        onChange: (listener) => listeners.push(listener),
    };
    return viewport;
}
