/** The sealed state in the file: for peers that want it, and for replay to begin with where the history is not here. */

import { readU32 } from "../codec/integers";
import type { StateHead } from "../log/sealed-texts";
import type { Pause } from "../ports";
import type { SealedBase } from "../replay/base";
import type { SealContext } from "./context";
import type { Seal } from "./known-seals";
import { type OpenedState, openSealedState, type SealedState } from "./sealed-state";
import { upgrade } from "./upgrade";
import { isOfVersion } from "./verifier";

export class StateStore {
    /** The state that others are given, and who waits for it while it is being read from the file. */
    private kept: Pick<SealedState, "digest" | "stream"> | undefined;
    private readonly waiting: ((this: void, stream: string | undefined) => void)[] = [];

    /**
     * @param held returns the seal that is held.
     * @param found hears why the state is not used as it is, in words; nil when it is.
     */
    constructor(
        private readonly context: SealContext,
        private readonly held: (this: void) => Seal | undefined,
        private readonly found: (this: void, problem: string | undefined) => void,
    ) {}

    /** The state in the file; nil when it is damaged, or has another digest. */
    open(digest: string | undefined, pause: Pause): OpenedState | undefined {
        const { stream } = this.context.part.state(pause) ?? {};
        return stream === undefined || digest === undefined ? undefined : openSealedState(stream, digest, pause);
    }

    /** Puts the state of a seal into the file. */
    save({ week, stateVersion }: Seal, state: SealedState, pause: Pause): void {
        this.context.part.setState({ ...state, week, stateVersion }, pause);
        this.kept = state;
    }

    /** Calls `then` with the stream of the state, once it has been read from the file; with nil when it is not here. */
    stream(then: (this: void, stream: string | undefined) => void): void {
        const { waiting } = this;
        const { background, part } = this.context;
        const digest = part.stateHead()?.digest;
        if (digest === undefined || this.kept?.digest === digest) {
            then(digest === undefined ? undefined : this.kept?.stream);
            return;
        }
        waiting[waiting.length] = then;
        if (waiting.length === 1) {
            background.run((pause) => {
                this.kept = part.state(pause);
                while (waiting.length > 0) {
                    table.remove(waiting, 1)!(this.kept?.stream);
                }
            });
        }
    }

    /** What the state in the file is; nil when there is none, or not one of a seal that is held or was before. */
    head(): StateHead | undefined {
        const head = this.context.part.stateHead();
        const seal = this.held();
        if (head === undefined || seal === undefined) {
            return undefined;
        }
        const isOf = head.digest === seal.digest ? head.week === seal.week : head.week < seal.week;
        return isOf ? head : undefined;
    }

    /** What replay begins with; nil when the file has no state. */
    base(): SealedBase | undefined {
        const head = this.head();
        if (head === undefined) {
            return undefined;
        }
        const { week, digest, stateVersion: from } = head;
        return {
            week,
            mark: readU32(digest, 1)!,
            open: (pause) => {
                const opened = this.open(digest, pause);
                if (opened === undefined || this.isCurrent(digest, from)) {
                    return opened?.state;
                }
                const [upgraded, problem] = upgrade(this.context, opened.state, from);
                this.found(problem);
                // What raised may have changed half of it.
                return upgraded ?? this.open(digest, pause)?.state;
            },
        };
    }

    /** Whether replay can begin with the state of the seal that is held: it can be read, and is of this version or can be made so. */
    canStart(pause: Pause): boolean {
        const { digest, stateVersion } = this.held()!;
        const opened = this.open(digest, pause);
        if (opened === undefined || this.isCurrent(digest, stateVersion)) {
            return opened !== undefined;
        }
        const [upgraded, problem] = upgrade(this.context, opened.state, stateVersion);
        if (problem !== undefined) {
            this.found(problem);
        }
        return upgraded !== undefined;
    }

    /** Whether a state is one of this version of the addon. Of which types it was made, the seal that is held says of its own. */
    private isCurrent(digest: string, stateVersion: number): boolean {
        const seal = this.held();
        return seal?.digest === digest ? isOfVersion(this.context, seal!) : stateVersion === this.context.stateVersion;
    }
}
