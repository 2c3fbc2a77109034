/** A client's replay with its log and its saved checkpoint, for specs. */

import { Log } from "../../src/log/log";
import { Revocations } from "../../src/log/revocations";
import { Schema } from "../../src/event/schema";
import { Applier, type Reducer } from "../../src/replay/applier";
import type { ReplayLimits, StateChange, Verification } from "../../src/api/replay";
import { parsePath } from "../../src/replay/list-paths";
import { Replay } from "../../src/replay/replay";
import type { SealedBase } from "../../src/replay/base";
import type { CheckpointBasis } from "../../src/replay/saved-checkpoint";
import type { Background } from "../../src/ports";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";
import { World } from "../support/world";
import type { ReferenceEvent } from "./reference";
import { addWord, NOTE, type Words } from "./stage";

export class ReplayStage {
    readonly world = new World();
    readonly schema = new Schema();
    readonly revocations: Revocations;
    readonly log: Log;
    readonly replay: Replay;
    readonly limits: ReplayLimits = { batchSize: 1000, budget: 4, interval: 0 };
    readonly changes: StateChange[] = [];
    stateVersion = 1;
    /** Words that the reducer saw, in order. */
    readonly applied: string[] = [];
    /** Called when a state is told. */
    onState: (this: void) => void = () => {};
    /** Makes a state of no events. */
    newState: (this: void) => object = (): Words => ({ words: [] });
    /** Whether events whose reducer raises are skipped. */
    isSkipping = false;
    /** Changes states beside the notes. */
    reducer: Reducer = addWord;

    /**
     * @param events what the log holds before anything is replayed.
     * @param background runs replay; nil for that of the world.
     */
    constructor(events: readonly ReferenceEvent[] = [], appendOnly: readonly string[] = [], background?: Background) {
        const { time, guard } = this.world;
        background ??= this.world.background;
        this.revocations = new Revocations(background, (eventTime, id) => this.replay.changed(eventTime, id));
        this.log = new Log(background, NO_NATIVE, {
            inserted: (eventTime, id, body) => {
                this.revocations.add(eventTime, id, body);
                this.replay.changed(eventTime, id);
            },
            conflict: (eventTime, id, kept) => {
                this.revocations.remove(eventTime, id);
                this.revocations.add(eventTime, id, kept);
                this.replay.changed(eventTime, id);
            },
            yields: () => false,
            moves: () => true,
            quarantined: () => this.replay.restart(),
        });
        const applier = new Applier(this.schema, this.revocations, this.log.directory);
        this.schema.add(NOTE);
        applier.setReducer("note", (state, event) => {
            this.applied.push(event.word as string);
            this.reducer(state, event);
        });
        this.replay = new Replay(
            {
                log: this.log,
                applier,
                initialState: () => this.newState(),
                limits: this.limits,
                checkpointBytes: 2 ** 20,
                appendOnly: appendOnly.map((path) => parsePath(path)!),
                clock: time,
                timers: time,
                background,
                guard,
                listener: {
                    stateChanged: (_state, change) => {
                        this.changes.push(change);
                        this.onState();
                    },
                    reducerError: () => {},
                    isSkipped: () => this.isSkipping,
                },
            },
            NO_NATIVE,
            (): CheckpointBasis => ({
                stateVersion: this.stateVersion,
                schema: this.schema.signature(),
                revocations: this.revocations.count(),
            }),
        );
        this.replay.pause();
        this.insert(...events);
        this.replay.resume();
    }

    /** Begins with a saved checkpoint, and lets it be taken up. */
    start(saved?: unknown, base?: SealedBase): this {
        this.replay.start(saved, () => true, base);
        return this;
    }

    insert(...events: ReferenceEvent[]): void {
        for (const { time, id, body } of events) {
            this.log.insert(time, id, body);
        }
    }

    /** Lets replay run until it has nothing to do. */
    settle(): this {
        this.world.time.advance(60);
        return this;
    }

    words(): string {
        return (this.replay.getState() as Words).words.join(" ");
    }

    /** The text of the newest checkpoint. */
    save(): string | undefined {
        return this.replay.saveCheckpoint(noPause, true);
    }

    /** What verify() finds. */
    verify(): Verification {
        let found: Verification | undefined;
        this.replay.verify((verification) => {
            found = verification;
        });
        this.settle();
        return found!;
    }
}
