/** The entry of the second bundle: registers rooms with LibStub. It stands on the first one, LibEventLedger-1.0. */

import type { RoomOptions } from "./api/room";
import type { LibEventLedgerRooms } from "./api/room-library";
import type { LinkHost } from "./link-host";
import { EMPTY_ARRAY, NULL } from "./live/object/values";
import { Room } from "./live/room";
import { raise, speakAs } from "./misuse";
import { MINOR, VERSION } from "./version";

/** Version of the table that the ledger's bundle has to give; see LinkHost. */
const HOST_CONTRACT = 1;

declare const LibStub: {
    (this: void, name: string, isSilent: true): { linkHost?: LinkHost } | undefined;
    NewLibrary(
        name: string,
        minor: number,
    ): LuaMultiReturn<[{ -readonly [Key in keyof LibEventLedgerRooms]?: LibEventLedgerRooms[Key] } | undefined]>;
};

const [library] = LibStub.NewLibrary("LibEventLedgerRooms-1.0", MINOR);

if (library !== undefined) {
    speakAs("LibEventLedgerRooms");
    library.version = VERSION;
    library.null = NULL;
    library.emptyArray = EMPTY_ARRAY;
    library.createRoom = function (this: LibEventLedgerRooms, options: RoomOptions) {
        // Looked for at each call: a newer copy of the ledger's bundle may have come since.
        const host = LibStub("LibEventLedger-1.0", true)?.linkHost;
        const contract: unknown = host?.contract;
        if (host === undefined || typeof contract !== "number" || contract < HOST_CONTRACT) {
            return raise(
                "createRoom",
                `needs LibEventLedger-1.0 of version ${VERSION} or newer; load its lib.xml before`,
            );
        }
        return Room.create(options, host);
    };
}
