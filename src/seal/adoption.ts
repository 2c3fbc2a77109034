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
    consider(seal: Seal, rows: readonly WeekSummary[], lacking: number): void {
        const isNew = this.wanted?.seal.key !== seal.key && !this.passedOver.has(seal.key);
        if (!isNew || lacking <= ADOPT_EVENTS) {
            return;
        }
        if (this.context.upgradeState === undefined && !isOfVersion(this.context, seal)) {
            this.problem = NO_UPGRADE;
        } else {
            this.problem = undefined;
            this.wanted = { seal, rows, since: this.context.clock.uptime(), witnesses: [] };
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
        const witnesses = this.wanted?.witnesses;
        if (witnesses?.includes(peer) === false) {
            witnesses[witnesses.length] = peer;
        }
    }

    /** The seal whose state is looked for; nil when there is none. */
    sought(): Seal | undefined {
        return this.wanted?.seal;
    }

    /** Whether the events of a week are not to be asked for now: the state that they lead to is on its way. */
    holdsBack(weekNumber: number): boolean {
        const { wanted } = this;
        return (
            wanted !== undefined &&
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
        if (this.wanted === wanted) {
            this.end();
            if (!this.isSure(wanted) || !this.isUsable(seal, opened.state)) {
                return true;
            }
            const { plainSize } = opened;
            this.held.adopt(seal, rows, { digest: seal.digest, plainSize, stream }, opened.undone, pause);
        }
        return true;
    }

    /** Whether nothing is given up for the state of a seal, or enough peers have checked it: its author may have invented all. */
    private isSure({ seal, witnesses }: Wanted): boolean {
        const { log } = this.context;
        const [first] = log.weekNumbers as (number | undefined)[];
        const hasOwn = first !== undefined && first < seal.week;
        const isSure = !hasOwn || witnesses.length >= ADOPT_WITNESSES;
        if (!isSure) {
            this.passedOver.add(seal.key);
            this.problem = UNWITNESSED;
        }
        return isSure;
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
