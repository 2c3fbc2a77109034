/**
 * Takes samples of how all stand, for a report. Their number is bounded, whatever is played: the longer it takes, the
 * further apart they are. While nobody is online there are none.
 */

import { type Realm } from "../../realm/realm";
import { type Evening } from "../../scenarios/workload/evening";
import { BIN_BOUNDS, CallbackTimes } from "./callback-times";
import { type DemoMember } from "./member";
import { KindCounters } from "./message-kinds";
import { type Emit } from "./records";
import { Tally } from "./tally";

/** Seconds between two samples. */
export interface SampleSteps {
    readonly usual: number;
    /** For a while after people came online and after each fault: the time in which they catch up. */
    readonly close: number;
}

/** About so many samples at usual steps, and as many at close ones, over all evenings. */
const SAMPLES = 400;
/** How long after something happened it is looked at closely. */
const CLOSE_SECONDS = 90;
const LEAST_STEPS: SampleSteps = { usual: 5, close: 2 };

/** After the last raid: few seconds decide. */
export const QUIET_SAMPLES: SampleSteps = { usual: 10, close: 0.5 };

/** The steps for a whole workload. */
export function planSamples(evenings: readonly Evening[]): SampleSteps {
    let seconds = 0;
    for (const { deeds } of evenings) seconds += deeds[deeds.length - 1].time - deeds[0].time + CLOSE_SECONDS;
    return {
        usual: math.max(LEAST_STEPS.usual, seconds / SAMPLES),
        close: math.max(LEAST_STEPS.close, (evenings.length * CLOSE_SECONDS) / SAMPLES),
    };
}

/** Of whom samples are taken, and who is told. */
export interface Recorded {
    readonly realm: Realm;
    readonly members: readonly DemoMember[];
    readonly emit: Emit;
}

export class Recorder {
    private readonly tally: Tally;
    private readonly kinds = new KindCounters();
    private readonly callbacks = new CallbackTimes();
    private steps: SampleSteps;
    private closeUntil = 0;
    /** Counts what was scheduled: only the newest is valid. */
    private turn = 0;

    /** Listens to the realm from here on. */
    constructor(
        private readonly guild: Recorded,
        private readonly eveningSteps: SampleSteps,
    ) {
        this.steps = eveningSteps;
        this.tally = new Tally(guild.members.length);
        const indices = new LuaTable<string, number>();
        for (const { client, index } of guild.members) indices.set(client.fullName, index);
        guild.realm.setMessageHook((message) => this.kinds.count(message));
        guild.realm.setCallbackHook((client, what, ms) => this.callbacks.note(indices.get(client), what, ms));
    }

    /** People have come online: takes samples until the end. */
    begin(steps: SampleSteps = this.eveningSteps): void {
        this.steps = steps;
        this.sample(true);
        this.startClosely();
    }

    /** Something happened: takes a sample now, and more of them for a while. */
    lookClosely(): void {
        this.sample(false);
        this.startClosely();
    }

    /** The last sample before all log out. */
    end(): void {
        this.turn++;
        this.sample(false);
    }

    /** Tells the times of all callbacks. */
    tellCallbacks(): void {
        this.guild.emit({ type: "callbacks", bounds: BIN_BOUNDS, rows: this.callbacks.list() });
    }

    private startClosely(): void {
        this.closeUntil = this.guild.realm.getTime() + CLOSE_SECONDS;
        this.scheduleNext();
    }

    private scheduleNext(): void {
        const { realm } = this.guild;
        this.turn++;
        const turn = this.turn;
        const { close, usual } = this.steps;
        realm.after(realm.getTime() < this.closeUntil ? close : usual, () => {
            if (turn !== this.turn) return;
            this.sample(false);
            this.scheduleNext();
        });
    }

    private sample(isFirst: boolean): void {
        const { emit, members, realm } = this.guild;
        const { tally } = this;
        for (const member of members) tally.look(member);
        const time = realm.getTime();
        this.tellWeeks(time);
        emit({
            type: "sample",
            time,
            isFirst,
            existing: tally.existing.total,
            held: tally.held.map(({ total }) => total),
            online: members.map((member) => member.isOnline()),
            traffic: this.kinds.take(),
            longest: this.callbacks.takeLongest(),
        });
    }

    private tellWeeks(time: number): void {
        const existing = this.tally.existing.takeChanges();
        const held = this.tally.held.map((counts) => counts.takeChanges());
        const isChanged = existing.length > 0 || held.some((changes) => changes.length > 0);
        if (isChanged) this.guild.emit({ type: "weeks", time, existing, held });
    }
}
