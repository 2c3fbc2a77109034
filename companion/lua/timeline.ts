/**
 * The states of one log: now, and at any time before. Events are applied by the library's own applier; copies on the way keep a
 * step back short. All work is done in steps, so that whoever asks can stop a module that does not come to an end.
 */

import { toId } from "../../src/event/key";
import { Schema } from "../../src/event/schema";
import { Log } from "../../src/log/log";
import { LogCursor } from "../../src/log/cursor";
import type { ReducerFailure } from "../../src/api/replay";
import type { Background, Pause } from "../../src/ports";
import { Applier } from "../../src/replay/applier";
import { type Build, ID_END, isBehind, newBuild } from "../../src/replay/build";
import { copyState } from "../../src/replay/state-copy";
import { Copies } from "./copies";
import type { LedgerModule } from "./module";
import { Skipped } from "./skipped";

const noPause: Pause = () => {};

/** Nothing waits here: what the library would do later is done at once. */
const AT_ONCE: Background = {
    run(body) {
        body(noPause, noPause);
        return { cancel: () => {} };
    },
    drive: () => {},
};

/** A state that is made for somebody else than who looks at the newest. */
interface Aside {
    readonly build: Build;
    /** The last second whose events it has in the end. */
    readonly until: number;
    isDone: boolean;
}

export class Timeline {
    /** Why the newest state stands still before the last event; nil where it does not. */
    halt: ReducerFailure | undefined;
    private readonly log = new Log(
        AT_ONCE,
        {},
        {
            inserted: (time, id) => this.changed(time, id),
            conflict: (time, id) => this.changed(time, id),
            yields: () => false,
            moves: () => false,
            quarantined: () => {},
        },
    );
    private readonly schema = new Schema();
    private readonly skipped = new Skipped();
    private readonly applier = new Applier(this.schema, this.skipped, this.log.directory);
    private readonly copies = new Copies();
    /** What was noted last of each creator. */
    private readonly servers = new LuaMap<number, number>();
    private newest: Build;
    /** Whether something behind it has changed: it is made anew before it is asked for. */
    private isOutdated = false;
    private aside: Aside | undefined;

    constructor(private readonly ledger: LedgerModule) {
        for (const { reducer, undo, ...definition } of ledger.types) {
            this.schema.add(definition);
            this.applier.setReducer(definition.name, reducer);
            this.applier.setUndo(definition.name, undo);
        }
        this.newest = this.begin();
    }

    /** Puts an event into the log. @param server id of that of its creator. */
    insert(time: number, creator: number, counter: number, server: number, body: string): void {
        const id = toId(creator, counter);
        if (this.servers.get(creator) !== server) {
            this.servers.set(creator, server);
            this.noteServer(creator, server);
        }
        this.log.insert(time, id, body);
    }

    /** Says whether the event with a key is skipped. */
    setSkipped(time: number, creator: number, counter: number, isSkipped: boolean): void {
        const id = toId(creator, counter);
        if (this.skipped.set(time, id, isSkipped)) {
            this.changed(time, id);
        }
    }

    /** Number of events. */
    count(): number {
        return this.log.count();
    }

    /** Applies at most so many events to the newest state. @returns whether it is done: there are no more, or a reducer has raised. */
    advance(most: number): boolean {
        if (this.isOutdated) {
            this.renew();
        }
        const { newest, applier, copies } = this;
        const cursor = this.cursorAt(newest);
        let due = copies.nextAt(newest.count);
        for (const _ of $range(1, most)) {
            if (this.halt !== undefined || !cursor.next(noPause)) {
                return true;
            }
            const failure = applier.apply(newest, cursor);
            if (failure !== undefined) {
                this.fail(newest, cursor, failure);
            } else if (newest.count >= due) {
                copies.take(newest);
                due = copies.nextAt(newest.count);
            }
        }
        return false;
    }

    /** The newest state. */
    state(): Build {
        return this.newest;
    }

    /** Begins to make the state of all events up to a second. */
    seek(until: number): void {
        const { newest } = this;
        const isNewest = newest.time <= until && this.halt === undefined && !this.isOutdated;
        const base = isNewest ? newest : this.copies.before(until, ID_END);
        this.aside = { build: this.copyOf(base) ?? this.begin(), until, isDone: false };
    }

    /** Begins to make a state from the first event on, up to a second. */
    rewind(until: number): void {
        this.aside = { build: this.begin(), until, isDone: false };
    }

    /** Goes on with it by at most so many events. Those whose reducer raises are passed over. @returns whether it is done. */
    approach(most: number): boolean {
        const { build, until } = this.aside!;
        const cursor = this.cursorAt(build);
        for (const _ of $range(1, most)) {
            if (!cursor.next(noPause) || cursor.time > until) {
                this.aside!.isDone = true;
                break;
            }
            if (this.applier.apply(build, cursor) !== undefined) {
                this.applier.pass(build, cursor.time, cursor.id);
            }
        }
        return this.aside!.isDone;
    }

    /** The state that seek() or rewind() has begun. */
    asideState(): Build {
        return this.aside!.build;
    }

    /** Forgets it. */
    forget(): void {
        this.aside = undefined;
    }

    private noteServer(creator: number, server: number): void {
        if (this.log.directory.note(creator, server, true)) {
            // Who has written what comes before is somebody else now.
            this.copies.clear();
            this.isOutdated = true;
        }
    }

    private begin(): Build {
        return newBuild(this.ledger.initialState());
    }

    private cursorAt({ time, id }: Build): LogCursor {
        const cursor = new LogCursor(this.log);
        cursor.seek(time, id);
        return cursor;
    }

    private fail(build: Build, cursor: LogCursor, failure: ReducerFailure): void {
        const [isAnswered, isSkipped] = pcall(this.ledger.isSkipped, failure.event, failure.message);
        if (isAnswered && isSkipped) {
            this.applier.pass(build, cursor.time, cursor.id);
        } else {
            this.halt = failure;
        }
    }

    /** Takes note that what happens at a key is not what happened there before. */
    private changed(time: number, id: number): void {
        const { event } = this.halt ?? {};
        const mayEndHalt =
            event !== undefined && isBehind({ time: event.time, id: toId(event.creator, event.counter) }, time, id);
        if (isBehind(this.newest, time, id)) {
            this.copies.drop(time, id);
            this.isOutdated = true;
        } else {
            this.isOutdated ||= mayEndHalt;
        }
    }

    /** Goes on from the newest copy, or from the first event. */
    private renew(): void {
        this.halt = undefined;
        this.isOutdated = false;
        this.newest = this.copyOf(this.copies.last()) ?? this.begin();
    }

    /** One that goes on from where another one is; nil where that is none, or cannot be copied. */
    private copyOf(build: Build | undefined): Build | undefined {
        if (build === undefined) {
            return undefined;
        }
        const [state] = copyState(build.state, noPause);
        return state === undefined ? undefined : { ...build, state, rows: undefined };
    }
}
