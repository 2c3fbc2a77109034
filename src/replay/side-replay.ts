/** Replays aside, which do not touch the state that readers see: an older state, and the check of the present one. */

import type { Verification } from "../api/replay";
import { LogCursor } from "../log/cursor";
import type { Pause } from "../ports";
import { WEEK_SECONDS } from "../event/key";
import type { Applier, Skips } from "./applier";
import { newBuild, type Build, ID_END, isBehind } from "./build";
import type { Checkpoint } from "./checkpoints";
import type { ReplayContext } from "./context";
import { ListWatch } from "./list-watch";
import type { Replayer } from "./replayer";
import { copyState, findDifference } from "./state-copy";

const format = string.format;

/** Events between two looks at the frame's budget. */
const STEP = 4;

/** Events between two looks for new records: what changes one sooner is not found. */
const LOOK = 16;

/** Why a replay aside came to nothing that was begun anew again and again. */
export const KEPT_CHANGING = "the log kept changing";

/** How often a replay aside is made when the log changes behind the position that it has reached. */
const TRIES = 5;

/** A state that is made aside. */
interface SideBuild extends Build {
    /** Whether something behind it has changed: it is no longer what the log leads to. */
    isOutdated: boolean;
    /** Why there is no state; nil when there is one. */
    problem?: string;
}

/** A state, or nil and why there is none. */
type SideState = LuaMultiReturn<[state: object, problem?: undefined] | [state: undefined, problem: string]>;

/** Why there is no state: it would lie before the sealed one that replay starts from, or that one cannot be made. */
const PRUNED = "pruned";
const UNREADABLE = "unreadable";

export class SideReplays {
    /** The builds under way. */
    private builds: SideBuild[] = [];

    constructor(
        private readonly context: ReplayContext,
        private readonly replayer: Replayer,
    ) {}

    /** Takes note that the event with this key is new, or is now to be applied or skipped and was not before. */
    changed(time: number, id: number): void {
        for (const build of this.builds) {
            build.isOutdated ||= isBehind(build, time, id);
        }
    }

    /** Takes note that everything is to be applied anew. */
    restart(): void {
        for (const build of this.builds) {
            build.isOutdated = true;
        }
    }

    /**
     * The state as it was after all events up to a time (Unix seconds, inclusive). Where late events keep arriving, one
     * that came on the way may be missing.
     */
    stateAt(time: number, pause: Pause): SideState {
        const { origin } = this.replayer;
        for (const round of $range(1, TRIES)) {
            if (origin.isBefore(time)) {
                break;
            }
            const build = this.replayUntil(time, pause);
            if (!build.isOutdated || (round === TRIES && build.problem === undefined)) {
                return stateOf(build);
            }
        }
        return $multi(undefined, origin.isBefore(time) ? PRUNED : UNREADABLE);
    }

    /**
     * The state of all weeks before one, with other skips than the ledger's revocations.
     * @param isWhole whether to start at the first event, also where replay starts from a sealed state.
     */
    stateBefore(week: number, skips: Skips, isWhole: boolean, pause: Pause): SideState {
        const { applier } = this.context;
        for (const _ of $range(1, TRIES)) {
            if (!isWhole && this.replayer.origin.isBefore(week * WEEK_SECONDS)) {
                return $multi(undefined, PRUNED);
            }
            const build = isWhole ? this.begin(newBuild(this.context.initialState())) : this.beginAtStart(pause);
            if (build.problem === undefined) {
                build.problem = this.advanceBy(applier.withSkips(skips), build, week, pause);
            }
            this.end(build);
            if (!build.isOutdated) {
                return stateOf(build);
            }
        }
        return $multi(undefined, KEPT_CHANGING);
    }

    /** Replays everything from the start and compares with the state that readers see. */
    verify(pause: Pause, rest: Pause): Verification {
        const { replayer } = this;
        for (const _ of $range(1, TRIES)) {
            while (replayer.isWorking() && (replayer.isRewinding() || !replayer.runner.isHeld())) {
                rest();
            }
            if (replayer.isRewinding()) {
                return { isEqual: false, difference: "replay has stopped on the way to a new state" };
            }
            const verification = this.compare(pause, rest);
            if (verification !== undefined) {
                return verification;
            }
        }
        return { isEqual: false, difference: KEPT_CHANGING };
    }

    /** Compares once; nil when the log changed behind what was compared. */
    private compare(pause: Pause, rest: Pause): Verification | undefined {
        const { context, replayer } = this;
        const build = this.beginAtStart(pause);
        if (build.problem !== undefined) {
            this.end(build);
            return build.isOutdated ? undefined : { isEqual: false, difference: "the sealed state cannot be read" };
        }
        const watch = new ListWatch(replayer.keeper.snapshots.hasLists() ? context.appendOnly : []);
        const { time, id } = replayer.position();
        this.advance(build, time, id, pause, watch);
        replayer.runner.hold();
        while (replayer.runner.isBusy()) {
            rest();
        }
        const target = replayer.position();
        this.advance(build, target.time, target.id, pause, watch);
        const isComparable = !build.isOutdated && !replayer.isRewinding() && build.count === target.count;
        const difference = isComparable
            ? (findDifference(build.state, target.state, pause) ?? watch.findChanged(build.state, pause))
            : undefined;
        replayer.runner.release();
        this.end(build);
        return isComparable ? { isEqual: difference === undefined, difference } : undefined;
    }

    private replayUntil(time: number, pause: Pause): SideBuild {
        const build = this.beginBefore(time, pause);
        if (build.problem === undefined) {
            this.advance(build, time, ID_END, pause);
        }
        this.end(build);
        return build;
    }

    /** Begins at the newest checkpoint up to a time, or at the start. */
    private beginBefore(time: number, pause: Pause): SideBuild {
        const base = this.replayer.keeper.checkpoints.before(time, ID_END);
        if (base === undefined) {
            return this.beginAtStart(pause);
        }
        const build = this.begin(base);
        const state = this.open(base, pause);
        if (state === undefined) {
            this.end(build);
            return this.beginAtStart(pause);
        }
        build.state = state;
        return build;
    }

    /** A state of its own with the content of a checkpoint, to give away; nil when its lists were changed meanwhile. */
    private open(base: Checkpoint, pause: Pause): object | undefined {
        const { checkpoints, snapshots } = this.replayer.keeper;
        checkpoints.pin();
        let state = snapshots.open(base, pause);
        if (state !== undefined && base.marks.length > 0) {
            // Records of lists that only grow are those of the ledger's own state.
            [state] = copyState(state, pause);
        }
        checkpoints.unpin();
        return state;
    }

    private beginAtStart(pause: Pause): SideBuild {
        const { origin } = this.replayer;
        const build = this.begin(origin.build({}));
        const state = origin.open(pause);
        if (state === undefined) {
            build.problem = UNREADABLE;
        } else {
            build.state = state;
        }
        return build;
    }

    private begin({ state, time, id, count }: Build): SideBuild {
        const build: SideBuild = { state, time, id, count, isOutdated: false };
        this.builds[this.builds.length] = build;
        return build;
    }

    private end(build: SideBuild): void {
        this.builds = this.builds.filter((other) => other !== build);
    }

    /** Moves a build forward to the last event with a key up to (time, id). Skips events whose reducer raises. */
    private advance(build: SideBuild, time: number, id: number, pause: Pause, watch?: ListWatch): void {
        const { applier, log } = this.context;
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
                if (steps % LOOK === 0) {
                    watch?.look(build.state, pause);
                }
            }
        }
    }

    /**
     * Moves a build forward to a week as an applier with these skips does. An event whose reducer raises is passed where the addon
     * skips such events.
     * @returns which it is where it does not; nil when the build has come there, or is outdated.
     */
    private advanceBy(applier: Applier, build: SideBuild, week: number, pause: Pause): string | undefined {
        const { failures } = this.replayer;
        const cursor = new LogCursor(this.context.log);
        cursor.seek(build.time, build.id);
        let steps = 0;
        while (!build.isOutdated && cursor.next(pause) && cursor.time < week * WEEK_SECONDS) {
            const failure = applier.apply(build, cursor);
            if (failure !== undefined && !failures.isSkipped(failure)) {
                const { event, message } = failure;
                return format('the reducer of "%s" raised at an event of %.0f: %s', event.type, event.time, message);
            }
            if (failure !== undefined) {
                applier.pass(build, cursor.time, cursor.id);
            }
            steps++;
            if (steps % STEP === 0) {
                pause();
            }
        }
        return undefined;
    }
}

function stateOf({ state, problem }: SideBuild): SideState {
    if (problem !== undefined) {
        return $multi(undefined, problem);
    }
    return $multi(state);
}
