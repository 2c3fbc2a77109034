/**
 * The archive: the log of one scope as it stands in SavedVariables. A few large strings, whatever the number of events.
 *
 * Loading reads headers only. Saving rewrites the weeks that changed, in slices, so that little is left for logout.
 */

import type { NativeCodec, Pause } from "../ports";
import { Stride } from "../block/stride";
import { BlockWriter } from "../block/writer";
import { decodeChecked, encodeChecked } from "../block/checked-text";
import { creatorOf } from "../event/key";
import type { Log } from "./log";
import type { Revocations } from "./revocations";
import type { Week } from "./week";
import { findBlock, formatWeek, type PackedWeek, parseWeek } from "../block/packed-week";

/** Damaged texts that are kept aside, for a human or a later version to look at. */
const QUARANTINE_LIMIT = 16;

/** Loading happens once, and damage is rare: neither needs to pause. */
const noPause: Pause = () => {};

/** What SavedVariables holds for one scope. */
export interface SavedScope {
    weeks?: LuaTable<number, string>;
    directory?: string;
    revocations?: string;
    quarantine?: string[];
    /** The server's time of the last save, Unix seconds. */
    savedAt?: number;
    /** The newest checkpoint of the state; see replay/saved-checkpoint.ts. */
    checkpoint?: string;
}

/** The table that an addon gives as `saved`. */
export interface SavedLedger {
    version?: number;
    scopes?: Record<string, SavedScope>;
    /** What stood in place of a table. */
    damaged?: unknown;
}

/** The names of SavedLedger: all that the library keeps in `saved`. */
export const SAVED_NAMES = ["version", "scopes", "damaged"];

/** Opens a scope of a `saved` of one version, and brings `saved` to the newest form. */
type Reader = (this: void, saved: SavedLedger, scope: string) => SavedScope;

/** Version 1. What is not of the expected form is set aside; what is missing is made. */
function openVersion1(this: void, saved: SavedLedger, scope: string): SavedScope {
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
const READERS: readonly Reader[] = [openVersion1];

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
    /** The revision of the directory that the archive holds. */
    private savedDirectory = -1;
    /** Whether the saved directory could not be read: it must then be made from the blocks of the weeks. */
    isDirectoryDamaged = false;
    /** Whether all revocations of the log are known. Until then the saved ones stay as they are. */
    hasRevocations: boolean;

    constructor(
        private readonly scope: SavedScope,
        private readonly log: Log,
        private readonly revocations: Revocations,
        private readonly native: NativeCodec,
    ) {
        if (type(scope.weeks) !== "table") {
            if (scope.weeks !== undefined) {
                this.setAside("weeks", tostring(scope.weeks));
            }
            scope.weeks = new LuaTable();
        }
        this.weeks = scope.weeks!;
        this.hasRevocations = scope.revocations === undefined && next(this.weeks)[0] === undefined;
    }

    /**
     * Puts the saved weeks into the log, still packed. A week whose header cannot be read goes to the quarantine; its
     * readable events go into the log.
     * @returns the numbers of these weeks.
     */
    load(): number[] {
        const weekNumbers: number[] = [];
        const damaged: number[] = [];
        for (const [key] of this.weeks) {
            weekNumbers[weekNumbers.length] = key;
        }
        table.sort(weekNumbers, (a, b) => (type(a) === "number" ? a : -1) < (type(b) === "number" ? b : -1));
        for (const weekNumber of weekNumbers) {
            const text = this.weeks.get(weekNumber);
            const packed = typeof weekNumber === "number" ? parseWeek(text, weekNumber) : undefined;
            if (packed === undefined) {
                this.setAside(`week ${tostring(weekNumber)}`, tostring(text));
                this.weeks.delete(weekNumber);
                damaged[damaged.length] = weekNumber;
                if (typeof text === "string") {
                    this.log.addBlock(weekNumber, findBlock(text, this.native), noPause);
                }
            } else {
                this.log.addPacked(weekNumber, packed);
                this.savedRevisions.set(weekNumber, 0);
            }
        }
        this.loadDirectory();
        return damaged;
    }

    private loadDirectory(): void {
        const { directory, weekNumbers } = this.log;
        const bytes = decodeChecked(this.scope.directory, this.native, noPause);
        const isRead = bytes !== undefined && directory.unpack(bytes);
        if (!isRead && weekNumbers.length > 0) {
            this.isDirectoryDamaged = true;
            this.log.isLearning = true;
        } else {
            this.savedDirectory = directory.revision;
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
        return this.log.count() > 0 && this.savedDirectory !== this.log.directory.revision;
    }

    /** Moves a damaged week from the archive to the quarantine. What was salvaged of it is saved anew. */
    quarantine(weekNumber: number, text: string, reason: string): void {
        this.setAside(string.format("week %.0f (%s)", weekNumber, reason), text);
        this.weeks.delete(weekNumber);
        this.savedRevisions.delete(weekNumber);
    }

    /** Brings the archive up to date. */
    save(pause: Pause): void {
        for (const weekNumber of [...this.log.weekNumbers]) {
            while (this.isWeekBehind(weekNumber)) {
                this.saveWeek(weekNumber, pause);
            }
        }
        this.savedDirectory = this.log.directory.revision;
        this.scope.directory = encodeChecked(this.log.directory.pack(pause), this.native, pause);
        // At logout those that are just being read are read to their end.
        if (this.hasRevocations || this.loadRevocations(pause)) {
            this.scope.revocations = encodeChecked(this.revocations.pack(pause), this.native, pause);
        }
    }

    private isWeekBehind(weekNumber: number): boolean {
        const week = this.log.week(weekNumber)!;
        return week.count() > 0 && this.savedRevisions.get(weekNumber) !== week.revision;
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
        const week = this.log.open(weekNumber, pause)!;
        const revision = week.revision;
        week.hash(pause);
        const block = this.packEvents(week, revision, pause);
        if (block === undefined) {
            return;
        }
        const text = formatWeek(week.header(), block, this.native, pause);
        if (!isOpenAt(week, revision)) {
            return;
        }
        this.weeks.set(weekNumber, text);
        this.savedRevisions.set(weekNumber, revision);
        if (weekNumber !== this.log.weekNumbers[this.log.weekNumbers.length - 1]) {
            week.pack(parseWeek(text, weekNumber) as PackedWeek);
        }
    }

    /** The block of all events of an open week; nil when the week changed on the way. */
    private packEvents(week: Week, revision: number, pause: Pause): string | undefined {
        const writer = new BlockWriter();
        const stride = new Stride(pause);
        for (const index of $range(0, week.size - 1)) {
            const id = week.ids[index];
            const body = week.bodies[index];
            writer.add(week.times[index], id, this.log.directory.server(creatorOf(id)), body);
            if (stride.passed(body.length) && !isOpenAt(week, revision)) {
                return undefined;
            }
        }
        return writer.finish();
    }
}
