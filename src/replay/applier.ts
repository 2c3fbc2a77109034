/**
 * Applies single events to a state: decodes them, skips those that are revoked, unknown or imported twice, and isolates the
 * reducers.
 */

import type { ReducerFailure } from "../api/replay";
import { encodeId, type ImportId } from "../event/import-mark";
import { creatorOf } from "../event/key";
import { LogCursor } from "../log/cursor";
import { bodyAt } from "../log/lookup";
import type { Directory } from "../log/directory";
import type { Revocations } from "../log/revocations";
import type { LedgerEvent } from "../api/event";
import type { Pause } from "../ports";
import { REVOKE, type Schema } from "../event/schema";
import type { Build, ImportedRows } from "./build";

const noPause: Pause = () => {};

/** Makes the next state: changes `state` in place. */
export type Reducer = (this: void, state: object, event: LedgerEvent) => void;

/** Applies the events of one log. */
export class Applier {
    /** The last event that was passed over because it does not fit the fields of its type; nil when there was none. */
    schemaMismatch: LedgerEvent | undefined;
    /** The last one that was passed over because another one of its second has its id, but not its creator and body. */
    importRepeat: LedgerEvent | undefined;
    private readonly reducers = new LuaMap<string, Reducer>();
    /** The creator of the last event, and its GUID as the directory knew it at that revision. */
    private creator = -1;
    private revision = -1;
    private guid = "";

    constructor(
        readonly schema: Schema,
        readonly revocations: Revocations,
        readonly directory: Directory,
    ) {}

    /** Sets the reducer of a type, which may have other fields now. */
    setReducer(type: string, reducer: Reducer): void {
        this.schemaMismatch = undefined;
        this.importRepeat = undefined;
        this.reducers.set(type, reducer);
    }

    /** Moves a build past an event. On failure its position stays, but its state may be half changed. */
    apply(build: Build, cursor: LogCursor): ReducerFailure | undefined {
        const { time, id } = cursor;
        const event = this.revocations.isRevoked(time, id) ? undefined : this.read(cursor);
        const isApplied =
            event !== undefined && (event.importId === undefined || !this.isPassedOver(build, cursor, event));
        // A reducer that submits may put an event before this one, which must be known to be passed by then.
        const { time: timeBefore, id: idBefore } = build;
        build.time = time;
        build.id = id;
        if (isApplied) {
            const raised = this.reduce(build.state, event);
            if (raised !== undefined) {
                build.time = timeBefore;
                build.id = idBefore;
                return raised;
            }
        }
        build.count++;
        return undefined;
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
        const { directory } = this;
        const creator = creatorOf(id);
        if (creator !== this.creator || directory.revision !== this.revision) {
            this.creator = creator;
            this.revision = directory.revision;
            this.guid = directory.guid(creator);
        }
        const [event, failure] = this.schema.decodeRow(time, id, cursor.row(), this.guid);
        if (failure === "schemaMismatch") {
            this.schemaMismatch = this.schema.describeUnknown(time, id, cursor.body(), this.guid);
        }
        return event;
    }

    /** Whether an event is an imported one that is revoked by its id, or one of whose second another comes first. */
    private isPassedOver(build: Build, cursor: LogCursor, event: LedgerEvent): boolean {
        const importId = event.importId as ImportId | undefined;
        if (importId === undefined || event.type === REVOKE.name) {
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
            return this.revocations.isImportRevoked(importId);
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
        const reducer = this.reducers.get(event.type);
        if (reducer === undefined) {
            return undefined;
        }
        const [ok, message] = pcall(reducer, state, event);
        return ok ? undefined : { event, message: tostring(message) };
    }
}

/** What events of a second have in common that are one row. Events of another type never are: others may write those. */
function rowOf({ type }: LedgerEvent, importId: ImportId): string {
    return `${type}\0${encodeId(importId)!}`;
}
