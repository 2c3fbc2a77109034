/** Replays aside, which do not touch the state that readers see: an older state, and the check of the present one. */

import type { Verification } from "../api/replay";
import { LogCursor } from "../log/cursor";
import type { Pause } from "../ports";
import { type Build, isBehind, newBuild } from "./build";
import type { Checkpoint } from "./checkpoints";
import type { ReplayContext } from "./context";
import { ListWatch } from "./list-watch";
import type { Replayer } from "./replayer";
import { copyState, findDifference } from "./state-copy";

/** Events between two looks at the frame's budget. */
const STEP = 4;

/** Events between two looks for new records: what changes one sooner is not found. */
const LOOK = 16;

/** One more than any counter of any creator. */
const ID_END = 2 ** 40;

/** How often a replay aside is made when the log changes behind the position that it has reached. */
const TRIES = 5;

/** A state that is made aside. */
interface SideBuild extends Build {
    /** Whether something behind it has changed: it is no longer what the log leads to. */
    isOutdated: boolean;
}

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
    stateAt(time: number, pause: Pause): object {
        for (const _ of $range(1, TRIES - 1)) {
            const build = this.replayUntil(time, pause);
            if (!build.isOutdated) {
                return build.state;
            }
        }
        return this.replayUntil(time, pause).state;
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
        return { isEqual: false, difference: "the log kept changing" };
    }

    /** Compares once; nil when the log changed behind what was compared. */
    private compare(pause: Pause, rest: Pause): Verification | undefined {
        const { context, replayer } = this;
        const build = this.begin(this.newStart());
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
        const base = this.replayer.keeper.checkpoints.before(time, ID_END);
        let build = this.begin(base ?? this.newStart());
        if (base !== undefined) {
            const state = this.open(base, pause);
            if (state === undefined) {
                this.end(build);
                build = this.begin(this.newStart());
            } else {
                build.state = state;
            }
        }
        this.advance(build, time, ID_END, pause);
        this.end(build);
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

    private newStart(): Build {
        return newBuild(this.context.initialState());
    }

    private begin({ state, time, id, count }: Build): SideBuild {
        const build = { state, time, id, count, isOutdated: false };
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
}
