/**
 * Applies single events to a state: decodes them, skips those that are revoked, unknown or imported twice, and isolates the
 * reducers.
 */

import type { ReducerFailure } from "../api/replay";
import { encodeId, type ImportId } from "../event/import-mark";
import type { ReadAhead } from "../block/event-reader";
import type { GeneratedReader } from "../event/generated-reader";
import { formatGuid, MAX_SERVER } from "../event/guid";
import { isWholeWithin } from "../numbers";
import { COUNTERS, creatorOf, isKeyBefore } from "../event/key";
import { LogCursor } from "../log/cursor";
import { bodyAt } from "../log/lookup";
import type { Directory } from "../log/directory";
import { type Revocations, targetOf } from "../log/revocations";
import type { LedgerEvent } from "../api/event";
import type { Pause } from "../ports";
import { REVOKE, type Schema } from "../event/schema";
import { type Build, type ImportedRows, newBuild } from "./build";

const min = math.min;

const noPause: Pause = () => {};

/** Makes the next state: changes `state` in place. */
export type Reducer = (this: void, state: object, event: LedgerEvent) => void;

/** Which events are skipped, of a replay that asks somebody else than the ledger's own revocations. */
export interface Skips {
    /** Whether the event with this key is revoked by that key. */
    isRevoked(time: number, id: number): boolean;
    /** Whether the imported events with this id are revoked by it. */
    isImportRevoked(importId: ImportId, time: number): boolean;
}

/** What an applier asks of revocations. */
type Revoked = Pick<Revocations, "size" | "isRevoked" | "isImportRevoked">;

/** Applies the events of one log. */
export class Applier {
    /** The last event that was passed over because it does not fit the fields of its type; nil when there was none. */
    schemaMismatch: LedgerEvent | undefined;
    /** The last one that was passed over because another one of its second has its id, but not its creator and body. */
    importRepeat: LedgerEvent | undefined;
    /** The creator of the last event, and its GUID as the directory knew it at that revision. */
    private creator = -1;
    private revision = -1;
    private guid = "";
    /** Whether what comes behind the event that is being applied is to be looked at anew: see interrupt(). */
    private isInterrupted = false;

    constructor(
        readonly schema: Schema,
        readonly revocations: Revoked,
        readonly directory: Directory,
        private readonly reducers = new LuaMap<string, Reducer>(),
        private readonly undos = new LuaMap<string, Reducer>(),
    ) {}

    /** One with the same reducers that skips other events. */
    withSkips(skips: Skips): Applier {
        const revocations: Revoked = {
            size: 1,
            isRevoked: (time: number, id: number) => skips.isRevoked(time, id),
            isImportRevoked: (importId: ImportId, time: number) => skips.isImportRevoked(importId, time),
        };
        return new Applier(this.schema, revocations, this.directory, this.reducers, this.undos);
    }

    /** Sets the reducer of a type, which may have other fields now. */
    setReducer(type: string, reducer: Reducer): void {
        this.schemaMismatch = undefined;
        this.importRepeat = undefined;
        this.reducers.set(type, reducer);
        this.interrupt();
    }

    /**
     * Sets what takes back an event of a type whose revocation carries its body, and so is applied where it stands; nil for none:
     * such a revocation is passed over.
     */
    setUndo(type: string, undo: Reducer | undefined): void {
        if (undo === undefined) {
            this.undos.delete(type);
        } else {
            this.undos.set(type, undo);
        }
        this.interrupt();
    }

    /** Ends applyRun() behind the event that it is at: the log has changed, or replay is to do something else. */
    interrupt(): void {
        this.isInterrupted = true;
    }

    /** Moves a build past an event. On failure its position stays, but its state may be half changed. */
    apply(build: Build, cursor: LogCursor): ReducerFailure | undefined {
        const { time, id } = cursor;
        const event = this.revocations.isRevoked(time, id) ? undefined : this.read(cursor);
        return this.applyRead(build, cursor, event);
    }

    /**
     * Moves a build past an event and those behind it that the cursor has read ahead, and the cursor to the last of them.
     * @param most events.
     * @returns number of events that were passed; the cursor is at the one behind them where that failed.
     */
    applyRun(
        build: Build,
        cursor: LogCursor,
        most: number,
    ): LuaMultiReturn<[count: number, failure: ReducerFailure | undefined]> {
        const { count } = build;
        const ahead = cursor.ahead();
        const failure = ahead === undefined ? this.apply(build, cursor) : this.applyAhead(build, cursor, ahead, most);
        return $multi(build.count - count, failure);
    }

    private applyAhead(build: Build, cursor: LogCursor, ahead: ReadAhead, most: number): ReducerFailure | undefined {
        const { times, ids, aheadForms, pieces, stride } = ahead;
        const { revocations } = this;
        const first = ahead.index;
        let typeByte: string | undefined;
        let fieldCount = 0;
        let read: GeneratedReader | undefined;
        let reducer: Reducer | undefined;
        let creator = -1;
        let guid = "";
        this.isInterrupted = false;
        for (const row of $range(first, min(first + most, ahead.until) - 1)) {
            const id = ids[row];
            const time = times[row];
            const offset = row * stride;
            if (pieces[offset] !== typeByte || aheadForms[row].fieldCount !== fieldCount) {
                typeByte = pieces[offset];
                fieldCount = aheadForms[row].fieldCount;
                const [name, generated] = this.schema.readerOf(typeByte, fieldCount);
                read = generated;
                reducer = name === undefined ? undefined : this.reducers.get(name);
            }
            const counter = id % COUNTERS;
            if (id - counter !== creator * COUNTERS) {
                creator = (id - counter) / COUNTERS;
                guid = this.guidOf(creator);
            }
            let event: LedgerEvent | undefined;
            if (read !== undefined && (revocations.size === 0 || !revocations.isRevoked(time, id))) {
                event = read(time, creator, counter, guid, pieces, offset);
            }
            let failure: ReducerFailure | undefined;
            if (event !== undefined && event.importId === undefined) {
                failure = step(build, time, id, event, reducer);
            } else {
                cursor.moveTo(row);
                failure = event === undefined ? this.apply(build, cursor) : this.applyRead(build, cursor, event);
            }
            if (failure !== undefined || this.isInterrupted) {
                cursor.moveTo(row);
                return failure;
            }
        }
        cursor.moveTo(min(first + most, ahead.until) - 1);
        return undefined;
    }

    /** Moves a build past the event that a cursor is at. @param event it; nil when it is not to be applied. */
    private applyRead(build: Build, cursor: LogCursor, event: LedgerEvent | undefined): ReducerFailure | undefined {
        if (event !== undefined && event.type === REVOKE.name) {
            return this.applyRevocation(build, cursor, event);
        }
        const isApplied =
            event !== undefined && (event.importId === undefined || !this.isPassedOver(build, cursor, event));
        const reducer = isApplied ? this.reducers.get(event.type) : undefined;
        return step(build, cursor.time, cursor.id, event, reducer);
    }

    /** Moves a build past a revocation, and undoes what it names where it carries that. */
    private applyRevocation(build: Build, cursor: LogCursor, event: LedgerEvent): ReducerFailure | undefined {
        const { time, id } = cursor;
        const target = targetOf(cursor.body());
        if (target?.undoBody === undefined || !isKeyBefore(target.time, target.id, time, id)) {
            return step(build, time, id, undefined, undefined);
        }
        const undone = this.decode(target.time, target.id, target.undoBody, event.targetServer);
        const failure = step(build, time, id, undone, undone && this.undos.get(undone.type));
        return failure && { event, message: failure.message };
    }

    /** Moves a build past an event without applying it. */
    pass(build: Build, time: number, id: number): void {
        build.time = time;
        build.id = id;
        build.count++;
    }

    /** The event that a cursor is at; nil when it does not fit what is defined. */
    private read(cursor: LogCursor): LedgerEvent | undefined {
        const { time, id } = cursor;
        const guid = this.guidOf(creatorOf(id));
        const [event, failure] = this.schema.decodeRow(time, id, cursor.row(), guid);
        if (failure === "schemaMismatch") {
            this.schemaMismatch = this.schema.describeUnknown(time, id, cursor.body(), guid);
        }
        return event;
    }

    /** The event with this key and body; nil when it does not fit what is defined. @param server id of that of its creator. */
    private decode(time: number, id: number, body: string, server: unknown): LedgerEvent | undefined {
        const creator = creatorOf(id);
        const guid = isWholeWithin(server, 0, MAX_SERVER) ? formatGuid(server, creator) : this.guidOf(creator);
        const [event, failure] = this.schema.decode(time, id, body, guid);
        if (failure === "schemaMismatch") {
            this.schemaMismatch = this.schema.describeUnknown(time, id, body, guid);
        }
        return event;
    }

    /** The GUID of a creator. */
    private guidOf(creator: number): string {
        const { directory } = this;
        if (creator !== this.creator || directory.revision !== this.revision) {
            this.creator = creator;
            this.revision = directory.revision;
            this.guid = directory.guid(creator);
        }
        return this.guid;
    }

    /** Whether an event is an imported one that is revoked by its id, or one of whose second another comes first. */
    private isPassedOver(build: Build, cursor: LogCursor, event: LedgerEvent): boolean {
        const importId = event.importId as ImportId | undefined;
        if (importId === undefined) {
            return false;
        }
        if (build.rows?.time !== event.time) {
            build.rows = this.readRows(build, cursor, event.time);
        }
        const { firsts } = build.rows!;
        const row = rowOf(event, importId);
        const first = firsts.get(row) ?? cursor.id;
        firsts.set(row, first);
        if (first === cursor.id) {
            return this.revocations.isImportRevoked(importId, event.time);
        }
        if (creatorOf(first) !== event.creator || bodyAt(cursor.log, event.time, first) !== cursor.body()) {
            this.importRepeat = event;
        }
        return true;
    }

    /** The imported events of a second that are behind a build which came from elsewhere, such as a checkpoint. */
    private readRows(build: Build, cursor: LogCursor, time: number): ImportedRows {
        const firsts = new LuaMap<string, number>();
        if (build.time === time) {
            const past = new LogCursor(cursor.log);
            past.seek(time, -1);
            while (past.next(noPause) && past.time === time && past.id <= build.id) {
                const [event] = this.schema.decodeRow(time, past.id, past.row(), "");
                const importId = event?.type === REVOKE.name ? undefined : (event?.importId as ImportId | undefined);
                const row = importId === undefined ? undefined : rowOf(event!, importId);
                if (row !== undefined && !firsts.has(row) && !this.revocations.isRevoked(time, past.id)) {
                    firsts.set(row, past.id);
                }
            }
        }
        return { time, firsts };
    }

    /** Calls the reducer of an event's type, if there is one. */
    reduce(state: object, event: LedgerEvent): ReducerFailure | undefined {
        return step(newBuild(state), event.time, 0, event, this.reducers.get(event.type));
    }
}

/** Moves a build past an event. @param reducer what it is given to, if anything. */
function step(
    build: Build,
    time: number,
    id: number,
    event: LedgerEvent | undefined,
    reducer: Reducer | undefined,
): ReducerFailure | undefined {
    // A reducer that submits may put an event before this one, which must be known to be passed by then.
    const { time: timeBefore, id: idBefore } = build;
    build.time = time;
    build.id = id;
    if (reducer !== undefined) {
        const [ok, message] = pcall(reducer, build.state, event!);
        if (!ok) {
            build.time = timeBefore;
            build.id = idBefore;
            return { event: event!, message: tostring(message) };
        }
    }
    build.count++;
    return undefined;
}

/** What events of a second have in common that are one row. Events of another type never are: others may write those. */
function rowOf({ type }: LedgerEvent, importId: ImportId): string {
    return `${type}\0${encodeId(importId)!}`;
}
