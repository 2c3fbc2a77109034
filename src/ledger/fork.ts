/** A sandbox on a ledger. It shows the state that events would lead to, and sends none of them until commit(). */

import { packEvent } from "./arguments";
import type { SubmitRefusal, LedgerEvent } from "../api/event";
import type { Emitter } from "../emitter";
import type { CommitResult, Fork as ForkFace } from "../api/ledger";
import type { ReadonlyState } from "../api/readonly-state";
import { COUNTERS } from "../event/key";
import type { Session } from "./session";

/** The public methods are documented in api/ledger.ts. */
export class Fork<State extends object = object> implements ForkFace<State> {
    private bodies: string[] = [];
    private state: object | undefined;
    /** Number of the latest copy. An older copy that finishes later is discarded. */
    private copies = 0;
    private isDropped = false;
    /** Whether the ledger's scope was closed. If so, events can no longer be submitted. */
    private isClosed = false;
    private isCommitting = false;
    /** Functions that remove the fork's listeners from the ledger. */
    private readonly subscriptions: ((this: void) => void)[];

    /**
     * Created by `ledger:fork()`.
     * @param own the emitter of the fork's own listeners.
     */
    constructor(
        private readonly session: Session,
        ledger: Emitter,
        private readonly own: Emitter,
    ) {
        this.subscriptions = [
            ledger.on("stateChanged", () => this.rebuild()),
            ledger.on("closed", () => {
                this.isClosed = true;
            }),
        ];
        this.rebuild();
    }

    submit(type: string, values: Readonly<Record<string, unknown>>): LedgerEvent | undefined {
        const body = packEvent("fork.submit", this.session.schema, type, values);
        if (this.isDropped) {
            return undefined;
        }
        const counter = this.bodies.length;
        this.bodies[counter] = body;
        if (this.state !== undefined) {
            this.apply(this.state, counter);
            this.own.emit("stateChanged");
        }
        return this.session.preview(body, counter % COUNTERS);
    }

    getState(): ReadonlyState<State> {
        return (this.state ?? this.session.replay.getState()) as ReadonlyState<State>;
    }

    isReady(): boolean {
        return this.state !== undefined;
    }

    count(): number {
        return this.bodies.length;
    }

    onStateChanged(listener: (this: void) => void): void {
        this.own.on("stateChanged", listener);
    }

    commit(): CommitResult {
        const refused: Partial<Record<SubmitRefusal, number>> = {};
        // A listener of a committed event may call commit() again.
        if (this.isCommitting) {
            return { committed: 0, refused };
        }
        this.isCommitting = true;
        const { bodies } = this;
        this.bodies = [];
        const left: string[] = [];
        for (const body of bodies) {
            const refusal = this.submitToLedger(body);
            if (refusal !== undefined) {
                left[left.length] = body;
                refused[refusal] = (refused[refusal] ?? 0) + 1;
            }
        }
        this.isCommitting = false;
        if (!this.isDropped) {
            this.bodies = left.concat(this.bodies);
            if (this.bodies.length === 0) {
                this.drop();
            }
        }
        return { committed: bodies.length - left.length, refused };
    }

    drop(): void {
        if (!this.isDropped) {
            this.isDropped = true;
            for (const end of this.subscriptions) {
                end();
            }
            this.bodies = [];
            this.state = undefined;
        }
    }

    /** Makes the fork's state again from the ledger's. */
    private rebuild(): void {
        this.copies++;
        const copy = this.copies;
        this.session.replay.copy((state) => {
            if (copy !== this.copies || this.isDropped) {
                return;
            }
            for (const index of $range(0, this.bodies.length - 1)) {
                this.apply(state, index);
            }
            this.state = state;
            this.own.emit("stateChanged");
        });
    }

    /** Returns why an event did not enter the log; nil when it did, or when it is held and enters later by itself. */
    private submitToLedger(body: string): SubmitRefusal | undefined {
        if (this.isClosed) {
            return "closed";
        }
        const [event, refusal] = this.session.submit(body);
        return event !== undefined || refusal === "held" ? undefined : refusal;
    }

    private apply(state: object, index: number): void {
        this.session.replay.reduce(state, this.session.preview(this.bodies[index], index % COUNTERS));
    }
}
