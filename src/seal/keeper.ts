/**
 * Which seal counts here (docs/seals.md): the strongest of which the rows are known. It is joined, week by week, then held and checked by replay; or, by who
 * lacks the history, adopted with its state.
 */

import type { EventKey, LedgerEvent } from "../api/event";
import type { SealMismatch } from "../api/seal";
import { packKey, toId, weekOf } from "../event/key";
import type { Pause } from "../ports";
import { readyRoots, rootBefore, rootOf } from "../sync/roots";
import { rowsBetween, type WeekSummary } from "../sync/week-summary";
import { Adoption } from "./adoption";
import type { SealContext } from "./context";
import { Heard } from "./heard";
import { Held } from "./held";
import { KnownSeals, type Seal } from "./known-seals";
import { allKeys, compareRows, isSealedWithout, type Keys } from "./rows";
import { digestOfRows } from "./sealed-state";
import { Stall } from "./stall";
import { ToldSurplus } from "./told-surplus";

const format = string.format;
const max = math.max;

/** Most events of a client that a seal may leave out without asking. */
export const SURPLUS_LIMIT = 256;

/** Seconds for which nothing came of joining a seal, after which its state is taken however little is lacking. */
export const JOIN_STALL_SECONDS = 600;

/** The seal that is being joined. */
interface Joining {
    readonly seal: Seal;
    /** By week: events of the log without which the week has its sealed row. */
    readonly surplus: LuaMap<number, Keys>;
    /** What peers sent of the sealed weeks. */
    readonly heard: Heard;
    /** Sealed events that are not here. */
    lacking: number;
    /** Events that the seal leaves out, as far as they are known. */
    surplusCount: number;
    /** Whether the rows are the sealed ones, and the state that replay begins with is that of others. */
    isWithoutBase: boolean;
    /** Whether nothing has come of it for long. */
    isStalled: boolean;
}

export class SealKeeper {
    readonly known = new KnownSeals((seal) => seal.key === this.held.seal?.key);
    readonly held: Held;
    readonly adoption: Adoption;
    /** The last that went wrong; nil when nothing did. */
    mismatch: SealMismatch | undefined;
    /** Keys of seals that the player has accepted: they leave out too much, or nobody else has checked them. */
    private readonly accepted = new LuaSet<string>();
    private joining: Joining | undefined;
    private readonly stall: Stall;
    private readonly told = new ToldSurplus();
    private isLooking = false;
    private isToLook = false;
    private revision = -1;
    /** What was told last: without a seal nothing is. */
    private lastCondition: string;

    constructor(private readonly context: SealContext) {
        this.stall = new Stall(context.clock, JOIN_STALL_SECONDS);
        this.held = new Held(context);
        this.adoption = new Adoption(context, this.held, () => this.look());
        this.lastCondition = this.condition();
    }

    /** Takes in an event of the library's own type that is new in the log. */
    added(time: number, id: number, body: string): void {
        if (this.known.add(time, id, body) !== undefined) {
            this.save();
            this.look();
        }
    }

    /** Forgets a seal whose body lost a conflict; of a revocation that the seal lists, its state is compared anew. */
    removed(time: number, id: number): void {
        if (this.held.seal?.revocations.includes(packKey(time, id)) === true) {
            this.checkAnew();
        }
        if (this.known.remove(time, id)) {
            this.save();
        }
    }

    private save(): void {
        this.context.part.setSeals(this.known.list);
    }

    /** Looks whether anything has changed, if the log has, or nothing has for long. Called now and then. */
    lookSoon(): void {
        const hasHeard = this.joining?.heard.takeNews() === true;
        const isStalled = this.stall.isDue() || this.held.stall.isDue();
        if (this.known.list.length > 0 && (hasHeard || isStalled || this.revision !== this.context.log.revision)) {
            this.look();
        }
    }

    /** Takes note of an event that a peer sent, before it is judged. */
    received(time: number, id: number, body: string): void {
        const { joining, context } = this;
        if (joining !== undefined && weekOf(time) < joining.seal.week && !context.log.isClosed(weekOf(time))) {
            joining.heard.note(context.log, time, id, body);
        }
    }

    /** Looks which seal counts, in slices; once more where it is called on the way. */
    look(): void {
        this.isToLook = true;
        if (!this.isLooking) {
            this.isLooking = true;
            this.context.background.run((pause, rest) => {
                while (this.isToLook) {
                    this.isToLook = false;
                    this.revision = this.context.log.revision;
                    this.decide(pause, rest);
                    this.tell();
                }
                this.isLooking = false;
            });
        }
    }

    /** Says that something has changed, if that matters to others. */
    private tell(): void {
        const now = this.condition();
        if (now !== this.lastCondition) {
            this.lastCondition = now;
            this.context.changed();
        }
    }

    /** All that matters to others, as one text. */
    private condition(): string {
        const { held, joining, adoption } = this;
        const { log } = this.context;
        return format(
            "%.0f %s %s %s %s %s %s %s %.0f %.0f %.0f %.0f %.0f",
            // What peers told of their rows before a seal was known is to be told again.
            this.known.revision,
            held.seal?.key ?? "",
            joining?.seal.key ?? "",
            adoption.sought()?.key ?? "",
            adoption.unwitnessed()?.key ?? "",
            tostring(joining?.isStalled),
            tostring(held.isChecked),
            tostring(held.isConfirmed),
            log.closedBefore,
            log.absentRevision,
            held.open.length,
            joining?.surplusCount ?? 0,
            held.disputedBy.length,
        );
    }

    /** Takes note of all rows before a week that a peer told, and that were believed. */
    rowsTold(rows: readonly WeekSummary[], before: number): void {
        for (const seal of this.known.list) {
            if (seal.week <= before && seal.told === undefined) {
                this.context.background.run((pause) => {
                    const sealed = rows.filter(({ weekNumber }) => weekNumber < seal.week);
                    if (areRowsOf(seal, sealed, pause)) {
                        seal.told = sealed;
                        this.look();
                    }
                });
            }
        }
    }

    /** Takes note of events of a sealed week that a peer says are not sealed. */
    surplusTold(weekNumber: number, keys: Keys): void {
        const { joining, held, context } = this;
        this.told.add(weekNumber, keys);
        if (joining !== undefined && weekNumber < joining.seal.week) {
            this.look();
        } else {
            // Of an adopted seal: the week was here in part, or its history is coming.
            context.background.run((pause) => held.takeOut(weekNumber, keys, pause));
        }
    }

    /** The player accepts a seal that leaves out much, or that nobody else has checked. @returns false when the seal with this key is not being joined. */
    accept(key: string): boolean {
        const isJoined = this.joining?.seal.key === key;
        if (isJoined) {
            this.accepted.add(key);
            this.look();
        }
        return isJoined;
    }

    /** The seal that is joined; nil when there is none. */
    joined(): Pick<Joining, "seal" | "lacking" | "surplusCount" | "isWithoutBase" | "isStalled"> | undefined {
        return this.joining;
    }

    private decide(pause: Pause, rest: Pause): void {
        const { log } = this.context;
        readyRoots(log, pause);
        for (const seal of this.known.list) {
            const isHeld = seal.key === this.held.seal?.key;
            const rows = this.rowsOf(seal, isHeld, pause);
            if (rows !== undefined && isHeld) {
                this.stopJoining();
                this.tidy(rows, pause, rest);
            } else if (rows !== undefined) {
                this.join(seal, rows, pause);
            }
            if (rows !== undefined || isHeld) {
                return;
            }
        }
        this.stopJoining();
    }

    /** The rows of the weeks that a seal is about; nil while they are not known. The roots of the log must be ready. */
    private rowsOf(seal: Seal, isHeld: boolean, pause: Pause): readonly WeekSummary[] | undefined {
        const { log } = this.context;
        if (rootBefore(log, seal.week) === seal.root) {
            const rows = rowsBetween(log, 0, seal.week);
            if (isHeld || areRowsOf(seal, rows, pause)) {
                return rows;
            }
        }
        return seal.told;
    }

    private stopJoining(): void {
        if (this.joining !== undefined) {
            this.joining = undefined;
            this.stall.end();
            this.adoption.end();
        }
    }

    private tidy(rows: readonly WeekSummary[], pause: Pause, rest: Pause): void {
        const { held, context, told } = this;
        for (const { weekNumber } of held.isAdopted ? held.open : []) {
            for (const keys of told.of(weekNumber)) {
                held.takeOut(weekNumber, keys, pause);
            }
        }
        if (held.tidy(rows, pause, rest) === "wrong") {
            const { time, id, body } = held.seal!;
            this.mismatch = { event: context.toEvent(time, id, body), reason: "state", surplus: 0 };
            context.mismatched(this.mismatch);
        }
    }

    private join(seal: Seal, rows: readonly WeekSummary[], pause: Pause): void {
        const joining = this.joiningOf(seal);
        const { log } = this.context;
        const lacking: WeekSummary[] = [];
        const leftOut = new LuaMap<number, Keys>();
        let isPruned = false;
        joining.lacking = 0;
        joining.surplusCount = 0;
        for (const row of compareRows(log, rows, seal.week, pause).open) {
            const own = log.countIn(row.weekNumber);
            const keys = this.surplusOf(joining, row, pause);
            if (keys === undefined) {
                lacking[lacking.length] = row;
                joining.lacking += max(0, row.count - own);
                isPruned ||= log.isAbsent(row.weekNumber);
                // So many are left out at least, whatever is told of them.
                joining.surplusCount += max(0, own - row.count);
            } else {
                leftOut.set(row.weekNumber, keys);
                joining.surplusCount += sizeOf(keys);
            }
        }
        this.held.openWeeks(lacking);
        const isAllHere = lacking.length === 0 && this.hasListed(joining);
        joining.isWithoutBase = isAllHere && !this.held.leadsTo(seal, rows, this.known.list, pause);
        if (joining.surplusCount > SURPLUS_LIMIT && !this.accepted.has(seal.key)) {
            this.warn(joining);
        } else if (isAllHere && !joining.isWithoutBase) {
            this.stopJoining();
            this.held.hold(seal, leftOut, (weekNumber) => joining.heard.rivalsOf(weekNumber), pause);
            this.look();
        } else {
            joining.isStalled = this.stall.isOver(
                format("%s %.0f %.0f %.0f", seal.key, lacking.length, joining.lacking, joining.surplusCount),
            );
            const isForced = isPruned || joining.isWithoutBase || joining.isStalled;
            const isAccepted = this.accepted.has(seal.key);
            this.adoption.consider(seal, rows, { lacking: joining.lacking, isForced, isAccepted });
        }
    }

    /** Whether the listed revocations are here. Of one that came to count later pruned clients would not know. */
    private hasListed(joining: Joining): boolean {
        const { week, revocations } = joining.seal;
        const hasListed = this.context.revocations.hasListed({ week, listed: revocations });
        joining.lacking += hasListed ? 0 : 1;
        return hasListed;
    }

    private joiningOf(seal: Seal): Joining {
        if (this.joining?.seal.key !== seal.key) {
            this.adoption.end();
            this.joining = {
                seal,
                surplus: new LuaMap(),
                heard: new Heard(),
                lacking: 0,
                surplusCount: 0,
                isWithoutBase: false,
                isStalled: false,
            };
        }
        return this.joining!;
    }

    /** The events of a week without which it has its sealed row; nil when they are not known. */
    private surplusOf({ surplus, heard }: Joining, row: WeekSummary, pause: Pause): Keys | undefined {
        const { log } = this.context;
        const { weekNumber } = row;
        if (row.count === 0) {
            return allKeys(log.open(weekNumber, pause), pause);
        }
        const rivals = heard.rivalsOf(weekNumber);
        const isSurplus = (keys: Keys | undefined): boolean =>
            keys !== undefined && isSealedWithout(log, row, keys, pause, rivals);
        // What was told while events were lacking is right once they have come.
        const known = surplus.get(weekNumber);
        let found = isSurplus(known) ? known : this.told.of(weekNumber).find((keys) => isSurplus(keys));
        if (found === undefined) {
            const came = heard.keysOf(weekNumber, row.count);
            found =
                came &&
                allKeys(log.open(weekNumber, pause), pause, (key) => came.has(key) && rivals?.has(key) !== true);
            if (!isSurplus(found)) {
                surplus.delete(weekNumber);
                return undefined;
            }
        }
        surplus.set(weekNumber, found!);
        return found;
    }

    /** Tells, once, that a seal leaves out more than may be set aside without asking. */
    private warn({ seal, surplusCount }: Joining): void {
        const { context, mismatch } = this;
        const event = context.toEvent(seal.time, seal.id, seal.body);
        const isTold = mismatch?.reason === "surplus" && mismatch.event.time === event.time;
        this.mismatch = { event, reason: "surplus", surplus: surplusCount };
        if (!isTold) {
            context.mismatched(this.mismatch);
        }
    }

    /** Types or versions have changed: the state is compared anew. */
    checkAnew(): void {
        this.held.checkAnew();
        this.look();
    }

    /** Whether a revocation names by key what is sealed here, and the seal does not list it. */
    isLate({ time, creator, counter, target }: LedgerEvent): boolean {
        const named = target as EventKey | undefined;
        const isListed = this.held.seal?.revocations.includes(packKey(time, toId(creator, counter))) === true;
        return named !== undefined && this.isSealed(named.time) && !isListed;
    }

    /** Whether an event stands in a week that is sealed here. */
    isSealed(time: number): boolean {
        return weekOf(time) < (this.held.seal?.week ?? 0);
    }
}

function areRowsOf(seal: Seal, rows: readonly WeekSummary[], pause: Pause): boolean {
    let count = 0;
    for (const row of rows) {
        count += row.count;
    }
    return count === seal.count && rootOf(rows, pause) === seal.root && digestOfRows(rows, pause) === seal.rows;
}

function sizeOf(keys: Keys): number {
    let size = 0;
    for (const _ of keys) {
        size++;
    }
    return size;
}
