/** Describes peers and messages, one line each. */

import type { TraceEntry, PeerStatus } from "../api/status";
import { durationOf } from "./words";

/** Describes a peer: "Bob-Realm: heard 12 s ago, may answer, sent events 3 s ago". */
function describePeer({ name, age, isServing, sentAge, version }: PeerStatus): string {
    const serving = isServing ? ", may answer" : "";
    const sent = sentAge === undefined ? "" : `, sent events ${durationOf(sentAge)} ago`;
    return `${name}: heard ${durationOf(age)} ago${serving}${sent}, protocol ${version}`;
}

/**
 * One line for each peer, in the order in which they were first heard; a single line that says so when there are none.
 */
export function peerLines(peers: readonly PeerStatus[]): string[] {
    return peers.length === 0 ? ["Nobody has been heard."] : peers.map((peer) => describePeer(peer));
}

function describeMessage({ age, direction, peer, bytes, text }: TraceEntry): string {
    const from = direction === "in" ? `in from ${peer}` : "out";
    return string.format("%s ago, %s, %.0f bytes: %s", durationOf(age), from, bytes, text);
}

/** One line for each of the last `limit` messages, oldest first; a single line that says so when there are none. */
export function traceLines(trace: readonly TraceEntry[], limit: number): string[] {
    if (trace.length === 0) {
        return ["No messages."];
    }
    return trace.slice(math.max(0, trace.length - limit)).map((entry) => describeMessage(entry));
}
