/** What the seats of all rooms have in common. */
import type { Signer } from "../room/keys";
import type { Rooms } from "../rooms/rooms";
import type { Clock } from "../sync/clock";
import type { Duplex } from "../sync/duplex";
import type { LogLine } from "../sync/server-options";

/** What a server remembers of its promotion: without a room's epoch record nothing else says that it gives the numbers. */
export interface MadeHere {
    /** Whether it was made the primary of all rooms: new ones are made here. */
    readonly isPromoted: boolean;
    /** @param time Unix seconds. */
    notePromoted(time: number): Promise<void>;
    /** Whether a room was made here after that. @param room hex of its id. */
    isMadeHere(room: string): boolean;
    noteMadeHere(room: string): Promise<void>;
}

export interface SeatOptions {
    readonly rooms: Rooms;
    /** The server's own key. */
    readonly signer: Signer;
    readonly clock: Clock;
    /** Url of the primary where this server is told to be a replica. */
    readonly primary?: string;
    /** Keys of replicas, to be tied. */
    readonly replicas: readonly Buffer[];
    readonly made: MadeHere;
    readonly connect: (url: string) => Promise<Duplex>;
    readonly log?: (line: LogLine) => void;
}
