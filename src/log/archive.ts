/**
 * The archive: the log of one scope as it stands in SavedVariables. A few large strings, whatever the number of events.
 *
 * Loading reads headers only. Saving rewrites the weeks that changed, in slices, so that little is left for logout.
 */

import type { NativeCodec, Pause } from "../ports";
import { decodeChecked, encodeChecked } from "../block/checked-text";
import { eachWeek } from "./each-week";
import type { Log } from "./log";
import type { Revocations } from "./revocations";
import { readTexts } from "./saved-texts";
import { SealedPart, type SealedScope } from "./sealed-part";
import { SavedUnits } from "./saved-units";
import { Tail } from "./tail";
import type { Week } from "./week";
import { isSameRow, type WeekSummary } from "./week-row";
import { findBlock, formatWeek, parseWeek } from "../block/packed-week";

const format = string.format;

/** Damaged texts that are kept aside, for a human or a later version to look at. */
const QUARANTINE_LIMIT = 16;

/** Seconds for which a week has to be as it is before it is saved while the game runs. */
const REST_SECONDS = 60;

/** Weeks that are looked at between two looks at the frame's budget. */
const STEP = 32;

/** What SavedVariables holds for one scope. */
export interface SavedScope extends SealedScope {
    weeks?: LuaTable<number, string>;
    /** Units of whole weeks, by the number of their first week. */
    units?: LuaTable<number, string>;
    directory?: string;
    revocations?: string;
    quarantine?: string[];
    /** The server's time of the last save, Unix seconds. */
    savedAt?: number;
    /** The newest checkpoint of the state; see replay/saved-checkpoint.ts. */
    checkpoint?: string;
    /** Names of players, for tools; see ledger/names.ts. */
    names?: string;
    /** What became of the offers of the inbox; nil where it is not read. See inbox/outcomes.ts. */
    inbox?: string;
}

/** The table that an addon gives as `saved`. */
export interface SavedLedger {
    version?: number;
    scopes?: Record<string, SavedScope>;
    /** What stood in place of a table. */
    damaged?: unknown;
    /** The name of the ledger, for tools. */
    ledger?: string;
    /** The types that are defined, for tools; see ledger/saved-types.ts. */
    types?: string;
}

/** The names of SavedLedger: all that the library keeps in `saved`. */
export const SAVED_NAMES = ["version", "scopes", "damaged", "ledger", "types"];

/** Opens a scope of a `saved` of one version, and brings `saved` to the newest form. */
type Reader = (this: void, saved: SavedLedger, scope: string) => SavedScope;

/** Versions 1, which knows no units, and 2. What is not of the expected form is set aside; what is missing is made. */
function openScopes(this: void, saved: SavedLedger, scope: string): SavedScope {
    if (type(saved.scopes) !== "table") {
        saved.damaged = saved.scopes ?? saved.damaged;
        saved.scopes = {};
    }
    const scopes = saved.scopes!;
    if (type(scopes[scope]) !== "table") {
        saved.damaged = scopes[scope] ?? saved.damaged;
        scopes[scope] = {};
    }
    return scopes[scope];
}

/** The readers of `saved` by its version, from 1 on. The last one is of the form that is written. */
const READERS: readonly Reader[] = [openScopes, openScopes];

/** Version of the form that is written. */
export const ARCHIVE_VERSION = READERS.length;

/**
 * Finds what reads data of a version.
 * @param readers by version, from 1 on.
 * @param version as it stands in the data; what is no version counts as 1.
 * @returns the reader; nil for a version newer than all readers.
 */
export function readerOf<Row>(readers: readonly Row[], version: unknown): Row | undefined {
    const number = typeof version === "number" ? version : 1;
    return number > readers.length ? undefined : (readers[number - 1] ?? readers[0]);
}

/**
 * Opens the part of `saved` that belongs to a scope, made if need be. What is not of the expected form is set aside.
 * @returns the scope; nil when `saved` is of a newer version, which then stays untouched.
 */
export function openScope(saved: SavedLedger, scope: string): SavedScope | undefined {
    const open = readerOf(READERS, saved.version);
    if (open === undefined) {
        return undefined;
    }
    saved.version = ARCHIVE_VERSION;
    return open(saved, scope);
}

/** Whether a week is as it was before a pause: unchanged, and not packed by another run of save(). */
function isOpenAt(week: Week, revision: number): boolean {
    return week.revision === revision && week.packed === undefined;
}

/** The saved part of one scope. */
export class Archive {
    /** By week: the revision of the log's week that the saved text holds. */
    private readonly savedRevisions = new LuaMap<number, number>();
    private readonly weeks: LuaTable<number, string>;
    private readonly unitTexts: LuaTable<number, string>;
    private readonly units: SavedUnits;
    /** The seal, the absent weeks, the sealed state and the orphans. */
    readonly sealed: SealedPart;
    /** The block of the newest week, which grows with it. */
    private readonly tail = new Tail();
    /** Texts of units that were found to be damaged. */
    private readonly droppedUnits = new LuaSet<string>();
    /** By week that is behind: since when (uptime) it is as it is. */
    private readonly seen = new LuaMap<number, { readonly revision: number; readonly since: number }>();
    /** The revisions of the directory and of the revocations that the archive holds. */
    private savedDirectory = -1;
    private savedRevocations = -1;
    /**
     * Whether the saved directory could not be read, and has not been made from the blocks of the weeks yet. Until then no
     * directory is saved, and no block made from others: either would lack the server ids that are not read yet.
     */
    isDirectoryDamaged = false;
    /** Whether all revocations of the log are known. Until then the saved ones stay as they are. */
    hasRevocations: boolean;

    constructor(
        private readonly scope: SavedScope,
        private readonly log: Log,
        private readonly revocations: Revocations,
        private readonly native: NativeCodec,
    ) {
        this.weeks = this.openTable("weeks");
        this.unitTexts = this.openTable("units");
        this.units = new SavedUnits(this.unitTexts, this.weeks, log, native);
        this.sealed = new SealedPart(scope, log, native, (what, text) => this.setAside(what, text));
        const isNew = next(this.weeks)[0] === undefined && next(this.unitTexts)[0] === undefined;
        this.hasRevocations = scope.revocations === undefined && isNew;
    }

    private openTable(name: "weeks" | "units"): LuaTable<number, string> {
        const { scope } = this;
        const found: unknown = scope[name];
        if (type(found) === "table") {
            return found as LuaTable<number, string>;
        }
        if (found !== undefined) {
            this.setAside(name, tostring(found));
        }
        const made = new LuaTable<number, string>();
        scope[name] = made;
        return made;
    }

    /**
     * Puts the saved weeks into the log, still packed, in slices; of absent ones the rows. A week whose header cannot be read goes to the quarantine; its
     * readable events go into the log. Called once, before anything else; the file is as it was until it returns.
     * @returns the numbers of these weeks.
     */
    load(pause: Pause): number[] {
        const { log } = this;
        this.sealed.load(pause);
        const { weeks, weekNumbers, faults } = readTexts(this.unitTexts, this.weeks, this.units, pause);
        for (const { block, weekNumber } of faults) {
            if (block !== undefined) {
                log.addBlock(weekNumber, findBlock(block, this.native, pause), pause);
            }
        }
        let count = 0;
        for (const weekNumber of weekNumbers) {
            log.addPacked(weekNumber, weeks.get(weekNumber)!);
            this.savedRevisions.set(weekNumber, 0);
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        this.loadDirectory(pause);
        for (const { texts, weekNumber, what } of faults) {
            this.setAside(`${what} ${tostring(weekNumber)}`, tostring(texts.get(weekNumber)));
            texts.delete(weekNumber);
        }
        this.sealed.quarantine();
        return faults.map(({ weekNumber }) => weekNumber);
    }

    private loadDirectory(pause: Pause): void {
        const { directory } = this.log;
        const bytes = decodeChecked(this.scope.directory, this.native, pause);
        const isRead = bytes !== undefined && directory.unpack(bytes, pause);
        if (isRead) {
            this.savedDirectory = directory.revision;
        } else if (this.log.count() > 0) {
            this.isDirectoryDamaged = true;
            this.log.isLearning = true;
        }
    }

    /**
     * Takes in the saved revocations, after load(). Two calls at a time come to the same.
     * @returns false when they are damaged or missing: they must then be found in the log.
     */
    loadRevocations(pause: Pause): boolean {
        if (!this.hasRevocations) {
            const bytes = decodeChecked(this.scope.revocations, this.native, pause);
            this.hasRevocations = bytes !== undefined && this.revocations.unpack(bytes, pause);
        }
        return this.hasRevocations;
    }

    /** Whether the log holds something that the archive does not. */
    isBehind(): boolean {
        for (const weekNumber of this.log.weekNumbers) {
            if (this.isWeekBehind(weekNumber)) {
                return true;
            }
        }
        return this.sealed.isBehind() || (this.log.count() > 0 && this.isDirectoryBehind());
    }

    /**
     * Drops hashed weeks: from the log, in which they are absent then, and from the file, which has their rows before it loses
     * their events.
     * @returns how many were dropped: none that has no events here, or that changed on the way.
     */
    dropWeeks(weekNumbers: readonly number[], pause: Pause): number {
        const rows = this.rowsOf(weekNumbers);
        if (this.isDirectoryDamaged || rows.length === 0) {
            return 0;
        }
        this.sealed.announce(rows, pause);
        const going = new LuaMap<number, WeekSummary>();
        for (const row of rows) {
            going.set(row.weekNumber, row);
        }
        let count = 0;
        for (const { weekNumber } of rows) {
            if (going.has(weekNumber)) {
                const siblings = this.units.siblings(weekNumber) ?? [weekNumber];
                const together = siblings.filter((sibling) => going.has(sibling)).map((sibling) => going.get(sibling)!);
                count += this.dropTogether(together, pause);
                for (const row of together) {
                    going.delete(row.weekNumber);
                }
            }
        }
        this.sealed.withdraw(rows);
        return count;
    }

    /** The rows of those of these weeks that are hashed and have events. */
    private rowsOf(weekNumbers: readonly number[]): WeekSummary[] {
        const rows: WeekSummary[] = [];
        for (const weekNumber of weekNumbers) {
            const week = this.log.week(weekNumber);
            if (week !== undefined && week.count() > 0 && week.isHashed()) {
                const { count, hash, fingerprint } = this.log.row(weekNumber)!;
                rows[rows.length] = { weekNumber, count, hash, fingerprint };
            }
        }
        return rows;
    }

    /** Drops weeks of one unit, or one week that is of none. */
    private dropTogether(rows: readonly WeekSummary[], pause: Pause): number {
        const { log } = this;
        const isReady = (): boolean =>
            rows.every((row) => {
                const isHashed = log.week(row.weekNumber)?.isHashed() === true;
                return isHashed && isSameRow(log.row(row.weekNumber)!, row);
            });
        const weekNumbers = rows.map(({ weekNumber }) => weekNumber);
        if (!this.takeOut(weekNumbers, isReady, pause)) {
            return 0;
        }
        return weekNumbers.filter((weekNumber) => log.dropWeek(weekNumber)).length;
    }

    /**
     * Takes weeks of one unit, or one that is of none, out of the file; what else the unit has is written anew.
     * @param isReady asked before that is done.
     * @returns false when something came in between.
     */
    private takeOut(weekNumbers: readonly number[], isReady: (this: void) => boolean, pause: Pause): boolean {
        const siblings = this.units.siblings(weekNumbers[0]) ?? [];
        const rest = siblings.filter((sibling) => {
            return !weekNumbers.includes(sibling) && this.log.countIn(sibling) > 0;
        });
        const leaving = weekNumbers.concat(siblings.filter((sibling) => !rest.includes(sibling)));
        if (!this.units.remake(rest, isReady, pause, leaving)) {
            return false;
        }
        for (const weekNumber of rest) {
            this.savedRevisions.set(weekNumber, this.log.week(weekNumber)!.revision);
        }
        for (const weekNumber of weekNumbers) {
            this.savedRevisions.delete(weekNumber);
        }
        return true;
    }

    private isDirectoryBehind(): boolean {
        return !this.isDirectoryDamaged && this.savedDirectory !== this.log.directory.revision;
    }

    /**
     * Moves a damaged week from the archive to the quarantine, with all of its unit. What was salvaged of it is saved anew, and
     * so are the other weeks of the unit.
     */
    quarantine(weekNumber: number, text: string, reason: string): void {
        if (this.weeks.get(weekNumber) === text) {
            this.setAside(format("week %.0f (%s)", weekNumber, reason), text);
            this.weeks.delete(weekNumber);
        } else {
            this.quarantineUnit(weekNumber, text, reason);
        }
        this.savedRevisions.delete(weekNumber);
    }

    private quarantineUnit(weekNumber: number, text: string, reason: string): void {
        // The other weeks of a unit that was dropped are found to be damaged one by one.
        if (this.droppedUnits.has(text)) {
            return;
        }
        this.droppedUnits.add(text);
        this.setAside(format("unit of week %.0f (%s)", weekNumber, reason), text);
        for (const other of this.units.drop(weekNumber, text) ?? []) {
            if (!this.weeks.has(other)) {
                this.savedRevisions.delete(other);
            }
        }
    }

    /**
     * Brings the archive up to date as far as it pays: weeks that changed of late are left, and only the block of the newest one
     * grows with it. Weeks that are over go into units.
     * @param now uptime in seconds.
     */
    saveAtRest(now: number, pause: Pause): void {
        eachWeek(
            this.log,
            (weekNumber) => {
                if (!this.isWeekBehind(weekNumber)) {
                    return;
                }
                if (this.isAtRest(weekNumber, now)) {
                    this.saveWeek(weekNumber, pause);
                    return;
                }
                const newest = this.isNewest(weekNumber) ? this.log.open(weekNumber, pause) : undefined;
                if (newest !== undefined) {
                    this.tail.follow(newest, this.log.directory, pause);
                }
            },
            pause,
        );
        this.sealed.save(pause);
        if (this.log.count() > 0) {
            this.saveLists(pause);
        }
        const isSettled = (weekNumber: number): boolean => !this.isWeekBehind(weekNumber);
        while (!this.isDirectoryDamaged && this.units.tidy(isSettled, pause)) {}
    }

    /** Brings the archive up to date. */
    save(pause: Pause): void {
        eachWeek(
            this.log,
            (weekNumber) => {
                while (this.isWeekBehind(weekNumber)) {
                    this.saveWeek(weekNumber, pause);
                }
            },
            pause,
        );
        this.sealed.save(pause);
        this.saveLists(pause);
    }

    /** Whether a week has been as it is for a while. */
    private isAtRest(weekNumber: number, now: number): boolean {
        const { revision } = this.log.week(weekNumber)!;
        const seen = this.seen.get(weekNumber);
        if (seen?.revision !== revision) {
            this.seen.set(weekNumber, { revision, since: now });
            return false;
        }
        return now - seen.since >= REST_SECONDS;
    }

    private isNewest(weekNumber: number): boolean {
        return weekNumber === this.log.weekNumbers[this.log.weekNumbers.length - 1];
    }

    /** Saves the directory and the revocations if they have changed. What comes on the way is for the next time. */
    private saveLists(pause: Pause): void {
        const { scope, native, revocations } = this;
        const { directory } = this.log;
        const { revision } = directory;
        if (this.isDirectoryBehind()) {
            scope.directory = encodeChecked(directory.pack(pause), native, pause);
            this.savedDirectory = revision;
        }
        // At logout those that are just being read are read to their end.
        const areRead = this.hasRevocations || this.loadRevocations(pause);
        const revocationsRevision = revocations.revision;
        if (areRead && this.savedRevocations !== revocationsRevision) {
            scope.revocations = encodeChecked(revocations.pack(pause), native, pause);
            this.savedRevocations = revocationsRevision;
        }
    }

    private isWeekBehind(weekNumber: number): boolean {
        const week = this.log.week(weekNumber);
        if (week === undefined) {
            return false;
        }
        if (week.count() > 0) {
            return this.savedRevisions.get(weekNumber) !== week.revision;
        }
        // All its events were taken out of the log.
        return !this.isDirectoryDamaged && (this.weeks.has(weekNumber) || this.units.has(weekNumber));
    }

    /** Keeps a damaged text aside. */
    private setAside(what: string, text: string): void {
        if (type(this.scope.quarantine) !== "table") {
            this.scope.quarantine = [];
        }
        const quarantine = this.scope.quarantine!;
        if (quarantine.length >= QUARANTINE_LIMIT) {
            table.remove(quarantine, 1);
        }
        quarantine[quarantine.length] = `${what} ${text}`;
    }

    private saveWeek(weekNumber: number, pause: Pause): void {
        const week = this.log.open(weekNumber, pause);
        if (week === undefined) {
            return;
        }
        const revision = week.revision;
        if (week.count() === 0) {
            this.takeOut([weekNumber], () => this.log.countIn(weekNumber) === 0, pause);
            return;
        }
        week.hash(pause);
        const tail = this.isNewest(weekNumber) ? this.tail : new Tail();
        const writer = tail.follow(week, this.log.directory, pause);
        if (writer === undefined || !isOpenAt(week, revision)) {
            return;
        }
        const text = formatWeek(week.header(), writer.finish(), this.native, pause);
        if (!isOpenAt(week, revision)) {
            return;
        }
        this.weeks.set(weekNumber, text);
        this.savedRevisions.set(weekNumber, revision);
        this.seen.delete(weekNumber);
        if (!this.isNewest(weekNumber)) {
            week.pack(parseWeek(text, weekNumber)!);
        }
    }
}
