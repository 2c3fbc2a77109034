/** What the channels of a connection need of it. */
import type { Clock } from "./clock";
import type { Counters } from "./counters";
import type { ErrorName } from "./errors";
import type { Moved, Tokens } from "./server-options";

/** What a channel needs of its connection. */
export interface ChannelHost {
    readonly clock: Clock;
    readonly counters: Counters;
    readonly tokens: Tokens | undefined;
    /** Bytes that wait to be taken by the other side. */
    readonly waiting: number;
    send(frame: Buffer): void;
    /** Ends the connection, or the channel, as the code says. */
    fail(code: ErrorName, text: string, channel?: number): void;
    /** Ends the channel: another server gives the numbers. @param offer the one that this answers; 0 for none. */
    move(channel: number, offer: number, moved: Moved): void;
    /** Something of the program has failed. */
    broken(error: unknown): void;
    /** Counts bytes that came and are not handled yet. */
    handled(bytes: number): void;
    /** Counts a record that is malformed or not signed. */
    countBad(): void;
}
