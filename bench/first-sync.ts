/** First syncs of a guild's whole past: minutes of processor time, which is why they stand apart from bench/sync.ts. */

import type { Outcome } from "../scenarios/outcome";
import { FIRST_SYNC, playPastSync } from "../scenarios/scenarios";
import type { Figure } from "./harness";
import { readRecording, RECORDINGS } from "./support/histories";
import { makeHistory } from "./support/history";
import { atMost, type Measure, medianOf, play } from "./support/scenarios";

/** The game's throttle in bytes: what one sender may send a second. */
const RATE = 255;

/** Most bytes an event that a first sync of the recorded histories is to take, all messages counted. */
const WANTED = [5.5, 9, 6.2, 9, 16];

/** One client's first sync of each recorded history that is there. */
function recorded(): Figure[] {
    const figures: Figure[] = [];
    for (const [index, recording] of ipairs(RECORDINGS)) {
        const past = readRecording(recording);
        if (past !== undefined) {
            const { bytes } = checked(playPastSync(1, past));
            const name = `one joiner, ${recording.name}, by whisper: all bytes an event`;
            figures.push(atMost(name, bytes / past.length, "bytes", WANTED[index - 1]));
        }
    }
    return figures;
}

/** One client's first sync of a single week of 10,000 generated events. */
function oneWeek(): Figure {
    const { times, ids, bodies, count } = makeHistory(10000, 1);
    const past = bodies.map((body, index) => ({ time: times[index], id: ids[index], body }));
    const { bytes } = checked(playPastSync(1, past));
    return atMost("one joiner, a week of 10,000 events: all bytes an event", bytes / count, "bytes", 5.6);
}

function checked(outcome: Outcome): Outcome {
    if (!outcome.isEqual) error("first sync: the logs are not equal", 0);
    return outcome;
}

/** What loss costs: medians of some seeds over those without. */
function loss(name: string, lossy: string, without: string): Figure[] {
    const [disturbed, usual] = [play(lossy), play(without)];
    const over = (measure: Measure): number => medianOf(disturbed, measure) / medianOf(usual, measure);
    return [
        atMost(`${name}, 5 % loss: bytes over those without`, over("bytes"), "×", 1.3),
        atMost("the same: seconds over those without", over("seconds"), "×", 1.5),
    ];
}

/** Seconds that so many bytes take at the throttle's rate. The ten messages at once that it allows are in our favour. */
function channelSeconds(bytes: number, senders: number): number {
    return bytes / (senders * RATE);
}

export function run(): Figure[] {
    const [throttled] = play("first-sync-instance", 1);
    const [whispered] = play("first-sync", 1);
    const [many] = play("first-sync-40", 1);
    const [clean] = play("first-sync-40-5-senders", 1);
    const [lossy] = play("first-sync-40-5-senders-loss-1", 1);
    const [away] = play("officer-away", 1);
    return [
        ...recorded(),
        oneWeek(),
        atMost("an officer 8 weeks away, 4,000 events, both in an instance: seconds", away.seconds, "s", 70),
        atMost("the same: bytes an event", away.bytes / 4000, "bytes"),
        ...loss("one joiner, one sender", "first-sync-loss-5", "first-sync-one-server"),
        ...loss("an officer 8 weeks away", "officer-away-loss-5", "officer-away"),
        atMost(
            "one joiner, 7,851 events, senders in an instance: bytes an event",
            throttled.bytes / FIRST_SYNC.events,
            "bytes",
        ),
        atMost(
            "the same: seconds over its bytes at the channel's rate",
            throttled.seconds / channelSeconds(throttled.bytes, 2),
            "×",
            1.2,
        ),
        atMost("the same: seconds", throttled.seconds, "s"),
        atMost("one joiner, by whisper: bytes an event", whispered.bytes / FIRST_SYNC.events, "bytes"),
        atMost("the same: seconds", whispered.seconds, "s"),
        atMost("40 joiners: messages over those of one", many.messages / throttled.messages, "×", 1.5),
        atMost("the same: seconds", many.seconds, "s"),
        atMost("40 joiners, 5 senders: seconds", clean.seconds, "s"),
        atMost("the same with 1 % loss: seconds over those without", lossy.seconds / clean.seconds, "×", 1.3),
    ];
}
