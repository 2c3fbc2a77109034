/** Who keeps the seals, by hand. */

import type { Log } from "../../src/log/log";
import type { SealHost, SealName, SurplusEvent } from "../../src/sync/seal-host";
import type { WeekSummary } from "../../src/sync/week-summary";

/** What was told of a peer's rows. */
export interface ToldRows {
    readonly rows: readonly WeekSummary[];
    readonly base: number;
    readonly peer: string;
}

export class FakeSeals implements SealHost {
    seal: (SealName & { readonly root: number }) | undefined;
    /** What this client says of that seal. */
    known = 0;
    state: string | undefined;
    isWanting = false;
    isUnconfirmed = false;
    kept = 0;
    heldBack = new LuaSet<number>();
    isHistoryWanted = false;
    isHistoryNeeded = false;
    firstWanted = 0;
    /** Whether a stream is the state. */
    isRight: (this: void, stream: string) => boolean = () => true;
    /** Streams that came and were not the state, and who sent them. */
    readonly wrong: string[] = [];
    readonly answers: string[] = [];
    readonly rows: ToldRows[] = [];
    readonly surplus: { readonly weekNumber: number; readonly ids: readonly SurplusEvent[] }[] = [];

    standing(): (SealName & { readonly root: number }) | undefined {
        return this.seal;
    }

    flags(digest: string): number {
        return this.isOf(digest) ? this.known : 0;
    }

    stream(digest: string, then: (this: void, stream: string | undefined) => void): void {
        then(this.isOf(digest) ? this.state : undefined);
    }

    wanted(): SealName | undefined {
        return this.isWanting ? this.seal : undefined;
    }

    unconfirmed(): SealName | undefined {
        return this.isUnconfirmed ? this.seal : undefined;
    }

    streamReceived(_digest: string, stream: string, peer: string, done: (this: void, isRight: boolean) => void): void {
        if (this.isRight(stream)) {
            this.state = stream;
            this.isWanting = false;
            this.known = 4;
            done(true);
        } else {
            this.wrong.push(peer);
            done(false);
        }
    }

    answered(peer: string, _digest: string, flags: number, maySpeak: boolean): void {
        this.answers.push(string.format("%s %.0f %s", peer, flags, tostring(maySpeak)));
    }

    rowsTold(rows: readonly WeekSummary[], base: number, peer: string): void {
        this.rows.push({ rows, base, peer });
    }

    surplusTold(weekNumber: number, ids: readonly SurplusEvent[]): void {
        this.surplus.push({ weekNumber, ids });
    }

    keptFrom(): number {
        return this.kept;
    }

    holdsBack(weekNumber: number): boolean {
        return this.heldBack.has(weekNumber);
    }

    wantsHistory(): boolean {
        return this.isHistoryWanted;
    }

    historyFilter(): (this: void, weekNumber: number) => boolean {
        return (weekNumber) => weekNumber >= this.firstWanted;
    }

    needsHistory(): boolean {
        return this.isHistoryNeeded;
    }

    private isOf(digest: string): boolean {
        return this.seal !== undefined && string.sub(this.seal.digest, 1, 4) === digest;
    }
}

/** Closes weeks of a log: nothing is asked for of them. Absent ones stay what they are. */
export function closeWeeks(log: Log, weekNumbers: readonly number[]): void {
    const closed = new LuaSet<number>();
    for (const weekNumber of weekNumbers) closed.add(weekNumber);
    log.isClosed = (weekNumber: number) => closed.has(weekNumber);
}
