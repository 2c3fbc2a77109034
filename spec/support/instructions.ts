/** Counts what a client's code does between two looks at the clock, in instructions of Lua: they are the same on every machine. */

import { CallGuard } from "../../realm/client/call-guard";
import { Character } from "../../realm/client/character";

/** Instructions by which is counted. */
const UNIT = 1000;

/** What is replaced while counting. */
interface Replaced {
    run: (this: CallGuard, what: string | undefined, body: (this: void) => void) => void;
    getProfileTime: (this: Character) => number;
}

export class InstructionCounter {
    /** The most from the start of a callback, or a look, to the next look or the end; and what the callback was. */
    most = 0;
    what = "";
    private current = 0;
    private depth = 0;

    /** Does work, and counts in all callbacks of clients that are made on the way. */
    during(work: (this: void) => void): void {
        const guard = CallGuard.prototype as unknown as Replaced;
        const character = Character.prototype as unknown as Replaced;
        const { run } = guard;
        const { getProfileTime } = character;
        const { create } = coroutine;
        const tick = (): void => {
            this.current += UNIT;
        };
        const enter = (): void => this.enter();
        const leave = (what: string | undefined): void => this.leave(what);
        const look = (): void => this.look("a slice");
        guard.run = function (what, body) {
            enter();
            debug.sethook(tick, "", UNIT);
            run.call(this, what, body);
            debug.sethook();
            leave(what);
        };
        character.getProfileTime = function () {
            look();
            return getProfileTime.call(this);
        };
        // Each coroutine has a hook of its own.
        coroutine.create = ((body: (this: void, ...args: unknown[]) => void) =>
            create((...args: unknown[]) => {
                debug.sethook(tick, "", UNIT);
                body(...args);
            })) as typeof coroutine.create;
        const [ok, message] = pcall(work);
        guard.run = run;
        character.getProfileTime = getProfileTime;
        coroutine.create = create;
        if (!ok) error(message, 0);
    }

    reset(): void {
        this.most = 0;
        this.what = "";
    }

    private enter(): void {
        if (this.depth === 0) this.current = 0;
        this.depth++;
    }

    private leave(what: string | undefined): void {
        this.depth--;
        // Behind the loading screen nobody counts.
        if (what !== undefined) this.look(what);
        this.current = 0;
    }

    private look(what: string): void {
        if (this.current > this.most) {
            this.most = this.current;
            this.what = what;
        }
        this.current = 0;
    }
}
