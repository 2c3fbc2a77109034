/** The seals of one session, as session, ledger and sync use them. */

import type { PruneResult, SealResult, SealStanding, SealStatus } from "../api/seal";
import type { LedgerEvent, SubmitRefusal } from "../api/event";
import { packKey, toId } from "../event/key";
import type { Pause } from "../ports";
import type { SealedBase } from "../replay/base";
import { AnswerFlag, type SealHost } from "../sync/seal-host";
import { WEEK_END } from "../sync/week-summary";
import type { SealContext } from "./context";
import type { Held } from "./held";
import { SealKeeper } from "./keeper";
import { isNamed, type Seal } from "./known-seals";
import { type Draft, SealMaker } from "./maker";
import { Pruner } from "./pruner";
import type { Keys } from "./rows";

/** Writes an event of this player; nil and why it is not in the log. */
export type Write = (
    this: void,
    body: string,
) => LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;

export class Seals implements SealHost {
    readonly keeper: SealKeeper;
    private readonly maker: SealMaker;
    private readonly pruner: Pruner;

    constructor(private readonly context: SealContext) {
        this.keeper = new SealKeeper(context);
        this.maker = new SealMaker(context, this.keeper);
        this.pruner = new Pruner(context, this.keeper.held);
    }

    /** Goes on from the file. @returns what replay begins with where the history is not here. */
    load(pause: Pause): SealedBase | undefined {
        const { part } = this.context;
        const base = this.keeper.held.load(pause);
        for (const { time, id, body } of part.seals()) {
            this.keeper.known.add(time, id, body);
        }
        return base;
    }

    /** Writes a seal of all weeks before one. @param isForced whether to outdo one that is being joined. @param done hears what came of it. */
    seal(week: number, isForced: boolean, write: Write, done: (this: void, result: SealResult) => void): void {
        const { context, keeper } = this;
        context.background.run((pause, rest) => {
            const draft = this.maker.make(week, isForced, pause, rest);
            if ("reason" in draft) {
                context.guard.call(done, draft);
                return;
            }
            const [event, reason] = write(draft.body);
            if (event === undefined) {
                const isUnknown = reason === "held" || reason === "sealed";
                context.guard.call(done, { reason: isUnknown ? "refused" : reason });
                return;
            }
            this.holdOwn(draft, event, pause);
            keeper.look();
            context.guard.call(done, { event });
        });
    }

    /** The own seal is right: its state was just made. */
    private holdOwn({ state }: Draft, event: LedgerEvent, pause: Pause): void {
        const { keeper } = this;
        const [strongest] = keeper.known.list as (Seal | undefined)[];
        if (strongest?.time === event.time && strongest.id === toId(event.creator, event.counter)) {
            keeper.held.holdOwn(strongest, state, pause);
        }
    }

    /** Drops sealed weeks but for the newest. @param weeks number of weeks to keep. */
    prune(weeks: number, done: (this: void, result: PruneResult) => void): void {
        const { context, pruner } = this;
        context.background.run((pause) => {
            const before = pruner.firstKept(weeks);
            const result: PruneResult =
                before === undefined ? { weeks: 0, events: 0, reason: "noSeal" } : pruner.prune(before, pause);
            this.keeper.look();
            context.guard.call(done, result);
        });
    }

    /** Whether weeks are here that prune() would drop, and that need not decide which state is right. */
    hasToPrune(weeks: number): boolean {
        return !this.isDeciding() && this.pruner.isDue(weeks);
    }

    /** The condition of the seals, for the status. @param differing names of peers that hold something else of closed weeks. */
    status(differing: readonly string[]): SealStatus {
        const { context, keeper } = this;
        const { held, adoption } = keeper;
        const eventOf = ({ time, id, body }: Seal): LedgerEvent => context.toEvent(time, id, body);
        const joined = keeper.joined();
        let absentEvents = 0;
        const absent = context.log.absentRows();
        for (const { count } of absent) {
            absentEvents += count;
        }
        return {
            event: held.seal && eventOf(held.seal),
            standing: held.seal && standingOf(held),
            isConfirmed: held.isAdopted ? held.isConfirmed || held.isChecked : undefined,
            disputedBy: held.disputedBy.slice(),
            differing,
            joining: joined && {
                event: eventOf(joined.seal),
                lacking: joined.lacking,
                surplus: joined.surplusCount,
                isFetching: adoption.sought() !== adoption.unwitnessed(),
                isStalled: joined.isStalled,
            },
            mismatch: keeper.mismatch,
            problem: adoption.problem ?? held.problem,
            absentWeeks: absent.length,
            absentEvents,
            orphans: held.orphans.count(),
            lostOrphans: held.orphans.lost,
        };
    }

    standing(): { readonly week: number; readonly root: number; readonly digest: string } | undefined {
        return this.keeper.held.seal ?? this.keeper.adoption.sought();
    }

    flags(digest: string): number {
        const { held } = this.keeper;
        if (isNamed(held.seal, digest)) {
            const checked = held.isChecked ? AnswerFlag.Checked : 0;
            return (
                checked + (held.isMismatched() ? AnswerFlag.Refused : 0) + (held.hasState() ? AnswerFlag.HasState : 0)
            );
        }
        return 0;
    }

    stream(digest: string, then: (this: void, stream: string | undefined) => void): void {
        const { held } = this.keeper;
        if (isNamed(held.seal, digest) && held.hasState()) {
            held.store.stream(then);
        } else {
            then(undefined);
        }
    }

    wanted(): { readonly week: number; readonly digest: string } | undefined {
        return this.keeper.adoption.sought();
    }

    unconfirmed(): { readonly week: number; readonly digest: string } | undefined {
        const { held, adoption } = this.keeper;
        const isUnconfirmed = held.isAdopted && !held.isChecked && !held.isConfirmed;
        return adoption.unwitnessed() ?? (isUnconfirmed ? held.seal : undefined);
    }

    streamReceived(digest: string, stream: string, _peer: string, done: (this: void, isRight: boolean) => void): void {
        this.keeper.adoption.received(digest, stream, done);
    }

    answered(peer: string, digest: string, flags: number, maySpeak: boolean): void {
        const { held, adoption } = this.keeper;
        const seal = isNamed(held.seal, digest) ? held.seal : adoption.sought();
        const isWrong = flags % 4 >= AnswerFlag.Refused;
        const isRight = !isWrong && flags % 2 === AnswerFlag.Checked;
        if (!maySpeak || !isNamed(seal, digest) || (!isWrong && !isRight)) {
            return;
        }
        // Of an adopted state the word of its author counts for nothing more.
        if (seal !== held.seal && isRight) {
            adoption.witnessed(peer);
        } else if (this.context.isCreator(seal.id, peer)) {
            return;
        } else if (seal !== held.seal) {
            adoption.dispute(digest);
        } else if (held.isAdopted) {
            held.answered(peer, isRight);
        }
        this.keeper.look();
    }

    rowsTold: SealHost["rowsTold"] = (rows, base) => this.keeper.rowsTold(rows, base);

    surplusTold(weekNumber: number, ids: readonly { readonly time: number; readonly id: number }[]): void {
        const keys: Keys = new LuaSet();
        for (const { time, id } of ids) {
            keys.add(packKey(time, id));
        }
        this.keeper.surplusTold(weekNumber, keys);
    }

    keptFrom(): number {
        return this.context.log.absentUntil();
    }

    holdsBack(weekNumber: number): boolean {
        return this.keeper.adoption.holdsBack(weekNumber);
    }

    historyFilter(): (this: void, weekNumber: number) => boolean {
        const { log } = this.context;
        const first = this.historyFrom();
        // What is here of a week may be surplus, and an orphan of this player: that shows when all of it is here.
        return (weekNumber) => weekNumber >= first || log.countIn(weekNumber) > 0;
    }

    /** Whether what others are sent of a week is passed over here: it is absent and is to stay so. */
    isUnwanted(weekNumber: number): boolean {
        return this.context.log.isAbsent(weekNumber) && !this.historyFilter()(weekNumber);
    }

    wantsHistory(): boolean {
        const isWanted = this.historyFilter();
        return this.context.log.absentRows().some(({ weekNumber }) => isWanted(weekNumber));
    }

    /** The first week of which all is wanted. What would be dropped by itself as soon as it is here is not. */
    private historyFrom(): number {
        const { history, keepWeeks } = this.context;
        if (this.isDeciding()) {
            return 0;
        }
        if (history !== "full" || !this.keeper.held.isAdopted) {
            return WEEK_END;
        }
        return keepWeeks === undefined ? 0 : (this.pruner.firstKept(keepWeeks) ?? 0);
    }

    needsHistory(): boolean {
        return this.isDeciding() && this.wantsHistory();
    }

    /** Whether the history is to decide which state is right. */
    private isDeciding(): boolean {
        const { held } = this.keeper;
        return (held.isAdopted && held.disputedBy.length > 0) || this.isWithoutBase();
    }

    /** Without the sealed state it takes the history to come to the seal that is joined. */
    private isWithoutBase(): boolean {
        return this.keeper.joined()?.isWithoutBase === true;
    }
}

function standingOf({ isChecked, isAdopted }: Held): SealStanding {
    if (isAdopted && !isChecked) {
        return "adopted";
    }
    return isChecked ? "checked" : "rows";
}
