/** Applies single events to a state: decodes them, skips those that are revoked or unknown, and isolates the reducers. */

import type { ReducerFailure } from "../api/replay";
import { creatorOf } from "../event/key";
import type { LogCursor } from "../log/cursor";
import type { Directory } from "../log/directory";
import type { Revocations } from "../log/revocations";
import type { LedgerEvent } from "../api/event";
import type { Schema } from "../event/schema";
import type { Build } from "./build";

/** Makes the next state: changes `state` in place. */
export type Reducer = (this: void, state: object, event: LedgerEvent) => void;

/** Applies the events of one log. */
export class Applier {
    /** The last event that was passed over because it does not fit the fields of its type; nil when there was none. */
    schemaMismatch: LedgerEvent | undefined;
    private readonly reducers = new LuaMap<string, Reducer>();

    constructor(
        readonly schema: Schema,
        readonly revocations: Revocations,
        readonly directory: Directory,
    ) {}

    /** Sets the reducer of a type, which may have other fields now. */
    setReducer(type: string, reducer: Reducer): void {
        this.schemaMismatch = undefined;
        this.reducers.set(type, reducer);
    }

    /** Moves a build past an event. On failure its position stays, but its state may be half changed. */
    apply(build: Build, cursor: LogCursor): ReducerFailure | undefined {
        const { time, id } = cursor;
        if (!this.revocations.isRevoked(time, id)) {
            const guid = this.directory.guid(creatorOf(id));
            const [event, failure] = this.schema.decodePieces(time, id, cursor.pieces(), guid);
            if (failure === "schemaMismatch") {
                this.schemaMismatch = this.schema.describeUnknown(time, id, cursor.body(), guid);
            }
            if (event !== undefined) {
                // A reducer that submits may put an event before this one, which must be known to be passed by then.
                const { time: timeBefore, id: idBefore } = build;
                build.time = time;
                build.id = id;
                const raised = this.reduce(build.state, event);
                if (raised !== undefined) {
                    build.time = timeBefore;
                    build.id = idBefore;
                    return raised;
                }
            }
        }
        this.pass(build, time, id);
        return undefined;
    }

    /** Moves a build past an event without applying it. */
    pass(build: Build, time: number, id: number): void {
        build.time = time;
        build.id = id;
        build.count++;
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
