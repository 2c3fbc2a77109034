/** Copies of a state on its way through the log: as many as memory bears, and so far apart that to make them takes a fraction of the rest. */

import type { Build } from "../../src/replay/build";
import { isBehind } from "../../src/replay/build";
import { copyState } from "../../src/replay/state-copy";

/** Events between two copies, at least. */
const LEAST_STEP = 256;

/** Bytes of a copy that take about as long as an event: measured, rounded down. */
const BYTES_PER_EVENT = 400;

/** Most copies, and bytes of all. */
const MOST = 48;
const MOST_BYTES = 50_000_000;

interface Copy extends Build {
    readonly bytes: number;
}

export class Copies {
    private list: Copy[] = [];
    private step = LEAST_STEP;
    private bytes = 0;
    /** Whether the state holds what cannot be copied: then there are none. */
    private isImpossible = false;

    /** The number of events at which the next copy is due, of a build that has gone through so many. */
    nextAt(count: number): number {
        if (this.isImpossible) {
            return math.huge;
        }
        const last = this.list[this.list.length - 1]?.count ?? 0;
        return math.max(count + 1, last + this.step);
    }

    /** Copies a build. */
    take(build: Build): void {
        const [state, bytes] = copyState(build.state, () => {});
        if (state === undefined) {
            this.isImpossible = true;
            return;
        }
        this.list[this.list.length] = { ...build, state, bytes: bytes as number, rows: undefined };
        this.bytes += bytes as number;
        this.step = math.max(this.step, math.floor((bytes as number) / BYTES_PER_EVENT));
        while (this.list.length > MOST || (this.bytes > MOST_BYTES && this.list.length > 1)) {
            this.thin();
        }
    }

    /** The newest copy up to a key. */
    before(time: number, id: number): Build | undefined {
        for (const index of $range(this.list.length - 1, 0, -1)) {
            const { time: at, id: idAt } = this.list[index];
            if (at < time || (at === time && idAt <= id)) {
                return this.list[index];
            }
        }
        return undefined;
    }

    last(): Build | undefined {
        return this.list[this.list.length - 1];
    }

    /** Drops those that have gone past a key. */
    drop(time: number, id: number): void {
        this.keep((copy) => !isBehind(copy, time, id));
    }

    clear(): void {
        this.keep(() => false);
    }

    /** Drops every second one, and makes the next ones twice as far apart. */
    private thin(): void {
        let index = 0;
        const count = this.list.length;
        this.keep(() => {
            index++;
            return (count - index) % 2 === 0;
        });
        this.step *= 2;
    }

    private keep(isKept: (this: void, copy: Copy) => boolean): void {
        this.list = this.list.filter((copy) => isKept(copy));
        this.bytes = 0;
        for (const copy of this.list) {
            this.bytes += copy.bytes;
        }
    }
}
