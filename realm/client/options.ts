import { type AddonOptions } from "../addons/addon";
import { type Native } from "../natives";

/** How a client is made. */
export interface ClientOptions {
    /** The character's name; "First Last" in WoW Forever. */
    readonly name: string;
    /** Default "Realm". */
    readonly realmName?: string;
    /** The middle part of the GUID, decimal. Default 1001. */
    readonly serverId?: number;
    /** The last part of the GUID, a uint32. Default: drawn from the seed. */
    readonly guidNumber?: number;
    /** Name of a guild that the realm has. */
    readonly guild?: string;
    /** Index of the guild rank, 0 = guild master. Default: the lowest rank. */
    readonly rank?: number;
    /** Loaded in this order. */
    readonly addons?: readonly AddonOptions[];
    /** Characters of one account share account-wide SavedVariables, and only one of them can be online. Default: its own. */
    readonly account?: string;
    /** Version of the game client. An addon whose `## Interface` does not name it is not loaded. Default 120100. */
    readonly interfaceVersion?: number;
    /** Seconds by which this client's GetServerTime is off; in the game up to about 1. Default 0. */
    readonly serverTimeOffset?: number;
    /** Seconds by which the computer's own clock, `time()`, is off. Default 0. */
    readonly localTimeOffset?: number;
    /** SendAddonMessage answers (boolean, enum) as older clients do. Default false. */
    readonly hasOldSendResult?: boolean;
    /** Events that this client knows besides the usual ones. */
    readonly events?: readonly string[];
    /** Events that this client does not know: registering them raises. */
    readonly missingEvents?: readonly string[];
    /** Stand-ins for natives and for other addons. */
    readonly natives?: readonly Native[];
}

/** The game version of a client that was told nothing else: Retail 12.1. */
export const DEFAULT_INTERFACE = 120100;
/** The realm of a client that was told nothing else. */
export const DEFAULT_REALM = "Realm";
/** Its server id. */
export const DEFAULT_SERVER_ID = 1001;
