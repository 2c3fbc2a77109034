/** The replay of a log in a client's frames. */

import { LogCursor } from "../../src/log/cursor";
import { creatorOf } from "../../src/event/key";
import type { Log } from "../../src/log/log";
import type { LedgerEvent } from "../../src/api/event";
import { Applier, type Reducer } from "../../src/replay/applier";
import { DEFAULT_CHECKPOINT_BYTES } from "../../src/replay/checkpoints";
import { parsePath } from "../../src/replay/list-paths";
import { Replay } from "../../src/replay/replay";
import { newSchema } from "./dkp";
import { FRAME_RATE, Frames, strictGuard } from "./frames";
import { newRevocations } from "./logs";
import { noPause, NO_NATIVE } from "./ports";

/** What an addon makes of awards. */
export interface AwardLedger {
    readonly initialState: (this: void) => object;
    readonly reducer: Reducer;
    readonly appendOnly: readonly string[];
}

/** Seconds between two saves of the state. */
const SAVE_SECONDS = 5;

export class ReplayStage {
    readonly frames = new Frames();
    readonly replay: Replay;
    /** Number of calls of the reducer. */
    calls = 0;
    /** Called with each state that readers are told of. */
    onState: (this: void, state: object) => void = () => {};

    constructor(
        readonly log: Log,
        { initialState, reducer, appendOnly }: AwardLedger,
    ) {
        const { frames } = this;
        const applier = new Applier(newSchema(), newRevocations(), log.directory);
        applier.setReducer("award", (state, event) => {
            this.calls++;
            reducer(state, event);
        });
        this.replay = new Replay(
            {
                log,
                applier,
                initialState,
                limits: { batchSize: 1000, budget: 4, interval: 0 },
                checkpointBytes: DEFAULT_CHECKPOINT_BYTES,
                appendOnly: appendOnly.map((path) => parsePath(path)!),
                clock: frames.clock,
                timers: frames.timers,
                background: frames.worker,
                guard: strictGuard,
                listener: {
                    stateChanged: (state) => this.onState(state),
                    reducerError() {},
                    isSkipped: () => false,
                },
            },
            NO_NATIVE,
            () => ({ stateVersion: 1, schema: 1, revocations: 0 }),
        );
    }

    start(savedText?: string): this {
        this.replay.start(savedText, () => true);
        return this;
    }

    isCurrent(): boolean {
        return this.replay.status().lag === 0;
    }

    /** Lets frames pass until the state shows the whole log. Returns the seconds of game time that takes. */
    settle(): number {
        return this.frames.until(() => this.isCurrent());
    }

    /** Lets frames pass, in which the state is saved as a session does it. */
    play(seconds: number): void {
        const { frames, replay } = this;
        for (const second of $range(1, seconds)) {
            if (second % SAVE_SECONDS === 0) frames.worker.run((pause) => replay.saveCheckpoint(pause, false));
            const end = frames.clock.frame + FRAME_RATE;
            frames.until(() => frames.clock.frame >= end);
        }
    }
}

/** All events as tables: what the bare loop of the reducer runs over. */
export function readyEvents(log: Log): LedgerEvent[] {
    const schema = newSchema();
    const cursor = new LogCursor(log);
    const events: LedgerEvent[] = [];
    let count = 0;
    while (cursor.next(noPause)) {
        const [event] = schema.decode(cursor.time, cursor.id, cursor.body(), log.directory.guid(creatorOf(cursor.id)));
        events[count] = event!;
        count++;
    }
    return events;
}

/** Lets frames pass until an event that comes late is in the log: opening its week is not replay. */
export function insertLate({ log, frames }: ReplayStage, time: number, id: number, body: string): void {
    const before = log.count();
    log.insert(time, id, body);
    frames.until(() => log.count() > before);
}
