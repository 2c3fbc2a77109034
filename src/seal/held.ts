/** The seal that is held, with what it binds: closed weeks, revocations, orphans. */

import { nextPlace } from "../event/place";
import { KEY_BYTES, packKey, unpackKey } from "../event/key";
import type { SealTerms } from "../log/sealed-keys";
import { SealFlag } from "../log/sealed-part";
import type { Pause } from "../ports";
import type { SealedBase } from "../replay/base";
import type { WeekSummary } from "../sync/week-summary";
import type { SealContext } from "./context";
import { readSeal, type Seal } from "./known-seals";
import type { Rivals } from "./heard";
import { Orphans } from "./orphans";
import { allKeys, compareRows, isSealedWithout, type Keys } from "./rows";
import { digestOfRows, type SealedState } from "./sealed-state";
import { Stall } from "./stall";
import { StateStore } from "./state-store";
import { type Outcome, problemOf, Verifier } from "./verifier";

const format = string.format;
const huge = math.huge;
const sub = string.sub;

/** Events that are set aside at once. */
const SET_ASIDE = 128;

/** Seconds after which an open week of an adopted seal, of which nothing more comes, becomes absent with what is here of it. */
export const OPEN_STALL_SECONDS = 600;

/** Keys of sealed events that are revoked by undo, of a client that has the history: its log says which. */
const FROM_LOG: readonly string[] = [];

export class Held {
    seal: Seal | undefined;
    /** Whether replaying the history gave the sealed state. */
    isChecked = false;
    /** Whether the state came from a peer, without the history. */
    isAdopted = false;
    /** Whether a peer that may speak, and did not write it, checked the state of an adopted seal. */
    isConfirmed = false;
    /** Why its state is not used or not sure, in words. */
    problem: string | undefined;
    /** Peers that say that the state is wrong. */
    readonly disputedBy: string[] = [];
    /** Sealed rows of the weeks before the seal that are not closed. Read only. */
    open: readonly WeekSummary[] = [];
    readonly orphans: Orphans;
    /** How long the open weeks of an adopted seal have stayed as they are. */
    readonly stall: Stall;
    /** What came of checking the state in this session; nil before. */
    private verdict: Outcome["verdict"] | undefined;
    /** Whether it is to be checked although it was before. */
    private isToCheck = false;
    /** The state in the file. */
    readonly store: StateStore;
    private readonly verifier: Verifier;

    constructor(private readonly context: SealContext) {
        this.orphans = new Orphans(context);
        this.stall = new Stall(context.clock, OPEN_STALL_SECONDS);
        this.verifier = new Verifier(context);
        this.store = new StateStore(
            context,
            () => this.seal,
            (problem) => {
                this.problem = problem;
            },
        );
    }

    /** Goes on from the file, before replay starts. @returns what replay begins with where the history is not here. */
    load(pause: Pause): SealedBase | undefined {
        const { part, log, revocations } = this.context;
        const saved = part.seal();
        const [time, id] = unpackKey(saved?.key ?? "", 1);
        const seal = saved === undefined || time === undefined ? undefined : readSeal(time, id, saved.body);
        if (saved === undefined || seal === undefined) {
            log.forgetAbsent();
            return undefined;
        }
        this.isChecked = saved.flags % 2 >= SealFlag.Checked;
        this.isAdopted = saved.flags % 4 >= SealFlag.Adopted;
        this.isConfirmed = saved.flags % 8 >= SealFlag.Confirmed;
        this.seal = seal;
        log.closeBefore(seal.week);
        if (log.absentCount() === 0 && (this.isChecked || !this.isAdopted)) {
            revocations.seal(termsOf(seal, FROM_LOG), pause);
            return undefined;
        }
        const opened = this.store.open(this.store.head()?.digest, pause);
        if (opened === undefined) {
            this.seal = undefined;
            part.setSeal(undefined);
            log.closeBefore(0);
            log.forgetAbsent();
            return undefined;
        }
        revocations.seal(termsOf(seal, keysOf(opened.undone)), pause);
        return this.store.base();
    }

    /** Sealed weeks that are not equal are open; all others are closed. */
    openWeeks(open: readonly WeekSummary[]): void {
        this.open = open;
        const except = new LuaSet<number>();
        for (const { weekNumber } of open) {
            except.add(weekNumber);
        }
        this.context.log.closeBefore(this.seal?.week ?? 0, except);
    }

    /** What was lost of a sealed week may come again until it has its row. */
    noteDamage(weekNumber: number): void {
        if (this.seal !== undefined && weekNumber < this.seal.week) {
            this.context.log.openWeek(weekNumber);
        }
    }

    /** The seal counts still: closes weeks that have become equal, and checks the state once all are here. */
    tidy(rows: readonly WeekSummary[], pause: Pause, rest: Pause): Outcome["verdict"] | undefined {
        const seal = this.seal!;
        const { log, part } = this.context;
        const { open } = compareRows(log, rows, seal.week, pause);
        this.openWeeks(open.filter((row) => row.count > 0 || !this.clear(row.weekNumber, pause)));
        this.passOver();
        this.goOnChecked(seal);
        // A state that was damaged in the file is made anew.
        const isDone = this.verdict !== undefined && (this.verdict !== "right" || this.hasState());
        const isHere = log.absentCount() === 0 || (!this.isAdopted && part.stateHead() !== undefined);
        if (isDone || !isHere || this.open.length > 0) {
            return undefined;
        }
        const { verdict, state, problem } = this.verifier.verify(seal, this.isAdopted, pause, rest);
        if (verdict === "later" || seal !== this.seal) {
            return undefined;
        }
        this.verdict = verdict;
        this.isToCheck = false;
        this.problem = problem;
        this.isChecked = verdict === "right";
        if (state !== undefined) {
            this.store.save(seal, state, pause);
        }
        if (this.isAdopted) {
            this.useLog(seal, pause);
        } else if (state !== undefined) {
            this.moveBase();
        }
        this.save();
        return verdict;
    }

    /** Open weeks count in the adopted state: of those that stay as they are it need not be known any more what lacks. */
    private passOver(): void {
        const { log } = this.context;
        if (!this.isAdopted || this.open.length === 0) {
            this.stall.end();
            return;
        }
        const here = this.open.map(({ weekNumber }) => format("%.0f %.0f", weekNumber, log.countIn(weekNumber)));
        if (this.stall.isOver(table.concat(here, " "))) {
            for (const row of this.open) {
                log.makeAbsent(row.weekNumber, row);
            }
            this.openWeeks([]);
            this.save();
        }
    }

    /**
     * Whether replay can come to the state of a seal with these rows: the history is here, or the state that it begins with is that of
     * the first of these weeks, with the same events revoked.
     * @param known seals, among them that of the state that replay begins with.
     */
    leadsTo(seal: Seal, rows: readonly WeekSummary[], known: readonly Seal[], pause: Pause): boolean {
        const { log, part, revocations } = this.context;
        const { floorWeek } = log;
        const digest = part.stateHead()?.digest;
        if (log.absentCount() === 0 || floorWeek === 0 || digest === seal.digest) {
            return true;
        }
        if (!seal.boundaries.includes(floorWeek)) {
            return false;
        }
        const first = digestOfRows(
            rows.filter(({ weekNumber }) => weekNumber < floorWeek),
            pause,
        );
        return known.some(
            (base) =>
                base.week === floorWeek &&
                base.digest === digest &&
                base.rows === first &&
                revocations.isSettledAlike(termsOf(base, FROM_LOG), termsOf(seal, FROM_LOG), pause),
        );
    }

    /** A state that was checked before is not compared again, unless types are defined anew; of another version it cannot be. */
    private goOnChecked(seal: Seal): void {
        const { context } = this;
        const obstacle = problemOf(context, seal);
        const isOver = this.verdict !== undefined || !this.isChecked || !this.hasState();
        if (!isOver && (!this.isToCheck || obstacle !== undefined)) {
            this.verdict = "right";
            if (!context.replay.hasBase()) {
                this.problem = obstacle;
            }
        }
    }

    /** The history of an adopted seal is here: it says from now on what the state is. */
    private useLog(seal: Seal, pause: Pause): void {
        const { revocations, replay } = this.context;
        this.isAdopted = this.isConfirmed = false;
        revocations.seal(termsOf(seal, FROM_LOG), pause);
        replay.rebase(undefined);
    }

    /**
     * Holds a seal whose weeks are here but for what is left out.
     * @param rivalsOf by packed key, of a week: bodies that are sealed under a key that is left out.
     */
    hold(
        seal: Seal,
        leftOut: LuaMap<number, Keys>,
        rivalsOf: (this: void, weekNumber: number) => Rivals | undefined,
        pause: Pause,
    ): void {
        const { context } = this;
        const hasRemoved = this.setAside(leftOut, rivalsOf, pause);
        // What was undone in the weeks behind the state that replay begins with, no log says.
        this.begin(seal, context.replay.hasBase() ? context.revocations.undoneElsewhere() : FROM_LOG, pause);
        context.log.closeBefore(seal.week);
        this.save();
        if (context.log.absentCount() === 0 && context.log.floorWeek > 0) {
            // What replay began with may be the state of other rows.
            context.replay.rebase(undefined);
        } else if (hasRemoved) {
            context.replay.restart();
        }
        context.sealed(seal);
    }

    /** Holds a seal that this client made just now, of the state that it has. */
    holdOwn(seal: Seal, state: SealedState, pause: Pause): void {
        this.hold(seal, new LuaMap(), () => undefined, pause);
        this.isChecked = true;
        this.store.save(seal, state, pause);
        this.moveBase();
        this.save();
    }

    /** Takes a seal with the state that a peer gave; weeks of which nothing is here become absent. */
    adopt(seal: Seal, rows: readonly WeekSummary[], state: SealedState, undone: string, pause: Pause): void {
        const { context } = this;
        const { log } = context;
        this.begin(seal, keysOf(undone), pause);
        this.isAdopted = true;
        this.store.save(seal, state, pause);
        for (const row of rows) {
            if (log.countIn(row.weekNumber) === 0 || log.isAbsent(row.weekNumber)) {
                log.makeAbsent(row.weekNumber, row);
            }
        }
        this.save();
        this.openWeeks(compareRows(log, rows, seal.week, pause).open);
        this.useBase();
        context.sealed(seal);
    }

    /** Replay begins with the sealed state from now on: the history before may go. */
    useBase(): void {
        this.context.replay.rebase(this.store.base());
    }

    /** Empties a week of which nothing is sealed. @returns whether it is empty. */
    private clear(weekNumber: number, pause: Pause): boolean {
        const { log } = this.context;
        log.forgetAbsentWeek(weekNumber);
        this.setAsideOf(weekNumber, allKeys(log.open(weekNumber, pause), pause), undefined, pause);
        return log.countIn(weekNumber) === 0;
    }

    /** Takes events out of a week that is absent or not closed, and has its sealed row without them. */
    takeOut(weekNumber: number, keys: Keys, pause: Pause): void {
        const { log } = this.context;
        const row = log.absentRow(weekNumber) ?? this.open.find((one) => one.weekNumber === weekNumber);
        if (row !== undefined && isSealedWithout(log, { ...row, weekNumber }, keys, pause)) {
            this.setAsideOf(weekNumber, keys, undefined, pause);
        }
    }

    /** Whether the state of the seal is here and was checked or adopted. */
    hasState(): boolean {
        const isRight = this.isChecked || this.isAdopted;
        return isRight && this.seal !== undefined && this.context.part.stateHead()?.digest === this.seal.digest;
    }

    /** A peer has checked the state, or says that it is wrong. */
    answered(peer: string, isRight: boolean): void {
        if (isRight && !this.isConfirmed) {
            this.isConfirmed = true;
            this.save();
        } else if (!isRight && !this.disputedBy.includes(peer)) {
            this.disputedBy[this.disputedBy.length] = peer;
        }
    }

    /** The state is to be compared anew: types or versions have changed. */
    checkAnew(): void {
        this.verdict = undefined;
        this.isToCheck = true;
    }

    /** Whether replaying the history gave another state than the sealed one. */
    isMismatched(): boolean {
        return this.verdict === "wrong";
    }

    /** Saves what the file says of the seal. */
    save(): void {
        const { seal, isChecked, isAdopted, isConfirmed } = this;
        if (seal !== undefined) {
            const flags =
                (isChecked ? SealFlag.Checked : 0) +
                (isAdopted ? SealFlag.Adopted : 0) +
                (isConfirmed ? SealFlag.Confirmed : 0);
            this.context.part.setSeal({ key: seal.key, body: seal.body, flags });
        }
    }

    private begin(seal: Seal, undone: readonly string[], pause: Pause): void {
        const { revocations, isOwn } = this.context;
        this.seal = seal;
        this.isChecked = this.isAdopted = this.isConfirmed = false;
        this.verdict = undefined;
        this.isToCheck = false;
        this.problem = undefined;
        while (this.disputedBy.length > 0) {
            table.remove(this.disputedBy);
        }
        revocations.seal(termsOf(seal, undone), pause);
        for (const { time, id, body } of revocations.lateRevocations((one) => isOwn(one.id), pause)) {
            this.orphans.add({ time, id, body, server: 0 });
            pause();
        }
    }

    /** Takes the events out of the log that a seal leaves out. @returns whether there were any. */
    private setAside(
        leftOut: LuaMap<number, Keys>,
        rivalsOf: (this: void, weekNumber: number) => Rivals | undefined,
        pause: Pause,
    ): boolean {
        const weeks: number[] = [];
        for (const [weekNumber] of leftOut) {
            weeks[weeks.length] = weekNumber;
        }
        table.sort(weeks);
        let hasRemoved = false;
        for (const weekNumber of weeks) {
            const keys = leftOut.get(weekNumber)!;
            hasRemoved = this.setAsideOf(weekNumber, keys, rivalsOf(weekNumber), pause) || hasRemoved;
        }
        return hasRemoved;
    }

    /** The same of one week, a few events at a time: those that go from the log are orphans in the same frame. */
    private setAsideOf(weekNumber: number, keys: Keys, rivals: Rivals | undefined, pause: Pause): boolean {
        // Where some come back under their keys with other bodies, all go at once.
        const most = rivals === undefined || next(rivals)[0] === undefined ? SET_ASIDE : huge;
        let count = this.setSomeAside(weekNumber, keys, rivals, most, pause);
        const hasRemoved = count > 0;
        while (count === most) {
            count = this.setSomeAside(weekNumber, keys, rivals, most, pause);
        }
        return hasRemoved;
    }

    private setSomeAside(
        weekNumber: number,
        keys: Keys,
        rivals: Rivals | undefined,
        most: number,
        pause: Pause,
    ): number {
        const { log, revocations } = this.context;
        const removed = log.removeEvents(weekNumber, keys, pause, most);
        // What was beside one that is sealed under its own key is no event of its own.
        const copies = new LuaSet<string>();
        for (const { time, id } of removed) {
            // A revocation revokes nothing any more.
            revocations.remove(time, id);
            const body = rivals?.get(packKey(time, id));
            if (body !== undefined) {
                const [copyTime, copyId] = nextPlace(time, id, body);
                copies.add(packKey(copyTime, copyId) + body);
                log.insert(time, id, body);
            }
        }
        for (const event of removed) {
            if (!copies.has(packKey(event.time, event.id) + event.body)) {
                this.orphans.add(event);
            }
        }
        return removed.length;
    }

    /** Where replay begins with a sealed state, it begins with the newest one. */
    private moveBase(): void {
        if (this.context.log.floorWeek > 0) {
            this.useBase();
        }
    }
}

/** What a seal says of revocations. @param undone keys of events that are undone by undos which are not here. */
function termsOf({ week, revocations, late, boundaries }: Seal, undone: readonly string[]): SealTerms {
    return { week, listed: revocations, late, boundaries, undone };
}

/** The keys in a row of packed ones. */
function keysOf(packed: string): string[] {
    const keys: string[] = [];
    let count = 0;
    for (const position of $range(1, packed.length, KEY_BYTES)) {
        keys[count] = sub(packed, position, position + KEY_BYTES - 1);
        count++;
    }
    return keys;
}
