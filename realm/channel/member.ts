import { type Guild } from "../world/guild";
import { type Group } from "../world/group";
import { type Member } from "../world/member";
import { type Payload } from "../lua/types";
import { type Throttle } from "./throttle";
import { type Traffic } from "./traffic";

/** What the addon channel must know of a client. */
export interface ChannelMember extends Member {
    readonly guild?: Guild<ChannelMember>;
    readonly group?: Group<ChannelMember>;
    /** False while the network is gone. The server does not know it. */
    readonly isConnected: boolean;
    readonly inInstance: boolean;
    readonly throttle: Throttle;
    readonly traffic: Traffic;
    /** Which side of a partition the client stands on. */
    side: number;
    /** Messages on their way to the client in order; later ones do not overtake them. */
    underway: number;
    /** The tick at which the last of those arrives. */
    lastArrival: number;

    /** Whether the client's code has registered the prefix. */
    hears(prefix: string): boolean;
    /** Whether sends are refused just now. */
    isLockedDown(): boolean;
    /** Runs CHAT_MSG_ADDON. */
    receive(payload: Payload): void;
    /** The connection is cut by the server, for sending too much. */
    kick(): void;
}
