/** Plays one evening: people log in, officers write, things go wrong, people log out. */

import { type Deed, type Evening, type Fault } from "../workload/evening";
import { type DemoGuild } from "./guild";

/** Seconds before the first event at which everybody logs in: the guild roster is there after 5. */
export const LEAD = 60;
/** Seconds after the last event at which everybody logs out: live events are out, whatever is lost is not yet repaired. */
const TAIL = 30;
/** Seconds until a client is back after a crash. */
const CRASH_SECONDS = 45;
/** Seconds of a boss encounter. */
const LOCKDOWN_SECONDS = 120;

/** Told after each event that was written. */
export type Written = (this: void) => void;

export class EveningPlayer {
    constructor(
        private readonly guild: DemoGuild,
        private readonly evening: Evening,
        /** Unix seconds at which the realm began. */
        private readonly startTime: number,
        private readonly onWritten: Written,
    ) {}

    play(): void {
        const { deeds, faults, phase, present } = this.evening;
        const { emit, members, realm } = this.guild;
        this.passUntil(deeds[0].time - LEAD);
        for (const index of present) this.guild.login(members[index]);
        emit({ type: "evening", phase, time: realm.getTime(), deeds: deeds.length, present });
        let index = 0;
        for (const deed of deeds) {
            this.passUntil(deed.time);
            this.write(deed);
            for (const fault of faults) {
                if (fault.afterDeed === index) this.begin(fault, deeds[index + 1]);
            }
            index++;
        }
        realm.advance(TAIL);
        this.end();
    }

    private passUntil(time: number): void {
        const { realm } = this.guild;
        realm.advance(math.max(0, time - this.startTime - realm.getTime()));
    }

    private write(deed: Deed): void {
        const { emit, members, realm } = this.guild;
        const reason = members[deed.officer].write(deed);
        if (reason === undefined) {
            this.guild.written++;
        } else {
            this.guild.refused++;
            emit({ type: "refused", time: realm.getTime(), client: deed.officer, reason });
        }
        this.onWritten();
    }

    private begin({ kind, client }: Fault, next: Deed | undefined): void {
        if (kind === "reload") this.reload(client, next);
        else if (kind === "crash") this.crash(client);
        else this.lockDown();
    }

    /** Half way to the next event: a ledger that has just started writes nothing into the second of its newest event. */
    private reload(client: number, next: Deed | undefined): void {
        const { emit, members, realm } = this.guild;
        const now = this.startTime + realm.getTime();
        if (next !== undefined) this.passUntil((now + next.time) / 2);
        members[client].reload();
        emit({ type: "fault", fault: "reload", isOver: true, time: realm.getTime(), client });
    }

    private crash(client: number): void {
        const { emit, members, realm } = this.guild;
        members[client].crash();
        emit({ type: "fault", fault: "crash", isOver: false, time: realm.getTime(), client });
        realm.after(CRASH_SECONDS, () => {
            this.guild.login(members[client]);
            emit({ type: "fault", fault: "crash", isOver: true, time: realm.getTime(), client });
        });
    }

    private lockDown(): void {
        const { emit, realm } = this.guild;
        this.setLockdown(true);
        emit({ type: "fault", fault: "lockdown", isOver: false, time: realm.getTime() });
        realm.after(LOCKDOWN_SECONDS, () => {
            this.setLockdown(false);
            emit({ type: "fault", fault: "lockdown", isOver: true, time: realm.getTime() });
        });
    }

    private setLockdown(isActive: boolean): void {
        // Those who have just crashed come back into it, and out of it.
        for (const index of this.evening.present) this.guild.members[index].client.setLockdown(isActive);
    }

    /** Waits for the end of what went wrong, then everybody logs out. */
    private end(): void {
        const { realm } = this.guild;
        if (this.evening.faults.length > 0) realm.advance(math.max(CRASH_SECONDS, LOCKDOWN_SECONDS));
        for (const member of this.guild.online()) member.logout();
    }
}
