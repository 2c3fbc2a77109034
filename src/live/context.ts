/** What the parts of a room use of the world around it. */

import type { LinkPort } from "../link/link";
import type { Clock, Guard, Random, Timers } from "../ports";

/** Who belongs to a room, by the game's word. */
export interface Scope {
    /** Whether a player belongs to it; nil while the game does not tell. */
    isMember(this: void, name: string): boolean | undefined;
    /** Whether a player is online; nil while the game does not tell. */
    isOnline(this: void, name: string): boolean | undefined;
    /** Whether this client may speak to all. */
    maySpeak(this: void): boolean;
}

export interface RoomContext {
    readonly clock: Clock;
    /** They end with the room. */
    readonly timers: Timers;
    readonly random: Random;
    readonly guard: Guard;
    readonly port: LinkPort;
    /** This client's name as "Name-Realm". */
    readonly self: string;
    readonly scope: Scope;
}
