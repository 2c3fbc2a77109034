// For tests: the records of a small run that never was: two clients, one raid, a crash, a quiet phase.

const CLIENT = { isOfficer: false, events: 3, weeks: 1, weeksEqual: 1, digest: "0000beef" };

const client = (changes) => ({ ...CLIENT, longestMs: 6.5, longestWhat: "OnUpdate", ...changes });

const sample = (time, existing, held, online, more = {}) => {
    return { type: "sample", time, isFirst: false, existing, held, online, traffic: [], ...more };
};

const weeks = (time, existing, held) => {
    const changes = (events) => (events === undefined ? [] : [{ week: 2810, events }]);
    return { type: "weeks", time, existing: changes(existing), held: held.map(changes) };
};

const live = (messages, bytes) => ({ kind: "live", messages, bytes });

/** The realm begins at 9 November 2023, 00:00 UTC. */
export const exampleRecords = () => [
    {
        type: "start",
        seed: 7,
        loss: 0.05,
        startTime: 2810 * 604800,
        clients: [
            { name: "Aldan", isOfficer: true },
            { name: "</script>", isOfficer: false },
        ],
        phases: [],
    },
    { type: "phase", phase: "week 1", time: 60 },
    sample(60, 0, [0, 0], [true, true], { isFirst: true }),
    weeks(70, 2, [2, 1]),
    sample(70, 2, [2, 1], [true, true], {
        traffic: [live(2, 80), { kind: "hello", messages: 1, bytes: 9 }],
        longest: { client: 0, ms: 6.5004, what: "OnUpdate" },
    }),
    { type: "fault", fault: "crash", isOver: false, time: 75, client: 1 },
    weeks(75, undefined, [undefined, 0]),
    sample(75, 2, [2, 0], [true, false]),
    { type: "fault", fault: "crash", isOver: true, time: 90, client: 1 },
    { type: "fault", fault: "reload", isOver: true, time: 90, client: 0 },
    sample(90, 2, [2, 0], [true, true]),
    weeks(100, 3, [3, undefined]),
    sample(100, 3, [3, 0], [true, true], { traffic: [live(1, 40)], longest: { client: 1, ms: 0.5, what: "C_Timer" } }),
    { type: "phase", phase: "quiet", time: 100 },
    sample(100, 3, [3, 0], [true, true], { isFirst: true }),
    { type: "fault", fault: "lockdown", isOver: false, time: 104 },
    weeks(110, undefined, [undefined, 3]),
    sample(110, 3, [3, 3], [true, true], { traffic: [{ kind: "repair", messages: 1, bytes: 100 }] }),
    {
        type: "callbacks",
        bounds: [1, 5, 10],
        rows: [{ what: "OnUpdate", calls: 3, totalMs: 9.00049, longestMs: 6.5004, bins: [1, 1, 1, 0] }],
    },
    {
        type: "result",
        seed: 7,
        clients: [
            client({ name: "Aldan", isOfficer: true, messages: 4, bytes: 129 }),
            client({ name: "</script>", messages: 1, bytes: 100 }),
        ],
        written: 3,
        planned: 3,
        refused: 0,
        errors: 0,
        isEqual: true,
        quietSeconds: 10,
        gameSeconds: 110,
        cpuSeconds: 1,
    },
];
