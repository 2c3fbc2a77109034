/** Takes samples of the room for a report: who is there, and what is said. */

import { BIN_BOUNDS, CallbackTimes } from "../callback-times";
import { KindCounters } from "../message-kinds";
import { type Raid } from "./raid";

/** Seconds between two samples. */
const STEP = 2;

export class RoomsRecorder {
    private readonly kinds = new KindCounters();
    private readonly callbacks = new CallbackTimes();
    private hasEnded = false;

    /** Listens to the realm from here on. */
    constructor(private readonly raid: Raid) {
        const indices = new LuaTable<string, number>();
        for (const { client, index } of raid.members) indices.set(client.fullName, index);
        raid.realm.setMessageHook((message) => this.kinds.count(message));
        raid.realm.setCallbackHook((client, what, ms) => this.callbacks.note(indices.get(client), what, ms));
    }

    /** Takes samples until the end. */
    begin(): void {
        if (this.hasEnded) return;
        this.sample();
        this.raid.realm.after(STEP, () => this.begin());
    }

    /** The last sample, and the times of all callbacks. */
    end(): void {
        this.hasEnded = true;
        this.sample();
        this.raid.emit({ type: "callbacks", bounds: BIN_BOUNDS, rows: this.callbacks.list() });
    }

    private sample(): void {
        const { emit, realm } = this.raid;
        const counts = this.raid.present().map((member) => member.members());
        table.sort(counts);
        emit({
            type: "sample",
            time: realm.getTime(),
            online: counts.length,
            fewest: counts[0] ?? 0,
            most: counts[counts.length - 1] ?? 0,
            traffic: this.kinds.take(),
            longest: this.callbacks.takeLongest(),
        });
    }
}
