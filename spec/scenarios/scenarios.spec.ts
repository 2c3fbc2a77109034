import {
    playEnterInstance,
    playFirstSync,
    playIdle,
    playPartition,
    playRaidNight,
    playTwoOfficers,
    scenarios,
} from "../../scenarios/scenarios";
import { rounds } from "../support/rounds";

const PHASES = rounds(100);
const SEEDS = rounds(2);

/** All that `npm run sim` plays. */
const NAMES = [
    "late-1",
    "late-10",
    "late-100",
    "late-1000",
    "late-10-loss-5",
    "late-10-loss-20",
    "first-sync",
    "first-sync-instance",
    "enter-instance",
    "officer-away",
    "officer-away-loss-5",
    "first-sync-one-server",
    "first-sync-loss-2",
    "first-sync-loss-5",
    "first-sync-40",
    "first-sync-40-5-senders",
    "first-sync-40-5-senders-loss-1",
    "idle-2",
    "idle-10",
    "two-officers",
    "partition",
    "raid-night",
    "denial-none",
    "denial-member",
    "denial-officer",
    "denial-officer-inflating",
    "invention",
    "vote-without-officer",
    "lost-vote",
    "creators-only",
    "officer-crash",
    "other-body",
    "same-digest",
    "two-servers",
    "chaos",
    "seal-chaos",
    "loading-screens",
    "attack-none",
    "attack-rows-requests",
    "attack-rows-requests-whispered",
    "attack-empty-rows",
    "attack-trickle",
    "attack-trickle-4",
    "attack-false-root",
    "attack-monopoly",
    "large-events",
    "attack-fragments",
    "large-week",
    "attack-requests",
    "alone-with-more",
    "stall-busy",
    "stall-busy-whispered",
    "stall-hello-now-and-then",
    "stall-hellos",
    "stall-hellos-whispered",
    "stall-hijack",
    "stall-keys",
    "stall-more",
    "stall-news",
    "stall-repeat",
    "attack-echo",
    "attack-endless-units",
    "attack-endless-units-4",
];

describe("Scenarios", () => {
    it("have names", () => {
        const names: string[] = [];
        for (const [name] of pairs(scenarios)) names.push(name);
        table.sort(names);
        table.sort(NAMES);
        assert.same(NAMES, names);
    });
});

describe("A lone joiner", () => {
    const SIZE = { events: 8000, weeks: 12 };

    it("is whispered to, which is faster and spares the others", () => {
        const { isEqual, seconds } = playFirstSync(5, 1, 1, 0, SIZE);
        const inInstance = playFirstSync(5, 1, 1, 0, SIZE, true);
        assert.is_true(isEqual && inInstance.isEqual);
        assert.is_true(seconds < inInstance.seconds, `${seconds} s, in an instance ${inInstance.seconds} s`);
    });
});

describe("Who enters an instance while whispering the past to a joiner", () => {
    it("still tells all what is new within 3 s", () => {
        for (const seed of $range(1, SEEDS)) {
            const { isEqual, seconds } = playEnterInstance(seed, { events: 4000, weeks: 40 });
            assert.is_true(isEqual && seconds <= 3, string.format("seed %d: %.1f s", seed, seconds));
        }
    });
});

describe("Two officers who each lack something", () => {
    it("are equal within a minute, whatever the phase of their timers", () => {
        for (const seed of $range(1, PHASES)) {
            const { isEqual, seconds, messages } = playTwoOfficers(seed);
            const found = string.format("seed %d: %.1f s, %d messages", seed, seconds, messages);
            assert.is_true(isEqual && seconds <= 60 && messages <= 30, found);
        }
    });
});

describe("A guild that is equal", () => {
    it("says little for an hour, however many may speak", () => {
        for (const [clients, senders] of [
            [6, 2],
            [10, 5],
        ]) {
            const { isEqual, messages, bytes } = playIdle(3, clients, senders);
            assert.is_true(
                isEqual && messages <= 120 && bytes <= 8192,
                `${senders} senders: ${messages}, ${bytes} bytes`,
            );
        }
    });
});

describe("A guild that was cut in two", () => {
    it("is equal soon after, with what both halves wrote", () => {
        for (const seed of $range(1, SEEDS)) {
            const { isEqual, seconds, messages } = playPartition(seed);
            const found = string.format("seed %d: %.1f s, %d messages", seed, seconds, messages);
            assert.is_true(isEqual && seconds <= 180 && messages <= 150, found);
        }
    });
});

describe("Live events", () => {
    it("reach everybody at once, for hardly more than a message each", () => {
        for (const seed of $range(1, SEEDS)) {
            const { isEqual, seconds, messages } = playRaidNight(seed, 15, 4, 30);
            const found = string.format("seed %d: %.1f s, %d messages", seed, seconds, messages);
            assert.is_true(isEqual && seconds <= 5 && messages <= 80, found);
        }
    });
});

describe("A member who joins with nothing", () => {
    it("gets the whole past, though messages are lost", () => {
        for (const [joiners, loss] of [
            [1, 0],
            [3, 0.02],
        ]) {
            const { isEqual, seconds, messages } = playFirstSync(1, joiners, 2, loss, { events: 1500, weeks: 20 });
            const found = string.format("%d joiners: %.1f s, %d messages", joiners, seconds, messages);
            assert.is_true(isEqual && seconds <= 400 && messages <= 300, found);
        }
    });
});
