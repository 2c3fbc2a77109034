/**
 * Describes the condition of a ledger and what to do about it, as plain English sentences, from the status alone.
 *
 * What keeps the ledger from working comes first, then how it compares with others, then other things worth knowing.
 */

import { PROTOCOL_VERSION } from "../link/frame";
import type { LedgerEvent } from "../api/event";
import type { RestoreFailure } from "../api/replay";
import type { ClosedReason, LedgerStatus, PeerStatus, WeekDifference } from "../api/status";
import { explainInbox } from "./explain-inbox";
import { explainSeals } from "./explain-seals";
import { countOf, countsOf, durationOf, sumOf } from "./words";

const format = string.format;
const huge = math.huge;
const min = math.min;

/** Differences that are told one by one. */
const DIFFERENCES_TOLD = 3;

/** Seconds for which a peer that sent events counts as sending. The rate is measured over the same time. */
const SENDING_SECONDS = 20;

/** Seconds of silence of all serving peers that are worth a sentence: several advertisement intervals. */
const SILENCE = 300;

/** Seconds after opening in which silence is normal. */
const WARM_UP = 60;

const CLOSED: Record<ClosedReason, string> = {
    initialState: "Closed: the addon's %s; the saved log is left as it is; mend the addon and reload.",
    notStarted: "Closed: the addon has not called ledger:start(), or has stopped the ledger.",
    noGuild: "Closed: the character is in no guild.",
    unknownGuild:
        "Closed: the game has not told yet which guild the character is in; that takes some seconds at login.",
    opening: "Closed: the saved log is being read; that takes a moment.",
};

/**
 * Why everything is replayed, as words after "because". "none" has no words because a new ledger has no saved state.
 */
const RESTORE_FAILURES: Partial<Record<RestoreFailure, string>> = {
    malformed: "the saved one cannot be read",
    damaged: "the saved one is damaged",
    stateVersion: "the addon's stateVersion has changed",
    types: "the event types have changed, or a new version of the library reads more of them",
    revocations: "other events are revoked than when it was saved",
    log: "the log below the saved one has changed",
};

/** Receives the sentences one by one. */
type Say = (this: void, sentence: string) => void;

/** The key of an event in the form that ledger:revoke() takes. */
function keyOf({ time, creator, counter }: LedgerEvent): string {
    return format("{ time = %.0f, creator = %.0f, counter = %.0f }", time, creator, counter);
}

function explainReplay(status: LedgerStatus, say: Say): void {
    const { halt, skipped, lag, isPaused, restoreFailure, importRepeat, appendOnlyProblem } = status;
    if (halt !== undefined) {
        const { event, message } = halt;
        say(
            `Replay has halted at event ${keyOf(event)}: reducer "${event.type}" raised: ${message}; ` +
                "define the type anew or revoke the event.",
        );
    } else if (isPaused) {
        say(`Replay is paused by the addon, with ${countOf(lag, "event")} to come; ledger:resume() goes on.`);
    } else if (lag > 0) {
        const reason = restoreFailure === undefined ? undefined : RESTORE_FAILURES[restoreFailure];
        const anew = reason === undefined ? "" : `; the state is made from the start because ${reason}`;
        say(`The state is being replayed: ${countOf(lag, "event")} to come${anew}.`);
    }
    if (appendOnlyProblem !== undefined) {
        say(`The addon's option appendOnly is wrong, and is not relied on: ${appendOnlyProblem}.`);
    }
    if (importRepeat !== undefined) {
        say(
            `Imported rows are there twice, the last ${keyOf(importRepeat)}: officers imported one history with different ` +
                "creators or values. The first of each counts; revoke it where the other one is right.",
        );
    }
    const last = skipped[skipped.length - 1];
    if (last !== undefined) {
        say(
            `The status lists ${countOf(skipped.length, "event")} skipped because a reducer raised, the last ${keyOf(last.event)}: ` +
                `reducer "${last.event.type}" raised: ${last.message}.`,
        );
    }
}

/** The peer with the least `ageOf`; nil when that is nil for all peers. */
function latest(
    peers: readonly PeerStatus[],
    ageOf: (this: void, peer: PeerStatus) => number | undefined,
): PeerStatus | undefined {
    let found: PeerStatus | undefined;
    let least = huge;
    for (const peer of peers) {
        const age = ageOf(peer) ?? huge;
        if (age < least) {
            least = age;
            found = peer;
        }
    }
    return found;
}

function explainBehind(status: LedgerStatus, say: Say): void {
    const { behind, eventsMissing, secondsLeft, peers } = status;
    if (behind.length === 0) {
        say("Comparing older weeks: a peer has others there, and has not told yet which.");
        return;
    }
    const { weekNumber, peer } = behind[0];
    const where = behind.length === 1 ? `week ${weekNumber}` : countOf(behind.length, "week");
    if (eventsMissing === 0) {
        // The peer has as many events, but not the same ones; or the last missing events have just come.
        say(`Comparing ${where} with what ${peer} has.`);
        return;
    }
    const sender = latest(peers, (other) => other.sentAge);
    const isComing = sender !== undefined && sender.sentAge! <= SENDING_SECONDS;
    const who = isComing ? `${sender.name} is sending` : `${peer} has them, nobody is sending at present`;
    const left = secondsLeft === undefined || !isComing ? "" : `; about ${durationOf(secondsLeft)} left`;
    say(`Behind by ${countOf(eventsMissing, "event")} of ${where}; ${who}${left}.`);
}

/** What a difference means, and why it stays. */
function describeDifference({ weekNumber, peer, surplus, isOlder, refused }: WeekDifference): string {
    if (isOlder === true) {
        return `${peer} has other events up to week ${weekNumber}, and which is not known yet`;
    }
    if (surplus > 0) {
        const why =
            refused > 0
                ? `${countOf(refused, "event")} of that week were offered, and the addon refuses them here`
                : "nobody who may pass them on has sent them";
        return `${peer} has ${countOf(surplus, "event")} more of week ${weekNumber} that did not come: ${why}`;
    }
    if (surplus < 0) {
        return (
            `${peer} lacks ${countOf(-surplus, "event")} of week ${weekNumber} that are here: ` +
            "this character may not pass them on, or they are refused there"
        );
    }
    return `${peer} has as many events of week ${weekNumber}, but other ones`;
}

function explainDifferences({ differences, events }: LedgerStatus, say: Say): void {
    const told: string[] = [];
    for (const index of $range(0, min(differences.length, DIFFERENCES_TOLD) - 1)) {
        told[index] = describeDifference(differences[index]);
    }
    const more = differences.length - told.length;
    const others = more > 0 ? `; and ${countOf(more, "other difference")}` : "";
    say(
        `Not in step: ${countOf(events, "event")} here; ${table.concat(told, "; ")}${others}. ` +
            "It is tried again now and then; who wrote the events, or an officer who has them, can bring them by being online.",
    );
}

function explainSync(status: LedgerStatus, say: Say): void {
    const { sync, peers, openSeconds, events, unconfirmed } = status;
    if (sync === "behind") {
        explainBehind(status, say);
    } else if (sync === "different") {
        explainDifferences(status, say);
    } else if (sync === "synced") {
        const others = countOf(peers.filter((peer) => peer.isServing).length, "peer");
        say(`In step: ${countOf(events, "event")}, as far as ${others} that may answer can tell.`);
    } else if (sync === "unconfirmed") {
        say(`${countOf(events, "event")} here, and nothing is known to differ.`);
    } else if (openSeconds < WARM_UP) {
        say(`${countOf(events, "event")}; nobody has advertised yet, which is normal in the first minute.`);
    }
    if (unconfirmed > 0) {
        say(
            `${countOf(unconfirmed, "event")} that you wrote here ${unconfirmed === 1 ? "is" : "are"} not known to be with anybody else yet: ` +
                "stay online until somebody who may answer has been heard.",
        );
    }
    const nearest = latest(peers, (peer) => (peer.isServing ? peer.age : undefined));
    const silence = math.min(nearest?.age ?? huge, openSeconds);
    if (silence >= SILENCE || (nearest === undefined && sync === "unknown" && openSeconds >= WARM_UP)) {
        say(
            `Nobody who may answer has been heard for ${durationOf(silence)}: what this client lacks comes when one of ` +
                "them is online.",
        );
    }
}

function explainSending(status: LedgerStatus, say: Say): void {
    const { isSending, isInLockdown, restriction, outgoing, sent, sendError } = status;
    if (!isSending) {
        say("Sending is disabled by the addon; ledger:enableSending() goes on.");
    }
    if (isInLockdown) {
        const kind = restriction === undefined ? "" : ` (${restriction})`;
        say(
            `Sending is held by a lockdown${kind}; what waits, ${format("%.0f", outgoing)} in all, goes out at its end.`,
        );
    }
    if (sent !== undefined && sent.raised > 0) {
        say(
            `${countOf(sent.raised, "send")} raised an error, as another addon may cause; what waits is tried again, ` +
                `less often each time; the last error was: ${sendError}.`,
        );
    }
    if (sent !== undefined && sent.unanswered > 0) {
        say(
            `ChatThrottleLib did not send ${countOf(sent.unanswered, "message")} in time: ` +
                "another addon may send more than it may; what waits is handed over again, less often each time.",
        );
    }
    if (sent !== undefined && sent.noRoute > 0) {
        say(`${countOf(sent.noRoute, "message")} had nowhere to go: no guild or group to speak to, or target offline.`);
    }
    if (sent !== undefined && sent.dropped + sent.invalid > 0) {
        say(
            `${countOf(sent.dropped + sent.invalid, "message")} could not be sent; peers ask again for what they lack.`,
        );
    }
}

function explainPeers(peers: readonly PeerStatus[], say: Say): void {
    for (const { name, version } of peers) {
        if (version > PROTOCOL_VERSION) {
            say(`${name} speaks a newer protocol: update the addon.`);
        } else if (version < PROTOCOL_VERSION) {
            say(`${name} speaks an older protocol and hears nothing of this client: they should update the addon.`);
        }
    }
}

function explainSaved(status: LedgerStatus, say: Say): void {
    for (const { weekNumber, read, of, here } of status.quarantined) {
        const readable = of === undefined ? countOf(read, "event") : format("%.0f of its %.0f events", read, of);
        say(
            `Week ${weekNumber} was damaged on disk; ${readable} could be read, the rest comes from peers; ` +
                `${format("%.0f", here)} are here now.`,
        );
    }
    if (status.damagedParts.length > 0) {
        say(`Damaged on disk, and made anew from the events: ${table.concat(status.damagedParts as string[], ", ")}.`);
    }
    const { checkpointProblem, saveProblem } = status;
    if (checkpointProblem !== undefined) {
        say(`No checkpoints of the state are made, so late events and logins replay everything: ${checkpointProblem}.`);
    } else if (saveProblem !== undefined) {
        say(`The state could not be saved, so each login replays everything: ${saveProblem}.`);
    }
}

function explainRefusals({ conflicts, held, refusals, rejected, ignored }: LedgerStatus, say: Say): void {
    if (rejected !== undefined) {
        const { count, peer, reason } = rejected;
        say(`${countOf(count, "event")} that peers offer may not enter here, the last from ${peer}: ${reason}.`);
    }
    if (conflicts > 0) {
        say(
            `${countOf(conflicts, "event")} came with two different contents: two histories were imported, somebody's saved ` +
                "data was edited, or somebody changes history; listeners of conflict get both.",
        );
    }
    if (held > 0) {
        say(`${countOf(held, "event")} held until authorize() knows: the guild roster may still be on its way.`);
    }
    const refused = sumOf(refusals);
    if (refused > 0) {
        say(`${countOf(refused, "event")} refused: ${countsOf(refusals)}.`);
    }
    const unheard = sumOf(ignored);
    if (unheard > 0) {
        say(`${countOf(unheard, "message")} ignored: ${countsOf(ignored)}.`);
    }
}

/** The sentences about a status; at least one. */
export function explain(status: LedgerStatus): string[] {
    const { closedReason, openProblem } = status;
    if (closedReason !== undefined) {
        return [openProblem === undefined ? CLOSED[closedReason] : format(CLOSED[closedReason], openProblem)];
    }
    const sentences: string[] = [];
    let count = 0;
    const say: Say = (sentence) => {
        sentences[count] = sentence;
        count++;
    };
    if (status.isReadOnly) {
        say("The saved data is of a newer version of the library: read-only, nothing is written; update the addon.");
    }
    if (status.prefixProblem !== undefined) {
        say(`Nothing is heard of others: ${status.prefixProblem}; disable another addon and reload.`);
    }
    explainReplay(status, say);
    explainSync(status, say);
    explainSending(status, say);
    if (status.seals !== undefined) {
        explainSeals(status.seals, say);
    }
    if (status.recoverable > 0) {
        say(
            `${countOf(status.recoverable, "event")} of this character were lost here, and one peer has them: ` +
                "/lel recover takes them back, if you did write them.",
        );
    }
    if (status.inbox !== undefined) {
        explainInbox(status.inbox, say);
    }
    explainRefusals(status, say);
    explainSaved(status, say);
    explainPeers(status.peers, say);
    return sentences;
}
