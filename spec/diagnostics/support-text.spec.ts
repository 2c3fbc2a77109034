import { supportText } from "../../src/diagnostics/support-text";
import { newCounters } from "../../src/link/outbox-queues";
import { openStatus, peer } from "./statuses";

const EXPECTED = `LibEventLedger 1.2.3, ledger MyDKP
game: version 1.15.9
server time 1700000000

How it stands:
Behind by 5 events of week 2956; player 2 is sending.
2 events refused: 2 future.

Figures:
scope: guild, open for 1000 s
events: 20, lag 0, held 0
sync: behind, weeks behind 1, events missing 5
checkpoints: 0 of 0 bytes, restored 0 (none)
outgoing: 0, lockdown: false
sent: 0 busy, 99 bytes, 0 dropped, 0 invalid, 9 messages, 0 noRoute, 0 raised, 0 unanswered

Peers:
player 1: heard 12 s ago, may answer, protocol 1
player 2: heard 12 s ago, may answer, sent events 1 s ago, protocol 1

Last messages:
2 s ago, out, 4 bytes: hello: root 5
1 s ago, in from player 2, 9 bytes: events: 1 of week 2956
1 s ago, in from player 3, 9 bytes: events: 2 of week 2956
`;

describe("supportText", () => {
    const status = openStatus({
        sync: "behind",
        weeksBehind: 1,
        eventsMissing: 5,
        behind: [{ weekNumber: 2956, missing: 5, peer: "Ann-Realm" }],
        peers: [peer("Ann-Realm"), peer("Bob-Realm", { sentAge: 1 })],
        restoreFailure: "none",
        refusals: { future: 2 },
        sent: { ...newCounters(), messages: 9, bytes: 99 },
    });
    const facts = { name: "MyDKP", version: "1.2.3", game: "game: version 1.15.9", time: 1700000000, status };

    it("tells what helps, and neither players nor guild", () => {
        const text = supportText({
            ...facts,
            trace: [
                { age: 2, direction: "out", peer: "", text: "hello: root 5", bytes: 4 },
                { age: 1, direction: "in", peer: "Bob-Realm", text: "events: 1 of week 2956", bytes: 9 },
                { age: 1, direction: "in", peer: "Cleo-Realm", text: "events: 2 of week 2956", bytes: 9 },
            ],
        });
        assert.equal(EXPECTED, text);
        for (const name of ["Ann", "Bob", "Cleo", "Secret", "Realm"]) {
            assert.is_nil(string.find(text, name, 1, true)[0]);
        }
    });

    it("numbers the players of all its sentences", () => {
        const week = { weekNumber: 2956, surplus: 1, failures: 1, refused: 0 };
        const different = openStatus({
            sync: "different",
            differences: [
                { ...week, peer: "Ann-Realm" },
                { ...week, peer: "Cleo-Realm" },
            ],
            rejected: { count: 1, peer: "Dora-Realm", reason: "unauthorized" },
            peers: [peer("Ann-Realm", { version: 9 })],
        });
        const text = supportText({ ...facts, status: different, trace: [] });
        assert.is_nil(string.find(text, "Realm", 1, true)[0]);
        for (const words of ["player 1 has 1 event more", "player 2 has 1 event more", "the last from player 3"]) {
            assert.is_not_nil(string.find(text, words, 1, true)[0], words);
        }
    });

    it("ends with the last 60 messages", () => {
        const trace = [];
        for (const bytes of $range(1, 100)) {
            trace.push({ age: 1, direction: "out", peer: "", text: "hello", bytes } as const);
        }
        const text = supportText({ ...facts, trace });
        assert.is_nil(string.find(text, " 40 bytes: hello", 1, true)[0]);
        assert.is_not_nil(string.find(text, " 41 bytes: hello", 1, true)[0]);
        assert.is_not_nil(string.find(text, " 100 bytes: hello\n$")[0]);
    });
});
