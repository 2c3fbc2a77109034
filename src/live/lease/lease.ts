/** A lease as an addon sees it. */

import type { AcquireOptions, Lease as LeaseFace, OnAcquired, OnLeaseChanged } from "../../api/room-lease";
import { Emitter } from "../../emitter";
import { expectFunction, expectNames, expectTable, misuse, mustBe } from "../../misuse";
import type { Guard } from "../../ports";
import type { Contest } from "./contest";
import type { CheckedLeaseOptions } from "./options";

export class Lease implements LeaseFace {
    private contest: Contest | undefined;
    private readonly emitter: Emitter;

    /** @param options as checkLeaseOptions() gives them. */
    constructor(
        readonly name: string,
        readonly options: CheckedLeaseOptions,
        private readonly guard: Guard,
    ) {
        this.emitter = new Emitter(guard);
    }

    /** The room is open. */
    attach(contest: Contest): void {
        this.contest = contest;
    }

    /** The room has closed. */
    detach(): void {
        this.contest = undefined;
        this.changed([], undefined);
    }

    /** There are other holders, or another term. */
    changed(holders: readonly string[], term: number | undefined): void {
        this.emitter.emit("changed", holders, term);
    }

    acquire(callback: OnAcquired, options: AcquireOptions = {}): void {
        expectFunction("acquire", "callback", callback);
        expectTable("acquire", "options", options);
        expectNames("acquire", options, ["wait"]);
        const { wait } = options;
        if (wait !== undefined && typeof wait !== "boolean") {
            misuse("acquire", "wait", mustBe("a boolean", wait));
        }
        if (this.contest === undefined) {
            this.guard.call(callback, false, "closed");
        } else {
            this.contest.acquire(callback, wait ?? true);
        }
    }

    release(): void {
        this.contest?.release();
    }

    isHeld(): boolean {
        return this.contest?.isHeld() ?? false;
    }

    holders(): readonly string[] {
        return this.contest?.holders() ?? [];
    }

    term(): number | undefined {
        return this.contest?.term();
    }

    on(name: "changed", listener: OnLeaseChanged): (this: void) => void {
        if ((name as string) !== "changed") {
            misuse("on", "name", mustBe(`"changed"`, name));
        }
        expectFunction("on", "listener", listener);
        return this.emitter.on("changed", listener as (this: void, ...args: unknown[]) => void);
    }
}
