/** Empties slots that are done with, several with one message. */

import type { RoomSession } from "../session";
import { SWEEP_SECONDS } from "./constants";

export class Sweeper {
    private slots: number[] = [];

    constructor(private readonly session: RoomSession) {}

    /** Empties a slot soon. Until then nobody else gets it. */
    add(slot: number): void {
        const { slots } = this;
        slots[slots.length] = slot;
        if (slots.length === 1) {
            this.session.context.timers.after(SWEEP_SECONDS, () => this.sweep());
        }
    }

    private sweep(): void {
        const { slots } = this;
        this.slots = [];
        for (const slot of slots) {
            this.session.own.renew(slot, "");
        }
    }
}
