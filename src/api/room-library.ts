/** The table of the second library, as an addon sees it. */

import type { Room, RoomOptions } from "./room";

/**
 * The library of rooms: the result of LibStub("LibEventLedgerRooms-1.0"). It stands on LibEventLedger-1.0, which has to be loaded, too.
 * @example
 * import type { LibEventLedgerRooms } from "lib-event-ledger";
 *
 * declare const LibStub: (this: void, name: "LibEventLedgerRooms-1.0") => LibEventLedgerRooms;
 * const rooms = LibStub("LibEventLedgerRooms-1.0");
 */
export interface LibEventLedgerRooms {
    /** Semantic version of the loaded library, for example "1.2.0". */
    readonly version: string;
    /** What stands for null in a shared object, for Lua has no value for it. Compare with ==. */
    readonly null: object;
    /** What stands for an array without elements in a shared object; `{}` is an object without fields. Compare with ==. */
    readonly emptyArray: object;
    /**
     * Creates a room. It opens as soon as the character is known to be in a guild or group, and again in another one. Raises an error if
     * an option is invalid or unknown, if a ledger or another room uses the same name, or if LibEventLedger-1.0 is not loaded or too old.
     * @example local room = LibEventLedgerRooms:createRoom({ name = "MyDKPLive", members = "group" })
     */
    createRoom(options: RoomOptions): Room;
}
