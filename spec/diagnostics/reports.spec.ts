import { peerLines, traceLines } from "../../src/diagnostics/reports";
import type { TraceEntry } from "../../src/api/status";
import { peer } from "./statuses";

const TRACE: TraceEntry[] = [
    { age: 12.7, direction: "out", peer: "", text: "hello: root 5", bytes: 4 },
    { age: 3, direction: "in", peer: "Bob-Realm", text: "events: 2 of week 2956", bytes: 99 },
];

describe("reports", () => {
    it("have a line for each peer", () => {
        assert.same(
            [
                "Bob-Realm: heard 12 s ago, may answer, sent events 3 s ago, protocol 1",
                "Cleo-Realm: heard 5 minutes ago, protocol 2",
            ],
            peerLines([
                peer("Bob-Realm", { sentAge: 3 }),
                peer("Cleo-Realm", { age: 300, isServing: false, version: 2 }),
            ]),
        );
        assert.same(["Nobody has been heard."], peerLines([]));
    });

    it("have a line for each of the last messages", () => {
        const lines = [
            "12 s ago, out, 4 bytes: hello: root 5",
            "3 s ago, in from Bob-Realm, 99 bytes: events: 2 of week 2956",
        ];
        assert.same(lines, traceLines(TRACE, 2));
        assert.same(lines, traceLines(TRACE, 10));
        assert.same([lines[1]], traceLines(TRACE, 1));
        assert.same([], traceLines(TRACE, 0));
        assert.same(["No messages."], traceLines([], 5));
    });
});
