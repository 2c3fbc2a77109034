/** A guild in which everybody can meet everybody. */

import type { MeetFailure, MeetHandle, MeetOptions, MeetResult } from "../../../src/api/room-meet";
import { Rendezvous } from "../../../src/live/meet/rendezvous";
import { type IsShown } from "../../../src/live/meet/view";
import type { RoomSession } from "../../../src/live/session";
import { type RoomClient, RoomGuild } from "../guild";

/** A request and what has become of it. */
export interface Meeting {
    readonly client: RoomClient;
    /** Of its client when it began. */
    readonly session: RoomSession;
    readonly handle: MeetHandle;
    /** Seconds of the guild's clock at the request, and at its end. */
    readonly from: number;
    until?: number;
    result?: MeetResult;
    why?: MeetFailure;
    /** How often it ended. */
    ends: number;
}

export class MeetingGuild {
    readonly guild: RoomGuild;
    readonly meetings: Meeting[] = [];
    /** Told whose request has just been matched. */
    onMatched: ((this: void, client: RoomClient) => void) | undefined;
    private readonly byName = new LuaMap<string, Rendezvous>();

    constructor(seed: number, count: number, isShown?: IsShown) {
        this.guild = new RoomGuild(seed, count);
        for (const client of this.guild.clients) {
            client.onOpen = (session) => this.byName.set(client.name, new Rendezvous(session, isShown));
            client.login();
        }
    }

    client(index: number): RoomClient {
        return this.guild.clients[index - 1];
    }

    of(index: number): Rendezvous {
        return this.byName.get(this.client(index).name)!;
    }

    /** Has a client look for others. */
    meet(index: number, options: MeetOptions): Meeting {
        const { guild } = this;
        const client = this.client(index);
        const ended: Partial<Meeting> & { ends: number } = { ends: 0 };
        const from = guild.clock.now;
        const handle = this.of(index).meet(options, (result, why) => {
            ended.ends++;
            ended.result = result;
            ended.why = why;
            ended.until = guild.clock.now;
            if (result !== undefined) this.onMatched?.(client);
        });
        const meeting = Object.assign(ended, { client, session: client.session!, handle, from });
        this.meetings[this.meetings.length] = meeting;
        return meeting;
    }

    advance(seconds: number): void {
        this.guild.advance(seconds);
    }

    /** What the addons' code has raised. */
    reports(): string[] {
        return this.guild.clients.flatMap(({ guard }) => guard.reports);
    }
}

/** The owners of a group: "M001 M002". */
export function groupOf({ result }: Meeting): string {
    const names = (result?.requests ?? []).map(({ owner }) => string.sub(owner, 1, 4));
    return table.concat(names, " ");
}

/** Seconds that a request took. */
export function secondsOf({ from, until }: Meeting): number {
    return (until ?? math.huge) - from;
}

/** One of a list by rank: 0.5 for the median. */
export function quantile(values: readonly number[], rank: number): number {
    const sorted = [...values];
    table.sort(sorted, (a, b) => a < b);
    return sorted[math.min(sorted.length - 1, math.floor(sorted.length * rank))];
}
