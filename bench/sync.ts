/** What syncing costs in messages, bytes and seconds of game time: the scenarios of sim/scenario, medians over seeds. */

import { PAYLOAD_BYTES } from "../src/comm/frame";
import { BlockWriter } from "../src/log/block-writer";
import { INVENTION_BYTES, playDenial } from "../sim/scenario/adversaries";
import { makePast, SERVER } from "../sim/scenario/guild";
import type { Outcome } from "../sim/scenario/outcome";
import { FIRST_SYNC, scenarios } from "../sim/scenario/scenarios";
import { Random } from "../sim/random";
import type { Figure } from "./harness";

const SEEDS = 5;

/** Phases of two officers' timers. */
const PHASES = 100;

/** The game's throttle in bytes: what one sender may send a second. */
const RATE = 255;

const OFFICER = 1;
const MEMBER = 2;

type Measure = "messages" | "bytes" | "seconds";

function atMost(name: string, value: number, unit: string, target?: number): Figure {
    return { name, value, unit, target, atMost: true };
}

function medianOf(outcomes: readonly Outcome[], measure: Measure): number {
    const values = outcomes.map((outcome) => outcome[measure]);
    table.sort(values);
    return values[math.floor(values.length / 2)];
}

/** Plays the seeds from 1 on. Raises when the logs are not equal in the end. */
function play(name: string, seeds = SEEDS): Outcome[] {
    const outcomes: Outcome[] = [];
    for (const seed of $range(1, seeds)) {
        const outcome = scenarios[name](seed);
        if (!outcome.isEqual) error(`${name}, seed ${seed}: the logs are not equal`, 0);
        outcomes.push(outcome);
    }
    return outcomes;
}

/** The medians of a scenario beside their targets. */
function medians(name: string, targets: Partial<Record<Measure, number>>, seeds = SEEDS): Figure[] {
    const outcomes = play(name, seeds);
    const figures: Figure[] = [];
    for (const measure of ["messages", "bytes", "seconds"] as const) {
        const unit = measure === "seconds" ? "s" : measure;
        figures.push(atMost(`${name}: ${measure}`, medianOf(outcomes, measure), unit, targets[measure]));
    }
    return figures;
}

/** Bytes of the blocks, as messages carry them, that the past of a seed's first sync is packed into. */
function blockBytes(seed: number): number {
    const past = makePast(new Random(seed), FIRST_SYNC.events, FIRST_SYNC.weeks);
    let bytes = 0;
    let writer = new BlockWriter(PAYLOAD_BYTES);
    for (const { time, id, body } of past) {
        if (!writer.add(time, id, SERVER, body)) {
            bytes += writer.finish().length;
            writer = new BlockWriter(PAYLOAD_BYTES);
            writer.add(time, id, SERVER, body);
        }
    }
    return bytes + writer.finish().length;
}

/** Seconds that so many bytes take at the throttle's rate. The ten messages at once that it allows are in our favour. */
function channelSeconds(bytes: number, senders: number): number {
    return bytes / (senders * RATE);
}

function firstSync(): Figure[] {
    const [one] = play("first-sync", 1);
    const [many] = play("first-sync-40", 1);
    const [clean] = play("first-sync-40-5-senders", 1);
    const [lossy] = play("first-sync-40-5-senders-loss-1", 1);
    return [
        atMost("first sync of 7,851 events: bytes over those of the blocks alone", one.bytes / blockBytes(1), "×", 1.1),
        atMost(
            "first sync: seconds over those of its bytes at the channel's rate, 2 senders",
            one.seconds / channelSeconds(one.bytes, 2),
            "×",
            1.2,
        ),
        atMost("first sync: seconds", one.seconds, "s"),
        atMost("first sync of 40 at once: messages over those of one", many.messages / one.messages, "×", 1.5),
        atMost("first sync of 40 at once: seconds", many.seconds, "s"),
        atMost(
            "40 at once, 5 senders: seconds with 1 % loss over those without",
            lossy.seconds / clean.seconds,
            "×",
            1.3,
        ),
    ];
}

function twoOfficers(): Figure {
    let slowest = 0;
    for (const { seconds } of play("two-officers", PHASES)) slowest = math.max(slowest, seconds);
    return atMost("two officers who each lack something: slowest of 100 phases", slowest, "s", 60);
}

/** By how much a denier delays a first sync beyond twice what it takes undisturbed: the worst of the seeds. */
function denial(name: string, rank: number, isInflating: boolean, target: number): Figure {
    let worst = -math.huge;
    for (const seed of $range(1, SEEDS)) {
        const undisturbed = playDenial(seed);
        const disturbed = playDenial(seed, { rank, isInflating });
        if (!disturbed.isEqual) error(`${name}, seed ${seed}: the logs are not equal`, 0);
        worst = math.max(worst, disturbed.seconds - 2 * undisturbed.seconds);
    }
    return atMost(`first sync beside ${name}: seconds beyond twice the undisturbed`, worst, "s", target);
}

function invention(): Figure[] {
    const outcomes = play("invention");
    return [
        atMost(
            "945 bytes of invented advertisements: bytes of all others over these",
            medianOf(outcomes, "bytes") / INVENTION_BYTES,
            "×",
            2,
        ),
        atMost("a live event meanwhile, until all have it", medianOf(outcomes, "seconds"), "s", 3),
    ];
}

export function run(): Figure[] {
    return [
        ...medians("late-1", { messages: 7, bytes: 900, seconds: 20 }),
        ...medians("late-10", { messages: 9, bytes: 1500, seconds: 20 }),
        ...medians("late-100", { messages: 16, bytes: 3000, seconds: 25 }),
        ...medians("late-1000", { messages: 45, bytes: 9500, seconds: 60 }),
        ...medians("late-10-loss-5", { messages: 15, seconds: 45 }),
        ...medians("late-10-loss-20", { messages: 30, seconds: 90 }),
        ...firstSync(),
        ...medians("idle-2", { messages: 120, bytes: 8192 }).slice(0, 2),
        ...medians("idle-10", { messages: 120, bytes: 8192 }, 1).slice(0, 2),
        twoOfficers(),
        denial("a member without rights who advertises all weeks", MEMBER, false, 30),
        denial("an officer who does and never delivers", OFFICER, false, 60),
        denial("an officer who advertises more than there is", OFFICER, true, 60),
        ...invention(),
        ...medians("partition", { seconds: 90 }),
    ];
}
