/**
 * What a scope's saved part holds of seals, beside its weeks: which seal stands and which weeks are absent, the sealed state, and
 * the orphans (docs/seals.md, "Storage").
 */

import { decodeBase64 } from "../codec/base64";
import { packU16, packU32 } from "../codec/integers";
import { decodeChecked, encodeChecked } from "../block/checked-text";
import { packKey } from "../event/key";
import type { NativeCodec, Pause } from "../ports";
import type { Log } from "./log";
import {
    NO_KEY,
    type Orphan,
    ORPHAN_LIMIT,
    packEvents,
    packSeal,
    readOrphans,
    readSeal,
    readSeals,
    readState,
    readStateHead,
    type SavedSeal,
    type SealedState,
    type SealEvent,
    type StateHead,
} from "./sealed-texts";
import type { WeekSummary } from "./week-row";

const sub = string.sub;

/** Flags of a seal. */
export const enum SealFlag {
    /** Its state was checked by replay. */
    Checked = 1,
    /** It was adopted: believed without the history. */
    Adopted = 2,
    /** A peer has checked it. */
    Confirmed = 4,
}

/** Digits of base64 that hold the head of a state behind the checksum. */
const HEAD_DIGITS = 40;

/** The names of the parts, as they stand in the scope. */
type PartName = "seal" | "sealState" | "seals" | "orphans";

/** The parts of a scope. */
export interface SealedScope {
    /** Packed key of the seal, flags u8, varint length of its body, body, the packed rows of absent weeks. */
    seal?: string;
    /** Digest, week u16, state version u32, plain size u32, Deflate of the canonical state. */
    sealState?: string;
    /** Packed key, varint length, body; for each seal of the log. */
    seals?: string;
    /** Packed key, server id varint, varint length, body; for each. */
    orphans?: string;
}

/** The saved seal of one scope. */
export class SealedPart {
    /** The parts that were damaged, and stand in the quarantine now. Read only. */
    readonly damagedParts: PartName[] = [];
    private saved: SavedSeal = { key: NO_KEY, body: "", flags: 0 };
    private events: SealEvent[] = [];
    private areEventsSaved = true;
    private list: Orphan[] = [];
    /** The first orphan under each packed key. */
    private readonly orphanAt = new LuaMap<string, Orphan>();
    /** Rows of weeks that are about to be dropped. */
    private readonly going = new LuaMap<number, WeekSummary>();
    /** Raised by every change of the seal, and of the orphans; and what of it the file holds. */
    private sealRevision = 0;
    private orphansRevision = 0;
    private savedSeal = 0;
    private savedAbsent: number;
    private savedOrphans = 0;
    /** Parts that load() could not read. */
    private readonly faults: PartName[] = [];

    /**
     * @param scope the saved part of the scope.
     * @param setAside keeps a damaged text in the quarantine.
     */
    constructor(
        private readonly scope: SealedScope,
        private readonly log: Log,
        private readonly native: NativeCodec,
        private readonly setAside: (this: void, what: string, text: string) => void,
    ) {
        this.savedAbsent = log.absentRevision;
    }

    /** Reads seal and orphans, and makes the absent weeks absent, in slices. Called once, before any week is in the log. */
    load(pause: Pause): void {
        const { log } = this;
        const part = this.loadPart("seal", (bytes) => readSeal(bytes, pause), pause);
        for (const row of part?.rows ?? []) {
            log.makeAbsent(row.weekNumber, row);
        }
        this.saved = part?.seal ?? this.saved;
        this.savedAbsent = log.absentRevision;
        this.list = this.loadPart("orphans", (bytes) => readOrphans(bytes, pause), pause) ?? [];
        for (const orphan of this.list) {
            this.noteOrphan(orphan);
            pause();
        }
        this.events = this.loadPart("seals", (bytes) => readSeals(bytes, pause), pause) ?? [];
    }

    /** Moves what load() could not read to the quarantine. */
    quarantine(): void {
        for (const name of this.faults) {
            this.dropDamaged(name);
        }
    }

    /** The seal that stands; nil when there is none. */
    seal(): SavedSeal | undefined {
        return this.saved.key === NO_KEY ? undefined : this.saved;
    }

    /** Sets the seal that stands; nil when there is none any more. */
    setSeal(seal: SavedSeal | undefined): void {
        const { key, body, flags } = seal ?? { key: NO_KEY, body: "", flags: 0 };
        if (key !== this.saved.key || body !== this.saved.body || flags !== this.saved.flags) {
            this.saved = { key, body, flags };
            this.sealRevision++;
        }
    }

    /** The seals of the log, as the file has them. */
    seals(): readonly SealEvent[] {
        return this.events;
    }

    /** Sets the seals of the log. */
    setSeals(seals: readonly SealEvent[]): void {
        this.events = seals.slice();
        this.areEventsSaved = false;
    }

    /**
     * Puts the rows of weeks into the file that are about to be dropped, so that they are there when their events go. A week whose
     * row is another one later must stay.
     */
    announce(rows: readonly WeekSummary[], pause: Pause): void {
        for (const row of rows) {
            this.going.set(row.weekNumber, row);
        }
        this.sealRevision++;
        while (this.savedSeal !== this.sealRevision) {
            this.saveSeal(pause);
        }
    }

    /** Forgets what was announced: each of these weeks is absent now, or stays. */
    withdraw(rows: readonly WeekSummary[]): void {
        for (const { weekNumber } of rows) {
            this.going.delete(weekNumber);
        }
        this.sealRevision++;
    }

    /** The orphans, in the order in which they came. Callers do not change them. */
    orphans(): readonly Orphan[] {
        return this.list;
    }

    /** Keeps an orphan. False when there is no room for it; one that is here already needs none. */
    addOrphan(orphan: Orphan): boolean {
        const { time, id, server, body } = orphan;
        if (this.findOrphan(time, id)?.body === body) {
            return true;
        }
        if (this.list.length >= ORPHAN_LIMIT) {
            return false;
        }
        const kept = { time, id, body, server };
        this.list[this.list.length] = kept;
        this.noteOrphan(kept);
        this.orphansRevision++;
        return true;
    }

    /** The first orphan with a key; nil when there is none. */
    findOrphan(time: number, id: number): Orphan | undefined {
        return this.orphanAt.get(packKey(time, id));
    }

    private noteOrphan(orphan: Orphan): void {
        const key = packKey(orphan.time, orphan.id);
        if (!this.orphanAt.has(key)) {
            this.orphanAt.set(key, orphan);
        }
    }

    /** Takes the orphans with a key off the list. @returns whether there were some. */
    removeOrphan(time: number, id: number): boolean {
        if (this.findOrphan(time, id) === undefined) {
            return false;
        }
        this.orphanAt.delete(packKey(time, id));
        this.list = this.list.filter((orphan) => orphan.time !== time || orphan.id !== id);
        this.orphansRevision++;
        return true;
    }

    /** What the saved state is, without reading it; nil when there is none. Whether it is damaged is not known yet. */
    stateHead(): StateHead | undefined {
        const text: unknown = this.scope.sealState;
        const bytes = typeof text === "string" ? decodeBase64(sub(text, 1, HEAD_DIGITS)) : undefined;
        return bytes === undefined ? undefined : readStateHead(sub(bytes, 5));
    }

    /** Reads the saved state, in slices; nil when there is none. One that is damaged goes to the quarantine. */
    state(pause: Pause): SealedState | undefined {
        const text = this.scope.sealState;
        const state = this.read(text, readState, pause);
        if (state === undefined && text !== undefined && this.scope.sealState === text) {
            this.dropDamaged("sealState");
        }
        return state;
    }

    /** Saves a state in the place of the one before, in slices. Until this returns the file has the one before. */
    setState({ digest, week, stateVersion, plainSize, stream }: SealedState, pause: Pause): void {
        const head = digest + packU16(week) + packU32(stateVersion) + packU32(plainSize);
        this.scope.sealState = encodeChecked(head + stream, this.native, pause);
    }

    /** Whether the file lacks something of the seal or the orphans. */
    isBehind(): boolean {
        return this.isSealBehind() || this.savedOrphans !== this.orphansRevision || !this.areEventsSaved;
    }

    /** Brings seal and orphans in the file up to date. What comes on the way is for the next time. */
    save(pause: Pause): void {
        if (this.isSealBehind()) {
            this.saveSeal(pause);
        }
        if (!this.areEventsSaved) {
            const { events } = this;
            const text = encodeChecked(packEvents(events, pause), this.native, pause);
            this.scope.seals = events.length === 0 ? undefined : text;
            this.areEventsSaved = events === this.events;
        }
        const revision = this.orphansRevision;
        if (this.savedOrphans !== revision) {
            const bytes = packEvents(this.list, pause);
            this.scope.orphans = bytes === "" ? undefined : encodeChecked(bytes, this.native, pause);
            this.savedOrphans = revision;
        }
    }

    private isSealBehind(): boolean {
        return this.savedSeal !== this.sealRevision || this.savedAbsent !== this.log.absentRevision;
    }

    private saveSeal(pause: Pause): void {
        const { sealRevision, saved } = this;
        const { absentRevision } = this.log;
        const rows = this.rows();
        const bytes = packSeal(saved, rows, pause);
        const isEmpty = saved.key === NO_KEY && rows.length === 0;
        const text = isEmpty ? undefined : encodeChecked(bytes, this.native, pause);
        if (sealRevision === this.sealRevision) {
            this.scope.seal = text;
            this.savedSeal = sealRevision;
            this.savedAbsent = absentRevision;
        }
    }

    /** The rows of the weeks that are absent, or about to be. */
    private rows(): WeekSummary[] {
        const rows = this.log.absentRows();
        const isAbsent = new LuaSet<number>();
        for (const { weekNumber } of rows) {
            isAbsent.add(weekNumber);
        }
        for (const [weekNumber, row] of this.going) {
            if (!isAbsent.has(weekNumber)) {
                rows[rows.length] = row;
            }
        }
        table.sort(rows, (a, b) => a.weekNumber < b.weekNumber);
        return rows;
    }

    /** What a part of the file holds; nil when there is none. Takes note of one that is damaged. */
    private loadPart<Part>(
        name: PartName,
        parse: (this: void, bytes: string) => Part | undefined,
        pause: Pause,
    ): Part | undefined {
        const part = this.read(this.scope[name], parse, pause);
        if (part === undefined && this.scope[name] !== undefined) {
            this.faults[this.faults.length] = name;
        }
        return part;
    }

    /** What a text holds; nil when it is damaged, or none. */
    private read<Part>(
        text: unknown,
        parse: (this: void, bytes: string) => Part | undefined,
        pause: Pause,
    ): Part | undefined {
        const bytes = decodeChecked(text, this.native, pause);
        return bytes === undefined ? undefined : parse(bytes);
    }

    private dropDamaged(name: PartName): void {
        this.setAside(name, tostring(this.scope[name]));
        this.scope[name] = undefined;
        this.damagedParts[this.damagedParts.length] = name;
    }
}
