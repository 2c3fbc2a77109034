/** A simulated guild whose clients call each other. */

import { Calls, type CallsOptions } from "../../../src/live/call/calls";
import { Handlers } from "../../../src/live/call/handlers";
import type { CallWhy, CallOutcome } from "../../../src/api/room-call";
import type { RoomSession } from "../../../src/live/session";
import { type RoomClient, RoomGuild } from "../guild";

/** How a call ended. */
export interface Ended {
    readonly result: unknown;
    readonly why: CallWhy | undefined;
    readonly detail: string | undefined;
    /** Seconds since it was made. */
    readonly seconds: number;
}

export class CallNetwork {
    readonly guild: RoomGuild;
    /** Of the current login of each client, by name. */
    readonly calls = new LuaMap<string, Calls>();

    /** @param handle adds handlers whenever a client opens its room. */
    constructor(
        seed: number,
        count: number,
        handle: (this: void, calls: Calls, client: RoomClient, session: RoomSession) => void,
        options: Partial<CallsOptions> = {},
    ) {
        this.guild = new RoomGuild(seed, count);
        for (const client of this.guild.clients) {
            client.onOpen = (session) => {
                const calls = new Calls(session, { version: "1.2.3", handlers: new Handlers(), ...options });
                this.calls.set(client.name, calls);
                handle(calls, client, session);
            };
            client.login();
        }
    }

    of(index: number): Calls {
        return this.calls.get(this.guild.clients[index].name)!;
    }

    name(index: number): string {
        return this.guild.clients[index].name;
    }

    /** Lets the first client call. Gives a list into which comes how it ended. */
    call(target: string, name: string, args?: unknown, timeout?: number, from = 0): Ended[] {
        const ended: Ended[] = [];
        const since = this.guild.clock.now;
        this.of(from).call(
            target,
            name,
            args,
            (result, why, detail) => ended.push({ result, why, detail, seconds: this.guild.clock.now - since }),
            { timeout },
        );
        return ended;
    }

    /** Reports of errors that all clients' error handlers got. */
    reports(): string[] {
        return this.guild.clients.flatMap(({ guard }) => guard.reports);
    }
}

/** What a call to all gave of one member. */
export function of(ended: readonly Ended[], name: string): CallOutcome | undefined {
    return (ended[0].result as LuaTable<string, CallOutcome | undefined>).get(name);
}
