// The data of the page, and what is asked of it in more than one place.

/** How the demo's kinds of messages are called, and which share a colour in the chart. */
export const KINDS = {
    live: { label: "live events", group: "live events", color: "--blue" },
    repair: { label: "repair: events sent again", group: "repair", color: "--vermilion" },
    fragment: { label: "fragments of large events", group: "fragments", color: "--purple" },
    hello: { label: "hello", group: "hello, advertise", color: "--orange" },
    advertise: { label: "advertise: what a client has", group: "hello, advertise", color: "--orange" },
    request: { label: "request: sketch, list or whole week", group: "request, want, more", color: "--green" },
    want: { label: "want: answer to a sketch", group: "request, want, more", color: "--green" },
    more: { label: "more: a larger sketch is needed", group: "request, want, more", color: "--green" },
    rowsRequest: { label: "rows request", group: "rows of old weeks", color: "--sky" },
    rows: { label: "rows: what a client has of old weeks", group: "rows of old weeks", color: "--sky" },
    answering: { label: "answering: by whisper or in units", group: "other", color: "--grey" },
    unit: { label: "units: many events at once", group: "repair", color: "--vermilion" },
    missing: { label: "missing: fragments that were lost", group: "request, want, more", color: "--green" },
    compare: { label: "compare: weeks that look equal", group: "other", color: "--grey" },
    sealRequest: { label: "seal request: who has a sealed state?", group: "other", color: "--grey" },
    sealAnswer: { label: "seal answer: what a client knows of a seal", group: "other", color: "--grey" },
    stateRequest: { label: "state request: pieces of a sealed state", group: "other", color: "--grey" },
    statePiece: { label: "state piece: part of a sealed state", group: "other", color: "--grey" },
    surplus: { label: "surplus: events that are not sealed", group: "other", color: "--grey" },
    kept: { label: "kept: weeks that are not here", group: "other", color: "--grey" },
    delta: { label: "delta: what is on the sender's own board", group: "delta", color: "--blue" },
    copies: { label: "copies: what is on the boards of others", group: "copies", color: "--purple" },
    digest: { label: "digest: what a client has of all boards", group: "digest", color: "--orange" },
    ask: { label: "ask: what a client lacks", group: "ask", color: "--green" },
    bye: { label: "bye: a logout or /reload", group: "other", color: "--grey" },
    other: { label: "not understood", group: "other", color: "--grey" },
};

/** The data in its element. */
export const readData = () => JSON.parse(document.getElementById("data").textContent);

/** The index of the last of ascending numbers that is not above `value`; -1 when all are. */
export function lastNotAbove(ascending, value) {
    let low = 0;
    let high = ascending.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (ascending[middle] <= value) low = middle + 1;
        else high = middle;
    }
    return low - 1;
}

/** The stretch of a moment on the axis. */
export function stretchAt(data, at) {
    const found = lastNotAbove(
        data.stretches.map(({ from }) => from),
        at,
    );
    return data.stretches[Math.max(0, found)];
}

/** Unix seconds of a moment on the axis. */
export function unixAt(data, at) {
    const { from, unix } = stretchAt(data, at);
    return unix + at - from;
}

/** The whole axis. */
export const wholeRun = (data) => ({ from: 0, to: data.at.at(-1) });

/** How faults are called that are not called as they are. */
const FAULT_NAMES = {
    reload: "/reload",
    auctioneer: "crash as auctioneer",
    leave: "logout",
    late: "late login",
    partition: "cut network",
};

/** "crash of Aldan" */
export function faultName(data, { fault, client }) {
    const name = FAULT_NAMES[fault] ?? fault;
    return client === undefined ? name : `${name} of ${data.result.clients[client].name}`;
}
