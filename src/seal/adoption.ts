/** Gets the state of a seal from a peer, for a client that lacks the history. */

import type { Pause } from "../ports";
import type { WeekSummary } from "../sync/week-summary";
import type { SealContext } from "./context";
import type { Held } from "./held";
import { isNamed, type Seal } from "./known-seals";
import { openSealedState } from "./sealed-state";
import { NO_UPGRADE, upgrade } from "./upgrade";
import { isOfVersion } from "./verifier";

/** Sealed events that a client has to lack to take the state instead of them. */
export const ADOPT_EVENTS = 500;

/** Seconds for which sealed weeks are not asked for while their state is. */
export const HOLD_BACK_SECONDS = 90;

/** Peers that may speak, and say that they checked a state, until it takes the place of a history or of another sealed state. */
export const ADOPT_WITNESSES = 2;

/** Said where these are fewer. */
const UNWITNESSED = "too few have checked its state to take it in the place of the own one";

interface Wanted {
    readonly seal: Seal;
    readonly rows: readonly WeekSummary[];
    /** Uptime in seconds. */
    readonly since: number;
    /** Peers that say that they checked it. */
    readonly witnesses: string[];
    /** Whether the player takes it without them. */
    isAccepted: boolean;
    /** The state, once it is here and they are too few. */
    stream?: string;
}

/** Why a state may be wanted. */
export interface Need {
    /** Sealed events that are not here. */
    readonly lacking: number;
    /** Whether it is wanted although these are few: they cannot come, or nothing has come of them for long. */
    readonly isForced: boolean;
    /** Whether the player has accepted the seal. */
    readonly isAccepted: boolean;
}

export class Adoption {
    private wanted: Wanted | undefined;
    /** Keys of seals whose state is not taken: a peer that may speak says that it is wrong, or it cannot be upgraded. */
    private readonly passedOver = new LuaSet<string>();
    /** Why the state of a seal is not taken although much is lacking, in words. Read only. */
    problem: string | undefined;

    /** @param changed called when the state has come, or was not the right one. */
    constructor(
        private readonly context: SealContext,
        private readonly held: Held,
        private readonly changed: (this: void) => void,
    ) {}

    /** Begins to look for the state of a seal, if it is of use here and much is lacking. */
    consider(seal: Seal, rows: readonly WeekSummary[], { lacking, isForced, isAccepted }: Need): void {
        const { wanted } = this;
        if (wanted?.seal.key === seal.key) {
            wanted.isAccepted = isAccepted;
            this.goOn(wanted);
            return;
        }
        if (this.passedOver.has(seal.key) || (lacking <= ADOPT_EVENTS && !isForced)) {
            return;
        }
        if (this.context.upgradeState === undefined && !isOfVersion(this.context, seal)) {
            this.problem = NO_UPGRADE;
        } else {
            this.problem = undefined;
            this.wanted = { seal, rows, since: this.context.clock.uptime(), witnesses: [], isAccepted };
        }
    }

    /** Takes a state that is here and was not sure, if it is now. */
    private goOn(wanted: Wanted): void {
        const { stream } = wanted;
        if (stream !== undefined && this.isSure(wanted)) {
            wanted.stream = undefined;
            this.context.background.run((pause) => {
                this.take(wanted, stream, pause);
                this.changed();
            });
        }
    }

    /** The history is coming, or another seal counts. */
    end(): void {
        this.wanted = undefined;
        this.problem = undefined;
    }

    /** A peer that may speak says that the state of the seal is wrong: the history decides. */
    dispute(digest: string): void {
        const { wanted } = this;
        if (wanted !== undefined && isNamed(wanted.seal, digest)) {
            this.passedOver.add(wanted.seal.key);
            this.end();
        }
    }

    /** A peer that may speak says that it checked the state that is looked for. */
    witnessed(peer: string): void {
        const { wanted } = this;
        if (wanted !== undefined && !wanted.witnesses.includes(peer)) {
            wanted.witnesses[wanted.witnesses.length] = peer;
            this.goOn(wanted);
        }
    }

    /** The seal whose state is looked for; nil when there is none. */
    sought(): Seal | undefined {
        return this.wanted?.seal;
    }

    /** The seal whose state is here, and that too few have checked; nil when there is none. */
    unwitnessed(): Seal | undefined {
        return this.wanted?.stream === undefined ? undefined : this.wanted.seal;
    }

    /** Whether the events of a week are not to be asked for now: the state that they lead to is on its way. */
    holdsBack(weekNumber: number): boolean {
        const { wanted } = this;
        return (
            wanted !== undefined &&
            wanted.stream === undefined &&
            weekNumber < wanted.seal.week &&
            this.context.clock.uptime() - wanted.since < HOLD_BACK_SECONDS
        );
    }

    /** A peer gave a stream. @param done hears whether it is that of the state. */
    received(digest: string, stream: string, done: (this: void, isRight: boolean) => void): void {
        const { wanted } = this;
        if (wanted === undefined || !isNamed(wanted.seal, digest)) {
            done(true);
            return;
        }
        this.context.background.run((pause) => {
            const isRight = this.take(wanted, stream, pause);
            done(isRight);
            this.changed();
        });
    }

    private take(wanted: Wanted, stream: string, pause: Pause): boolean {
        const { seal, rows } = wanted;
        const opened = openSealedState(stream, seal.digest, pause);
        if (opened === undefined) {
            return false;
        }
        if (this.wanted === wanted && !this.isSure(wanted)) {
            wanted.stream = stream;
            this.problem = UNWITNESSED;
        } else if (this.wanted === wanted) {
            this.end();
            if (!this.isUsable(seal, opened.state)) {
                return true;
            }
            const { plainSize } = opened;
            this.held.adopt(seal, rows, { digest: seal.digest, plainSize, stream }, opened.undone, pause);
        }
        return true;
    }

    /** Whether nothing is given up for the state of a seal, or enough peers have checked it: its author may have invented all. */
    private isSure({ seal, witnesses, isAccepted }: Wanted): boolean {
        const [first] = this.context.log.weekNumbers as (number | undefined)[];
        const hasOwn = first !== undefined && first < seal.week;
        return !hasOwn || isAccepted || witnesses.length >= ADOPT_WITNESSES;
    }

    /** Whether the addon can go on from the state of a seal, which may be changed; else the history has to come. */
    private isUsable(seal: Seal, state: object): boolean {
        const { context } = this;
        if (isOfVersion(context, seal)) {
            return true;
        }
        const [upgraded, problem] = upgrade(context, state, seal.stateVersion);
        if (upgraded === undefined) {
            this.passedOver.add(seal.key);
            this.problem = problem;
        }
        return upgraded !== undefined;
    }
}
