/** Sees to it that two members say the checkpoint that counts: when one goes, another one has it. */

import type { RoomSession } from "../session";
import { hash32 } from "../../codec/murmur3";
import { type Checkpoint, encodeCheckpoint } from "./checkpoint";
import { KEEPERS, SAY_LIMIT_SECONDS } from "./constants";
import type { Sayings } from "./sayings";

/** Seconds after which somebody who says a checkpoint as one too many takes it back. */
const SURPLUS_SECONDS = 10;

export class Keeper {
    private slot: number | undefined;
    private saidId: number | undefined;
    /** Uptime at which it was said. */
    private saidAt = 0;
    /** Uptime at which it is said here unless others do. */
    private dueAt: number | undefined;

    constructor(
        private readonly session: RoomSession,
        private readonly object: string,
        private readonly sayings: Sayings,
        private readonly mayPatch: (this: void, member: string) => boolean,
    ) {}

    /** Says a checkpoint in the place of the one before. @returns whether there was room for it. */
    say(checkpoint: Checkpoint): boolean {
        const { own } = this.session;
        const bytes = encodeCheckpoint(this.object, checkpoint);
        const [slot] = this.slot === undefined ? own.reserve() : [this.slot];
        if (slot === undefined || own.write(slot, bytes) !== undefined) {
            return false;
        }
        this.slot = slot;
        this.saidId = checkpoint.id;
        this.saidAt = this.session.context.clock.uptime();
        this.dueAt = undefined;
        return true;
    }

    /**
     * Says the checkpoint that counts if too few do, and takes back another one.
     * @param isUnconfirmed whether somebody alone says it who may not patch: that is not made more of.
     */
    keep(checkpoint: Checkpoint, isUnconfirmed: boolean): void {
        const { clock, random } = this.session.context;
        const now = clock.uptime();
        const names = isUnconfirmed ? this.sayings.namesFor(checkpoint.id) : this.namesFor(checkpoint);
        if (this.saidId === checkpoint.id) {
            if (now - this.saidAt >= SURPLUS_SECONDS && this.isSurplus(names)) {
                this.takeBack();
            }
            return;
        }
        if (names.length >= (isUnconfirmed ? 1 : KEEPERS)) {
            this.dueAt = undefined;
            this.takeBack();
            return;
        }
        this.dueAt = this.dueAt ?? now + random.fraction() * SAY_LIMIT_SECONDS;
        // Who says one already goes on doing so: no other member need begin.
        if (now >= this.dueAt || this.slot !== undefined) {
            this.say(checkpoint);
        }
    }

    /** Who says a checkpoint, as far as that relieves this client: one who may patch leaves it to others who may. */
    private namesFor({ id }: Checkpoint): string[] {
        const { sayings, mayPatch, session } = this;
        const names = sayings.namesFor(id);
        return mayPatch(session.context.self) ? names.filter((name) => mayPatch(name)) : names;
    }

    /** Whether enough others say it, too, who come first by lot. */
    private isSurplus(names: readonly string[]): boolean {
        const lot = (name: string): number => hash32(name + this.object, 0);
        const own = lot(this.session.context.self);
        return names.filter((name) => lot(name) < own).length >= KEEPERS;
    }

    private takeBack(): void {
        const { slot } = this;
        if (slot !== undefined) {
            this.slot = undefined;
            this.saidId = undefined;
            this.session.own.clear(slot);
        }
    }
}
