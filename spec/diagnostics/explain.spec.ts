import { explain } from "../../src/diagnostics/explain";
import type { LedgerStatus } from "../../src/api/status";
import { closedStatus } from "../../src/ledger/status";
import { newCounters } from "../../src/link/outbox-queues";
import { AWARD, openStatus, peer } from "./statuses";

const IN_STEP = "In step: 20 events, as far as 1 peer that may answer can tell.";

const KEY = "{ time = 1700000000, creator = 10, counter = 3 }";

/** What is said beside that all is well. */
function remarks(changes: Partial<LedgerStatus>): string[] {
    const [first, ...others] = explain(openStatus(changes));
    assert.equal(IN_STEP, first);
    return others;
}

describe("explain", () => {
    it("says one thing when all is well", () => {
        assert.same([IN_STEP], explain(openStatus()));
    });

    it("says of a closed ledger why, and nothing else", () => {
        assert.same(["Closed: the character is in no guild."], explain(closedStatus("noGuild")));
        assert.matches("^Closed: the game has not told yet which guild", explain(closedStatus("unknownGuild"))[0]);
        assert.matches("^Closed: the addon has not called ledger:start%(%)", explain(closedStatus("notStarted"))[0]);
    });

    it("says what is missing, who sends it and how long that takes", () => {
        const behind = [{ weekNumber: 2956, missing: 120, peer: "Ann-Realm" }];
        const status = { sync: "behind", weeksBehind: 1, eventsMissing: 120, behind } as const;
        const peers = [peer("Ann-Realm", { sentAge: 300 }), peer("Bob-Realm", { sentAge: 1 })];
        assert.same(
            ["Behind by 120 events of week 2956; Bob-Realm is sending; about 40 s left."],
            explain(openStatus({ ...status, peers, secondsLeft: 40.4 })),
        );
        assert.same(
            ["Behind by 120 events of week 2956; Bob-Realm is sending."],
            explain(openStatus({ ...status, peers })),
        );
        assert.same(
            ["Behind by 120 events of week 2956; Ann-Realm has them, nobody is sending at present."],
            explain(openStatus({ ...status, peers: [peers[0]], secondsLeft: 40 })),
        );
        const more = [...behind, { weekNumber: 2955, missing: 1, peer: "Bob-Realm" }];
        assert.same(
            ["Behind by 121 events of 2 weeks; Bob-Realm is sending."],
            explain(openStatus({ ...status, peers, behind: more, eventsMissing: 121 })),
        );
        assert.same(
            ["Comparing week 2956 with what Ann-Realm has."],
            explain(openStatus({ ...status, behind: [{ ...behind[0], missing: 0 }], eventsMissing: 0 })),
        );
    });

    it("says when nobody who may answer was heard, but not in the first minute", () => {
        const nobody = "Nobody who may answer has been heard for 5 minutes: ";
        const silent = [peer("Ann-Realm", { age: 1, isServing: false }), peer("Bob-Realm", { age: 301 })];
        const [first, second] = explain(openStatus({ peers: silent }));
        assert.equal(IN_STEP, first);
        assert.equal(nobody, string.sub(second, 1, nobody.length));
        assert.same([IN_STEP], explain(openStatus({ peers: [peer("Bob-Realm", { age: 299 })] })));
        const alone = { sync: "unknown", peers: [] } as const;
        assert.equal(nobody, string.sub(explain(openStatus({ ...alone, openSeconds: 310 }))[0], 1, nobody.length));
        assert.matches("has been heard for 61 s: ", explain(openStatus({ ...alone, openSeconds: 61 }))[0]);
        assert.same(
            ["20 events; nobody has advertised yet, which is normal in the first minute."],
            explain(openStatus({ ...alone, openSeconds: 59 })),
        );
    });

    it("says first at which event replay stands still, and what helps", () => {
        assert.same(
            [
                `Replay has halted at event ${KEY}: reducer "award" raised: oops; define the type anew or revoke the event.`,
                IN_STEP,
            ],
            explain(openStatus({ halt: { event: AWARD, message: "oops" }, lag: 5 })),
        );
    });

    it("says what replay is at", () => {
        assert.same(
            ["Replay is paused by the addon, with 5 events to come; ledger:resume() goes on.", IN_STEP],
            explain(openStatus({ isPaused: true, lag: 5 })),
        );
        assert.same(
            ["The state is being replayed: 5 events to come.", IN_STEP],
            explain(openStatus({ lag: 5, restoreFailure: "none" })),
        );
        assert.same(
            [
                "The state is being replayed: 5 events to come; the state is made from the start because the event types " +
                    "have changed, or a new version of the library reads more of them.",
                IN_STEP,
            ],
            explain(openStatus({ lag: 5, restoreFailure: "types" })),
        );
        assert.same(
            [
                `The status lists 2 events skipped because a reducer raised, the last ${KEY}: reducer "award" raised: late.`,
                IN_STEP,
            ],
            explain(
                openStatus({
                    skipped: [
                        { event: { ...AWARD, counter: 1 }, message: "early" },
                        { event: AWARD, message: "late" },
                    ],
                }),
            ),
        );
    });

    it("says what keeps messages from going out", () => {
        assert.same(
            ["Sending is disabled by the addon; ledger:enableSending() goes on."],
            remarks({ isSending: false }),
        );
        assert.same(
            ["Sending is held by a lockdown (encounter); what waits, 3 in all, goes out at its end."],
            remarks({ isInLockdown: true, restriction: "encounter", outgoing: 3 }),
        );
        assert.same(
            ["Sending is held by a lockdown; what waits, 1 in all, goes out at its end."],
            remarks({ isInLockdown: true, outgoing: 1 }),
        );
        const sent = { ...newCounters(), messages: 9, bytes: 99, busy: 4 };
        assert.same([], remarks({ sent }));
        assert.matches("^1 message had nowhere to go: ", remarks({ sent: { ...sent, noRoute: 1 } })[0]);
        assert.matches("^5 messages could not be sent; ", remarks({ sent: { ...sent, invalid: 2, dropped: 3 } })[0]);
    });

    it("says what differs and why, of the first three weeks", () => {
        const difference = { weekNumber: 2800, peer: "Bob-Realm", surplus: 2, failures: 1, refused: 0 };
        const [first] = explain(openStatus({ sync: "different", differences: [difference] }));
        assert.matches("^Not in step: 20 events here; Bob%-Realm has 2 events more of week 2800 ", first);
        assert.matches("nobody who may pass them on has sent them%. It is tried again", first);
        const [refused] = explain(openStatus({ sync: "different", differences: [{ ...difference, refused: 2 }] }));
        assert.matches("2 events of that week were offered, and the addon refuses them here%.", refused);
        const differences = [
            difference,
            { ...difference, surplus: -1 },
            { ...difference, surplus: 0 },
            difference,
            difference,
        ];
        const [all] = explain(openStatus({ sync: "different", differences }));
        assert.matches("Bob%-Realm lacks 1 event of week 2800 that are here: this character may not pass them on", all);
        assert.matches("Bob%-Realm has as many events of week 2800, but other ones; and 2 other differences%.", all);
    });

    it("says of older weeks no more than that they differ, when that is all that is known", () => {
        const difference = { weekNumber: 2800, peer: "Bob-Realm", surplus: 0, failures: 0, refused: 0, isOlder: true };
        const [sentence] = explain(openStatus({ sync: "different", differences: [difference] }));
        assert.matches("; Bob%-Realm has other events up to week 2800, and which is not known yet%. ", sentence);
    });

    it("says when old weeks differ and it is not known how", () => {
        const [sentence] = explain(openStatus({ sync: "behind" }));
        assert.equal("Comparing older weeks: a peer has others there, and has not told yet which.", sentence);
    });

    it("does not say that it is in step while own events are not known to be elsewhere", () => {
        const words = explain(openStatus({ sync: "unconfirmed", unconfirmed: 2 }));
        assert.equal("20 events here, and nothing is known to differ.", words[0]);
        assert.matches(
            "^2 events that you wrote here are not known to be with anybody else yet: stay online",
            words[1],
        );
        assert.is_nil(words.find((sentence) => string.find(sentence, "In step", 1, true)[0] !== undefined));
    });

    it("says which contents clash, what peers offer in vain, and what was damaged", () => {
        assert.matches("^1 event came with two different contents", remarks({ conflicts: 1 })[0]);
        assert.same(
            ["3 events that peers offer may not enter here, the last from Bob-Realm: unauthorized."],
            remarks({ rejected: { count: 3, peer: "Bob-Realm", reason: "unauthorized" } }),
        );
        assert.same(
            ["Damaged on disk, and made anew from the events: directory, revocations."],
            remarks({ damagedParts: ["directory", "revocations"] }),
        );
    });

    it("says what another addon does to sending and hearing", () => {
        const raised = { ...newCounters(), raised: 3 };
        assert.same(
            [
                "3 sends raised an error, as another addon may cause; what waits is tried again, less often each time; " +
                    "the last error was: oops.",
            ],
            remarks({ sent: raised, sendError: "oops" }),
        );
        assert.same(
            [
                "ChatThrottleLib did not send 1 message in time: another addon may send more than it may; what waits is " +
                    "handed over again, less often each time.",
            ],
            remarks({ sent: { ...newCounters(), unanswered: 1 } }),
        );
        assert.same(
            ["Nothing is heard of others: too many prefixes; disable another addon and reload.", IN_STEP],
            explain(openStatus({ prefixProblem: "too many prefixes" })),
        );
    });

    it("says what was held, refused and ignored", () => {
        assert.same(
            [
                "4 events held until authorize() knows: the guild roster may still be on its way.",
                "3 events refused: 1 future, 2 unauthorized.",
                "1 message ignored: 1 flood.",
            ],
            remarks({ held: 4, refusals: { unauthorized: 2, future: 1 }, ignored: { flood: 1 } }),
        );
    });

    it("says what was damaged on disk, and what came back", () => {
        assert.same(
            [
                "Week 2950 was damaged on disk; 3 of its 200 events could be read, the rest comes from peers; " +
                    "150 are here now.",
                "Week 2951 was damaged on disk; 1 event could be read, the rest comes from peers; 1 are here now.",
            ],
            remarks({
                quarantined: [
                    { weekNumber: 2950, read: 3, of: 200, here: 150 },
                    { weekNumber: 2951, read: 1, here: 1 },
                ],
            }),
        );
    });

    it("says why the state is not saved, once", () => {
        const saveProblem = "state.sum is a number that is not finite";
        assert.same(
            [`The state could not be saved, so each login replays everything: ${saveProblem}.`],
            remarks({ saveProblem }),
        );
        assert.same(
            [
                "No checkpoints of the state are made, so late events and logins replay everything: state.f holds a " +
                    "function.",
            ],
            remarks({ saveProblem, checkpointProblem: "state.f holds a function" }),
        );
    });

    it("says which list did not only grow", () => {
        const appendOnlyProblem = "state.history, which is declared to only grow, has lost or changed items";
        const [first] = explain(openStatus({ appendOnlyProblem }));
        assert.equal(`The addon's option appendOnly is wrong, and is not relied on: ${appendOnlyProblem}.`, first);
    });

    it("says that saved data is of a newer version", () => {
        const [first, second] = explain(openStatus({ isReadOnly: true }));
        assert.matches("^The saved data is of a newer version of the library: read%-only", first);
        assert.equal(IN_STEP, second);
    });

    it("says who speaks another version of the protocol", () => {
        const peers = [
            peer("Bob-Realm"),
            peer("New-Realm", { version: 2, isServing: false }),
            peer("Old-Realm", { version: 0, isServing: false }),
        ];
        assert.same(
            [
                "New-Realm speaks a newer protocol: update the addon.",
                "Old-Realm speaks an older protocol and hears nothing of this client: they should update the addon.",
            ],
            remarks({ peers }),
        );
    });
});
