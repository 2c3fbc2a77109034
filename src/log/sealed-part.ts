/**
 * What a scope's saved part holds of seals, beside its weeks: which seal stands and which weeks are absent, the sealed state, and
 * the orphans (docs/seals.md, "Storage").
 */

import { decodeBase64 } from "../codec/base64";
import { packU16, packU32, readU16, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import { decodeChecked, encodeChecked } from "../block/checked-text";
import { MAX_WEEK_EVENTS } from "../block/packed-week";
import { MAX_BODY_BYTES, splitBody } from "../event/body";
import { MAX_SERVER } from "../event/guid";
import { KEY_BYTES, MAX_TIME, packKey, unpackKey, weekOf } from "../event/key";
import { DIGEST_BYTES } from "../event/seal";
import type { NativeCodec, Pause } from "../ports";
import type { Log, RemovedEvent } from "./log";
import { packRow, readRow, type WeekSummary } from "./week-row";

const byte = string.byte;
const char = string.char;
const sub = string.sub;

/** Most orphans that are kept. */
export const ORPHAN_LIMIT = 4096;

/** Most bytes of a sealed state, coded canonically. */
export const SEALED_STATE_BYTES = 8 * 1024 * 1024;

/** Flags of a seal. */
export const enum SealFlag {
    /** Its state was checked by replay. */
    Checked = 1,
    /** It was adopted: believed without the history. */
    Adopted = 2,
    /** A peer has checked it. */
    Confirmed = 4,
}

/** Most that Deflate adds to what it cannot shorten, for any size up to the limit: 5 bytes for each stored block of 65,535. */
const STREAM_BYTES = SEALED_STATE_BYTES + 1024;

/** Digest, week, state version and plain size; and digits of base64 that hold them behind the checksum. */
const STATE_HEAD_BYTES = DIGEST_BYTES + 10;
const HEAD_DIGITS = 40;

/** Rows or orphans that are read or written between two looks at the frame's budget. */
const STEP = 16;

/** Most seals that the file has. */
export const SEAL_LIMIT = 64;

/** The last week that a row can be of. */
const MAX_WEEK = weekOf(MAX_TIME);

/** Stands for the key of a seal where there is none. */
const NO_KEY = packKey(0, 0);

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

/** The seal that stands. */
export interface SavedSeal {
    /** Its packed key, and its body. */
    readonly key: string;
    readonly body: string;
    /** Sum of SealFlags. */
    readonly flags: number;
}

/** A seal that stands in the log. */
export interface SealEvent {
    readonly time: number;
    readonly id: number;
    readonly body: string;
}

/** What a sealed state is. */
export interface StateHead {
    readonly digest: string;
    /** The weeks before it lead to it. */
    readonly week: number;
    /** The version of the addon that made it. */
    readonly stateVersion: number;
    /** Bytes of the canonical coding. */
    readonly plainSize: number;
}

/** A sealed state. */
export interface SealedState extends StateHead {
    /** Raw Deflate of the canonical coding. */
    readonly stream: string;
}

/** An event of a sealed week that is not sealed. */
export type Orphan = RemovedEvent;

/** What `seal` holds. */
interface SealPart {
    readonly seal: SavedSeal;
    readonly rows: WeekSummary[];
}

/** The saved seal of one scope. */
export class SealedPart {
    /** The parts that were damaged, and stand in the quarantine now. Read only. */
    readonly damagedParts: PartName[] = [];
    private saved: SavedSeal = { key: NO_KEY, body: "", flags: 0 };
    private events: SealEvent[] = [];
    private areEventsSaved = true;
    private list: Orphan[] = [];
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
        this.events = this.loadPart("seals", readSeals, pause) ?? [];
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
        for (const other of this.list) {
            if (other.time === time && other.id === id && other.body === body) {
                return true;
            }
        }
        if (this.list.length >= ORPHAN_LIMIT) {
            return false;
        }
        this.list[this.list.length] = { time, id, body, server };
        this.orphansRevision++;
        return true;
    }

    /** Takes the orphans with a key off the list. @returns whether there were some. */
    removeOrphan(time: number, id: number): boolean {
        const kept = this.list.filter((orphan) => orphan.time !== time || orphan.id !== id);
        if (kept.length === this.list.length) {
            return false;
        }
        this.list = kept;
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

    /** Takes the saved state out of the file. */
    dropState(): void {
        this.scope.sealState = undefined;
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
            const text = encodeChecked(packSeals(events), this.native, pause);
            this.scope.seals = events.length === 0 ? undefined : text;
            this.areEventsSaved = events === this.events;
        }
        const revision = this.orphansRevision;
        if (this.savedOrphans !== revision) {
            const bytes = packOrphans(this.list, pause);
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

function packSeal({ key, body, flags }: SavedSeal, rows: readonly WeekSummary[], pause: Pause): string {
    const parts = [key + char(flags) + encodeVarint(body.length) + body];
    for (const index of $range(0, rows.length - 1)) {
        parts[index + 1] = packRow(rows[index]);
        restAt(index, pause);
    }
    return table.concat(parts);
}

function readSeal(bytes: string, pause: Pause): SealPart | undefined {
    const flags = byte(bytes, KEY_BYTES + 1) as number | undefined;
    const [length, bodyAt] = decodeVarint(bytes, KEY_BYTES + 2);
    if (flags === undefined || length === undefined || length > MAX_BODY_BYTES) {
        return undefined;
    }
    const rows: WeekSummary[] = [];
    let count = 0;
    let last = -1;
    let position = bodyAt + length;
    while (position <= bytes.length) {
        const [row, next] = readRow(bytes, position);
        const isSound = row !== undefined && row.weekNumber > last && row.weekNumber <= MAX_WEEK;
        if (!isSound || row.count === 0 || row.count > MAX_WEEK_EVENTS) {
            return undefined;
        }
        rows[count] = row;
        last = row.weekNumber;
        position = next!;
        count++;
        restAt(count, pause);
    }
    const body = sub(bytes, bodyAt, bodyAt + length - 1);
    return body.length === length ? { seal: { key: sub(bytes, 1, KEY_BYTES), body, flags }, rows } : undefined;
}

function packSeals(seals: readonly SealEvent[]): string {
    return table.concat(seals.map(({ time, id, body }) => packKey(time, id) + encodeVarint(body.length) + body));
}

function readSeals(this: void, bytes: string): SealEvent[] | undefined {
    const seals: SealEvent[] = [];
    let position = 1;
    while (position <= bytes.length) {
        const [time, id] = unpackKey(bytes, position);
        const [length, bodyAt] = decodeVarint(bytes, position + KEY_BYTES);
        if (time === undefined || length === undefined || length > MAX_BODY_BYTES || seals.length === SEAL_LIMIT) {
            return undefined;
        }
        if (bodyAt + length - 1 > bytes.length) {
            return undefined;
        }
        seals[seals.length] = { time, id, body: sub(bytes, bodyAt, bodyAt + length - 1) };
        position = bodyAt + length;
    }
    return seals;
}

function packOrphans(orphans: readonly Orphan[], pause: Pause): string {
    const parts: string[] = [];
    for (const index of $range(0, orphans.length - 1)) {
        const { time, id, server, body } = orphans[index];
        parts[index] = packKey(time, id) + encodeVarint(server) + encodeVarint(body.length) + body;
        restAt(index, pause);
    }
    return table.concat(parts);
}

function readOrphans(bytes: string, pause: Pause): Orphan[] | undefined {
    const orphans: Orphan[] = [];
    let count = 0;
    let position = 1;
    while (position <= bytes.length) {
        const [time, id] = unpackKey(bytes, position);
        const [server, lengthAt] = decodeVarint(bytes, position + KEY_BYTES);
        const [length, bodyAt] = decodeVarint(bytes, lengthAt ?? bytes.length + 1);
        if (time === undefined || server === undefined || length === undefined || server > MAX_SERVER) {
            return undefined;
        }
        const body = sub(bytes, bodyAt, bodyAt + length - 1);
        if (body.length !== length || splitBody(body) === undefined || count === ORPHAN_LIMIT) {
            return undefined;
        }
        orphans[count] = { time, id, body, server };
        position = bodyAt + length;
        count++;
        restAt(count, pause);
    }
    return orphans;
}

function readStateHead(bytes: string): StateHead | undefined {
    const week = readU16(bytes, DIGEST_BYTES + 1);
    const stateVersion = readU32(bytes, DIGEST_BYTES + 3);
    const plainSize = readU32(bytes, DIGEST_BYTES + 7);
    if (week === undefined || stateVersion === undefined || plainSize === undefined || plainSize > SEALED_STATE_BYTES) {
        return undefined;
    }
    return { digest: sub(bytes, 1, DIGEST_BYTES), week, stateVersion, plainSize };
}

function readState(this: void, bytes: string): SealedState | undefined {
    const head = readStateHead(bytes);
    const stream = sub(bytes, STATE_HEAD_BYTES + 1);
    return head === undefined || stream.length > STREAM_BYTES ? undefined : { ...head, stream };
}

function restAt(count: number, pause: Pause): void {
    if (count % STEP === 0) {
        pause();
    }
}
