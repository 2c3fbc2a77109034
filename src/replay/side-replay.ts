/** Replays aside that leave the state which readers see alone: an older state, and the check of the present one. */

import { LogCursor } from "../log/cursor";
import type { Pause } from "../platform/ports";
import { type Build, newBuild } from "./build";
import type { ReplayContext, Replayer } from "./replayer";
import { copyState, findDifference } from "./state-copy";

/** Events between two looks at the frame's budget. */
const STEP = 4;

/** One more than any counter of any creator. */
const ID_END = 2 ** 40;

/** How often verify() starts anew when the log changes behind the position that it has reached. */
const TRIES = 5;

/** What verify() found. */
export interface Verification {
    readonly isEqual: boolean;
    /** Where the states differ first, such as "state.points.Thrall", or why they could not be compared. */
    readonly difference?: string;
}

/** Moves a build forward to the last event with a key up to (time, id). Skips events whose reducer raises. */
function advance(context: ReplayContext, build: Build, time: number, id: number, pause: Pause): void {
    const { applier, log } = context;
    const cursor = new LogCursor(log);
    cursor.seek(build.time, build.id);
    let steps = 0;
    while (cursor.next(pause) && (cursor.time < time || (cursor.time === time && cursor.id <= id))) {
        if (applier.apply(build, cursor) !== undefined) {
            applier.pass(build, cursor.time, cursor.id);
        }
        steps++;
        if (steps % STEP === 0) {
            pause();
        }
    }
}

/** The state as it was after all events up to a time (Unix seconds, inclusive). */
export function replayUntil(context: ReplayContext, replayer: Replayer, time: number, pause: Pause): object {
    const base = replayer.checkpoints.before(time, ID_END);
    let build = newBuild(context.initialState());
    if (base !== undefined) {
        const [state] = copyState(base.state, pause);
        build = { ...base, state: state as object };
    }
    advance(context, build, time, ID_END, pause);
    return build.state;
}

/** Replays everything from the start and compares with the state that readers see. */
export function verifyState(context: ReplayContext, replayer: Replayer, pause: Pause, rest: Pause): Verification {
    for (const _ of $range(1, TRIES)) {
        const build = newBuild(context.initialState());
        while (!replayer.isCurrent() && replayer.halted() === undefined) {
            rest();
        }
        const { time, id } = replayer.position();
        advance(context, build, time, id, pause);
        replayer.hold();
        while (replayer.isBusy()) {
            rest();
        }
        const target = replayer.position();
        advance(context, build, target.time, target.id, pause);
        const isComparable = build.time === target.time && build.id === target.id && build.count === target.count;
        const difference = isComparable ? findDifference(build.state, replayer.getState(), pause) : undefined;
        replayer.release();
        if (isComparable) {
            return { isEqual: difference === undefined, difference };
        }
    }
    return { isEqual: false, difference: "the log kept changing" };
}
