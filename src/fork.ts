/** A sandbox on a ledger: shows what events would lead to, and sends nothing until they are committed. */

import { packEvent, type SubmitRefusal } from "./arguments";
import type { Emitter } from "./emitter";
import { COUNTERS } from "./log/key";
import type { LedgerEvent } from "./log/schema";
import type { Session } from "./session";

/** What became of the events of a fork. */
export interface CommitResult {
    readonly committed: number;
    /** Events that submit() refused, by reason. They stay in the fork. */
    readonly refused: Partial<Record<SubmitRefusal, number>>;
}

export class Fork<State extends object = object> {
    private readonly bodies: string[] = [];
    private state: object | undefined;
    /** Number of the copy under way: one that was overtaken is thrown away. */
    private copies = 0;
    private isDropped = false;
    private readonly stopListening: (this: void) => void;

    /**
     * Made by `ledger:fork()`.
     * @param own tells the listeners of the fork.
     */
    constructor(
        private readonly session: Session,
        ledger: Emitter,
        private readonly own: Emitter,
    ) {
        this.stopListening = ledger.on("stateChanged", () => this.rebuild());
        this.rebuild();
    }

    /**
     * Adds an event to the fork alone.
     * @returns the event under a provisional key; it gets another when it is committed.
     */
    submit(type: string, values: Readonly<Record<string, unknown>>): LedgerEvent | undefined {
        const body = packEvent("fork.submit", this.session.schema, type, values);
        const counter = this.bodies.length;
        this.bodies[counter] = body;
        if (this.state !== undefined) {
            this.apply(this.state, counter);
            this.own.emit("stateChanged");
        }
        return this.session.preview(body, counter % COUNTERS);
    }

    /** The ledger's state with the events of the fork applied; until the copy is made, some frames long, without. */
    getState(): State {
        return (this.state ?? this.session.replay.getState()) as State;
    }

    /** Whether getState() shows the events of the fork. */
    isReady(): boolean {
        return this.state !== undefined;
    }

    /** Number of events in the fork. */
    count(): number {
        return this.bodies.length;
    }

    /** Calls `listener` whenever the state of the fork has changed. */
    onStateChanged(listener: (this: void) => void): void {
        this.own.on("stateChanged", listener);
    }

    /** Submits the events to the ledger, in order, and drops the fork when all went in. */
    commit(): CommitResult {
        const refused: Partial<Record<SubmitRefusal, number>> = {};
        const left: string[] = [];
        let committed = 0;
        for (const body of this.bodies) {
            const [event, refusal] = this.session.submit(body);
            if (event === undefined && refusal !== "held") {
                left[left.length] = body;
                refused[refusal!] = (refused[refusal!] ?? 0) + 1;
            } else {
                committed++;
            }
        }
        while (this.bodies.length > 0) {
            table.remove(this.bodies);
        }
        for (const body of left) {
            this.bodies[this.bodies.length] = body;
        }
        if (left.length === 0) {
            this.drop();
        }
        return { committed, refused };
    }

    /** Forgets the events. The fork shows the ledger's state from then on. */
    drop(): void {
        if (!this.isDropped) {
            this.isDropped = true;
            this.stopListening();
            this.state = undefined;
        }
    }

    /** Makes the state anew from the ledger's. */
    private rebuild(): void {
        this.copies++;
        const copy = this.copies;
        this.session.replay.copy((state) => {
            if (copy !== this.copies || this.isDropped || state === undefined) {
                return;
            }
            for (const index of $range(0, this.bodies.length - 1)) {
                this.apply(state, index);
            }
            this.state = state;
            this.own.emit("stateChanged");
        });
    }

    private apply(state: object, index: number): void {
        this.session.replay.reduce(state, this.session.preview(this.bodies[index], index % COUNTERS));
    }
}
