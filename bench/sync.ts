/** What syncing costs in messages, bytes and seconds of game time: the scenarios of scenarios/, medians over seeds. */

import { INVENTION_BYTES, playDenial } from "../scenarios/adversaries";
import type { Figure } from "./harness";
import { atMost, medianOf, type Measure, play, SEEDS } from "./support/scenarios";

/** Phases of two officers' timers. */
const PHASES = 100;

const OFFICER = 1;
const MEMBER = 2;

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
