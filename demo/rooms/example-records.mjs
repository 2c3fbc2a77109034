// For tests: the records of a small evening that never was: two clients, two auctions, a crash, a cut network.

const sample = (time, online, fewest, most, more = {}) => {
    return { type: "sample", time, online, fewest, most, traffic: [], ...more };
};

const bid = (client, time, seconds, amount = 20) => ({ type: "bid", client, amount, time, seconds });

const CLIENT = { isOfficer: false, events: 3, digest: "0000beef", isWindowEqual: true, messages: 4, bytes: 100 };

export const RESULT = {
    type: "result",
    seed: 7,
    clients: [
        { ...CLIENT, name: "Aldan", isOfficer: true },
        { ...CLIENT, name: "</script>" },
    ],
    auctions: 2,
    bids: 4,
    withdrawn: 1,
    unseen: 0,
    wrong: 0,
    unshown: 0,
    overruled: 1,
    errors: 0,
    isEqual: true,
    quietSeconds: 2.4,
    gameSeconds: 110,
    cpuSeconds: 9.6,
};

/** The realm begins at 9 November 2023, 00:00 UTC. */
export const exampleRecords = (result = RESULT) => [
    {
        type: "start",
        seed: 7,
        loss: 0.05,
        startTime: 2810 * 604800,
        clients: result.clients.map(({ name, isOfficer }) => ({ name, isOfficer })),
        auctions: ["Helm of Might", "Spinal Reaper"],
    },
    sample(10, 2, 1, 2, { traffic: [{ kind: "delta", messages: 2, bytes: 80 }] }),
    { type: "lease", client: 0, isHeld: true, time: 15 },
    { type: "auction", index: 0, time: 20 },
    bid(1, 22, 0.5),
    bid(0, 25, 3),
    { type: "fault", fault: "crash", isOver: false, time: 30, client: 1 },
    { type: "fault", fault: "crash", isOver: true, time: 40, client: 1 },
    { type: "sold", index: 0, time: 50, bids: 2, outcome: "Aldan for 20 points", isShown: true },
    { type: "auction", index: 1, time: 60 },
    { type: "fault", fault: "partition", isOver: false, time: 62 },
    { type: "lease", client: 1, isHeld: true, time: 70 },
    bid(1, 71, 1),
    { type: "fault", fault: "partition", isOver: true, time: 90 },
    { type: "lease", client: 1, isHeld: false, time: 92 },
    { type: "sold", index: 1, time: 100, bids: 2, outcome: "nobody", isShown: true },
    sample(110, 2, 2, 2, {
        traffic: [
            { kind: "delta", messages: 5, bytes: 90 },
            { kind: "ask", messages: 1, bytes: 30 },
        ],
        longest: { client: 1, ms: 0.5004, what: "C_Timer" },
    }),
    {
        type: "callbacks",
        bounds: [1, 5, 10],
        rows: [{ what: "OnUpdate", calls: 3, totalMs: 9.00049, longestMs: 6.5004, bins: [1, 1, 1, 0] }],
    },
    result,
];
