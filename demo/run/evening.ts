/** Plays one evening: people log in, officers write, things go wrong, people log out. */

import { type Deed, type Evening, type Fault, type FaultKind } from "../../scenarios/workload/evening";
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
        this.guild.recorder?.begin();
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
        const now = this.startTime + this.guild.realm.getTime();
        if (next !== undefined) this.passUntil((now + next.time) / 2);
        this.guild.members[client].reload();
        this.tell("reload", true, client);
    }

    private crash(client: number): void {
        const { members, realm } = this.guild;
        members[client].crash();
        this.tell("crash", false, client);
        realm.after(CRASH_SECONDS, () => {
            this.guild.login(members[client]);
            this.tell("crash", true, client);
        });
    }

    private lockDown(): void {
        this.setLockdown(true);
        this.tell("lockdown", false);
        this.guild.realm.after(LOCKDOWN_SECONDS, () => {
            this.setLockdown(false);
            this.tell("lockdown", true);
        });
    }

    /** @param client none when it happened to all. */
    private tell(fault: FaultKind, isOver: boolean, client?: number): void {
        const { emit, realm, recorder } = this.guild;
        emit({ type: "fault", fault, isOver, time: realm.getTime(), client });
        recorder?.lookClosely();
    }

    private setLockdown(isActive: boolean): void {
        // Those who have just crashed come back into it, and out of it.
        for (const index of this.evening.present) this.guild.members[index].client.setLockdown(isActive);
    }

    /** Waits for the end of what went wrong, then everybody logs out. */
    private end(): void {
        const { realm } = this.guild;
        if (this.evening.faults.length > 0) realm.advance(math.max(CRASH_SECONDS, LOCKDOWN_SECONDS));
        this.guild.recorder?.end();
        for (const member of this.guild.online()) member.logout();
    }
}
