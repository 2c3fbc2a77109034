/** Compares the state that a seal names with what replaying the sealed events gives. */

import type { SealContent } from "../event/seal";
import type { Pause } from "../ports";
import type { SealContext } from "./context";
import { KEPT_CHANGING } from "../replay/side-replay";
import { type SealedState, sealState } from "./sealed-state";

/**
 * "right": the digest is the seal's. "wrong": it is another one. "other": it cannot be compared, since versions or types differ or a reducer raised.
 * "later": the log kept changing.
 */
export interface Outcome {
    readonly verdict: "right" | "wrong" | "other" | "later";
    readonly state?: SealedState | undefined;
    /** Why it cannot be compared, in words. */
    readonly problem?: string | undefined;
}

export class Verifier {
    constructor(private readonly context: SealContext) {}

    /**
     * Replays all weeks before that of a seal, which have its rows.
     * @param isWhole whether to start at the first event, also where replay starts from a sealed state.
     */
    verify(seal: SealContent, isWhole: boolean, pause: Pause, rest: Pause): Outcome {
        const obstacle = problemOf(this.context, seal);
        if (obstacle !== undefined) {
            return { verdict: "other", problem: obstacle };
        }
        const [state, problem] = this.stateBefore(seal, isWhole, pause, rest);
        if (state === undefined) {
            return { verdict: problem === KEPT_CHANGING ? "later" : "other", problem };
        }
        return state.digest === seal.digest ? { verdict: "right", state } : { verdict: "wrong" };
    }

    /** The state before a week, sealed; nil and why where it cannot be made. */
    stateBefore(
        { week, revocations, late, boundaries }: Pick<SealContent, "week" | "revocations" | "late" | "boundaries">,
        isWhole: boolean,
        pause: Pause,
        rest: Pause,
    ): LuaMultiReturn<[SealedState | undefined, problem?: string]> {
        const { context } = this;
        const skips = context.revocations.skipsFor({ week, listed: revocations, late, boundaries }, isWhole, pause);
        let isDone = false;
        let made: object | undefined;
        let problem: string | undefined;
        context.replay.stateBefore(week, skips, isWhole, (state, failure) => {
            isDone = true;
            made = state;
            problem = failure;
        });
        while (!isDone) {
            rest();
        }
        if (made === undefined) {
            return $multi(undefined, problem);
        }
        const [sealed, obstacle] = sealState(made, skips.undone(pause), context.native, pause);
        return $multi(sealed, obstacle as string | undefined);
    }
}

/** Why the state of a seal cannot be compared, in words; nil where it can. */
export function problemOf(context: SealContext, seal: SealContent): string | undefined {
    return isOfVersion(context, seal) ? undefined : "it was made by another version of the addon";
}

/** Whether the addon makes of the events what the one that made a seal did. */
export function isOfVersion({ stateVersion, schema }: SealContext, seal: SealContent): boolean {
    return seal.stateVersion === stateVersion && seal.types === schema.signatureOf(seal.typeIds);
}
