/** A client's log with its archive, and what the game makes of it between two sessions. */
import { Archive, type SavedScope } from "../../src/log/archive";
import { Log } from "../../src/log/log";
import type { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "./background";
import { randomEvents, type TestEvent, WEEK } from "./events";
import { RecordingListener } from "./log-listener";
import { insertAll, newRevocations } from "./logs";
import { NO_NATIVE } from "./natives";

/** A client's log with its archive, wired as a session does it. */
export class Store {
    readonly listener = new RecordingListener();
    readonly log: Log;
    readonly revocations = newRevocations();
    readonly archive: Archive;
    readonly damaged: number[];
    readonly hasRevocations: boolean;

    constructor(
        readonly scope: SavedScope,
        native = NO_NATIVE,
    ) {
        const { listener } = this;
        this.log = new Log(new ImmediateBackground(), native, {
            inserted: (time, id, _body) => listener.inserted(time, id),
            conflict: (time, id, kept, lost) => listener.conflict(time, id, kept, lost),
            yields: () => false,
            moves: () => true,
            quarantined: (week, packed, reason) => {
                listener.quarantined(week, packed, reason);
                this.archive.quarantine(week, packed.text, reason);
            },
            completed: (week) => listener.completed(week),
        });
        this.archive = new Archive(scope, this.log, this.revocations, native);
        this.damaged = this.archive.load(noPause);
        this.hasRevocations = this.archive.loadRevocations(noPause);
    }

    insert(events: readonly TestEvent[]): void {
        for (const { id, server } of events) this.log.directory.note(math.floor(id / 256), server, false);
        insertAll(this.log, events);
    }
}

/** What the game writes into the file and reads back: a copy. */
export function reload(scope: SavedScope): SavedScope {
    const copy = (texts: LuaTable<number, string>): LuaTable<number, string> => {
        const copied = new LuaTable<number, string>();
        for (const [key, text] of texts) copied.set(key, text);
        return copied;
    };
    const [weeks, units] = [copy(scope.weeks!), copy(scope.units!)];
    const quarantine = scope.quarantine === undefined ? undefined : [...scope.quarantine];
    return { ...scope, weeks, units, quarantine };
}

export function eventsOfWeeks(random: SeededRandom, most: number): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of [WEEK - 30, WEEK - 1, WEEK]) {
        for (const event of randomEvents(random, random.integer(1, most), week)) events.push(event);
    }
    return events;
}

/** What a saved log of these events looks like. */
export function savedOf(events: readonly TestEvent[], native = NO_NATIVE): SavedScope {
    const store = new Store({}, native);
    store.insert(events);
    store.archive.save(noPause);
    return store.scope;
}
