/**
 * The archive: the log of one scope as it stands in SavedVariables. A few large strings, whatever the number of events.
 *
 * Loading reads headers only. Saving rewrites the weeks that changed, in slices, so that little is left for logout.
 */

import type { NativeCodec, Pause } from "../ports";
import { BlockWriter } from "../block/writer";
import { decodeChecked, encodeChecked } from "../block/checked-text";
import { creatorOf } from "../event/key";
import type { Log } from "./log";
import type { Revocations } from "./revocations";
import type { Week } from "./week";
import { findBlock, formatWeek, type PackedWeek, parseWeek } from "../block/packed-week";

/** Version of the saved form. A file of a newer version is left as it is. */
export const ARCHIVE_VERSION = 1;

/** Damaged texts that are kept aside, for a human or a later version to look at. */
const QUARANTINE_LIMIT = 16;

/** Loading happens once, and what is damaged is rare. */
const noPause: Pause = () => {};

/** Events that are packed between two looks at the frame's budget. */
const STEP = 16;

/** What SavedVariables holds for one scope. */
export interface SavedScope {
    weeks?: LuaTable<number, string>;
    directory?: string;
    revocations?: string;
    quarantine?: string[];
    /** The newest checkpoint of the state; see replay/saved-checkpoint.ts. */
    checkpoint?: string;
}

/** The table that an addon gives as `saved`. */
export interface SavedLedger {
    version?: number;
    scopes?: Record<string, SavedScope>;
    /** What stood where a table was expected. */
    damaged?: unknown;
}

/**
 * The part of `saved` that belongs to a scope, made if need be. What is not of the expected form is set aside.
 * @returns nothing when `saved` was written by a newer version.
 */
export function openScope(saved: SavedLedger, scope: string): SavedScope | undefined {
    if (typeof saved.version === "number" && saved.version > ARCHIVE_VERSION) {
        return undefined;
    }
    saved.version = ARCHIVE_VERSION;
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

/** Whether a week is as it was before a pause: unchanged, and not packed by another run of save(). */
function isOpenAt(week: Week, revision: number): boolean {
    return week.revision === revision && week.packed === undefined;
}

export class Archive {
    /** By week: the revision of the log's week that the saved text holds. */
    private readonly savedRevisions = new LuaMap<number, number>();
    private readonly weeks: LuaTable<number, string>;

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
    }

    /**
     * Puts the saved weeks into the log, still packed.
     * @returns the weeks whose header cannot be read; their texts are kept aside, and the events that can be read.
     */
    load(): number[] {
        const numbers: number[] = [];
        const damaged: number[] = [];
        for (const [key] of this.weeks) {
            numbers[numbers.length] = key;
        }
        table.sort(numbers, (a, b) => (type(a) === "number" ? a : -1) < (type(b) === "number" ? b : -1));
        for (const number of numbers) {
            const text = this.weeks.get(number);
            const packed = typeof number === "number" ? parseWeek(text, number) : undefined;
            if (packed === undefined) {
                this.setAside(`week ${tostring(number)}`, tostring(text));
                this.weeks.delete(number);
                damaged[damaged.length] = number;
                if (typeof text === "string") {
                    this.log.addBlock(number, findBlock(text, this.native), noPause);
                }
            } else {
                this.log.addPacked(number, packed);
                this.savedRevisions.set(number, 0);
            }
        }
        this.log.directory.unpack(decodeChecked(this.scope.directory, this.native, noPause) ?? "");
        return damaged;
    }

    /** Puts the saved revocations in, after load(). False when they are damaged or missing: they must then be looked for in the log. */
    loadRevocations(): boolean {
        if (this.scope.revocations === undefined) {
            return this.log.weekNumbers.length === 0;
        }
        const bytes = decodeChecked(this.scope.revocations, this.native, noPause);
        return bytes !== undefined && this.revocations.unpack(bytes);
    }

    /** Whether something is in the log that is not in the archive. */
    isBehind(): boolean {
        for (const number of this.log.weekNumbers) {
            if (this.isWeekBehind(number)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a damaged week out of the archive and keeps its text aside; what was salvaged is saved anew. */
    quarantine(week: number, text: string, reason: string): void {
        this.setAside(string.format("week %.0f (%s)", week, reason), text);
        this.weeks.delete(week);
        this.savedRevisions.delete(week);
    }

    /** Brings the archive up to date. */
    save(pause: Pause): void {
        for (const number of [...this.log.weekNumbers]) {
            while (this.isWeekBehind(number)) {
                this.saveWeek(number, pause);
            }
        }
        this.scope.directory = encodeChecked(this.log.directory.pack(), this.native, pause);
        this.scope.revocations = encodeChecked(this.revocations.pack(), this.native, pause);
    }

    private isWeekBehind(number: number): boolean {
        const week = this.log.week(number)!;
        return week.count() > 0 && this.savedRevisions.get(number) !== week.revision;
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

    private saveWeek(number: number, pause: Pause): void {
        const week = this.log.open(number, pause)!;
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
        this.weeks.set(number, text);
        this.savedRevisions.set(number, revision);
        if (number !== this.log.weekNumbers[this.log.weekNumbers.length - 1]) {
            week.pack(parseWeek(text, number) as PackedWeek);
        }
    }

    /** The block of all events of an open week; nothing when the week changed on the way. */
    private packEvents(week: Week, revision: number, pause: Pause): string | undefined {
        const writer = new BlockWriter();
        for (const index of $range(0, week.size - 1)) {
            const id = week.ids[index];
            writer.add(week.times[index], id, this.log.directory.server(creatorOf(id)), week.bodies[index]);
            if (index % STEP === 0) {
                pause();
                if (!isOpenAt(week, revision)) {
                    return undefined;
                }
            }
        }
        return writer.finish();
    }
}
