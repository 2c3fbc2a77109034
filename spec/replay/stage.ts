/** A replayer with everything it needs, for specs. */

import { Log } from "../../src/log/log";
import { Revocations } from "../../src/log/revocations";
import { encodeBody, Schema } from "../../src/event/schema";
import type { LedgerEvent } from "../../src/api/event";
import { Applier, type Reducer } from "../../src/replay/applier";
import type { ReplayLimits, StateChange } from "../../src/api/replay";
import { parsePath } from "../../src/replay/list-paths";
import { Replayer } from "../../src/replay/replayer";
import { NO_NATIVE } from "../support/natives";
import { START, World } from "../support/world";
import type { ReferenceEvent } from "./reference";

export interface Words {
    words: string[];
}

/** The one type of these logs. */
export const NOTE = { name: "note", id: 1, fields: [{ name: "word", kind: "any" as const }] };

/** An event of that type, so many seconds after the start. */
export function note(seconds: number, id: number, word: string): ReferenceEvent {
    const [body] = encodeBody(NOTE, { word });
    return { time: START + seconds, id, body: body! };
}

export function addWord(this: void, state: object, event: LedgerEvent): void {
    const { words } = state as Words;
    words.push(event.word as string);
}

export class Stage {
    readonly world = new World();
    readonly schema = new Schema();
    readonly revocations: Revocations;
    readonly log: Log;
    readonly applier: Applier;
    readonly replayer: Replayer;
    readonly limits: ReplayLimits = { batchSize: 1000, budget: 4, interval: 0 };
    /** The words of each state that was told, in order. */
    readonly told: string[] = [];
    /** What was told with them. */
    readonly changes: StateChange[] = [];
    readonly halts: string[] = [];
    /** Called when a state is told. */
    onState: (this: void) => void = () => {};
    /** Whether events whose reducer raises are skipped. */
    isSkipping = false;
    /** Called when it is asked whether an event is to be skipped. */
    onFailure: (this: void) => void = () => {};

    constructor(reducer: Reducer = addWord, checkpointBytes = 100000, appendOnly: readonly string[] = []) {
        const { time, background, guard } = this.world;
        this.revocations = new Revocations(background, (eventTime, id) => this.replayer.changed(eventTime, id));
        this.log = new Log(background, NO_NATIVE, {
            inserted: (eventTime, id, body) => this.inserted(eventTime, id, body),
            conflict: (eventTime, id, kept) => this.conflict(eventTime, id, kept),
            yields: () => false,
            moves: () => true,
            quarantined: () => {},
        });
        this.applier = new Applier(this.schema, this.revocations, this.log.directory);
        this.replayer = new Replayer({
            log: this.log,
            applier: this.applier,
            initialState: (): Words => ({ words: [] }),
            limits: this.limits,
            checkpointBytes,
            appendOnly: appendOnly.map((path) => parsePath(path)!),
            clock: time,
            timers: time,
            background,
            guard,
            listener: {
                stateChanged: (state, change) => {
                    this.changes.push(change);
                    this.told.push((state as Words).words.join(" "));
                    this.onState();
                },
                reducerError: (event, message) => {
                    this.halts.push(`${event.word as string}: ${message}`);
                },
                isSkipped: () => {
                    this.onFailure();
                    return this.isSkipping;
                },
            },
        });
        this.schema.add(NOTE);
        this.setReducer("note", reducer);
    }

    setReducer(type: string, reducer: Reducer): void {
        this.applier.setReducer(type, reducer);
        this.replayer.restart();
    }

    insert(...events: ReferenceEvent[]): void {
        for (const { time, id, body } of events) {
            this.log.insert(time, id, body);
        }
    }

    /** The words of the state that readers see. */
    words(): string {
        return (this.replayer.getState() as Words).words.join(" ");
    }

    /** Lets replay run until it has nothing to do. */
    settle(): void {
        this.world.time.advance(60);
    }

    /** As a session does it. */
    private inserted(time: number, id: number, body: string): void {
        this.revocations.add(time, id, body);
        this.replayer.changed(time, id);
    }

    private conflict(time: number, id: number, kept: string): void {
        this.revocations.remove(time, id);
        this.revocations.add(time, id, kept);
        this.replayer.changed(time, id);
    }
}
