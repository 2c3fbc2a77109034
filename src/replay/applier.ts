/** Applies single events to a state: decodes them, skips what is revoked or not known, and isolates the reducers. */

import { creatorOf } from "../log/key";
import type { LogCursor } from "../log/cursor";
import type { Directory } from "../log/directory";
import type { Revocations } from "../log/revocations";
import type { LedgerEvent, Schema } from "../log/schema";
import type { Build } from "./build";

/** Makes the next state: changes `state` in place. */
export type Reducer = (this: void, state: object, event: LedgerEvent) => void;

/** An event whose reducer raised, and what it raised. */
export interface ReducerFailure {
    readonly event: LedgerEvent;
    readonly message: string;
}

export class Applier {
    private readonly reducers = new LuaMap<string, Reducer>();

    constructor(
        readonly schema: Schema,
        readonly revocations: Revocations,
        readonly directory: Directory,
    ) {}

    /** Sets the reducer of a type. */
    setReducer(type: string, reducer: Reducer): void {
        this.reducers.set(type, reducer);
    }

    /** Moves a build past an event. On failure its position stays, but its state may be half changed. */
    apply(build: Build, cursor: LogCursor): ReducerFailure | undefined {
        const { time, id } = cursor;
        if (!this.revocations.isRevoked(time, id)) {
            const guid = this.directory.guid(creatorOf(id));
            const [event] = this.schema.decodePieces(time, id, cursor.pieces(), guid);
            const failure = event === undefined ? undefined : this.reduce(build.state, event);
            if (failure !== undefined) {
                return failure;
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
