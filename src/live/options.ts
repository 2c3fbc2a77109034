/** The options of createRoom(), checked. */

import { expectFunction, expectNames, expectNumber, expectString, expectTable, misuse, mustBe } from "../misuse";
import type { RoomAction, RoomAuthorize, RoomMembers, RoomOptions } from "../api/room";

/** Most bytes of an addon message prefix. */
const NAME_BYTES = 16;
/** Seconds after which what waits for others is given up, and most that may be given. */
const TIMEOUT_SECONDS = 15;
const TIMEOUT_LIMIT_SECONDS = 3600;

const NAMES = ["name", "members", "authorize", "timeout"];
const MEMBERS: readonly unknown[] = ["guild", "group"];

export interface CheckedRoomOptions {
    readonly name: string;
    readonly members: RoomMembers;
    readonly authorize: RoomAuthorize;
    readonly timeout: number;
}

/** Raises for what is wrong with them. */
export function checkRoomOptions(options: RoomOptions): CheckedRoomOptions {
    expectTable("createRoom", "options", options);
    expectNames("createRoom", options, NAMES);
    const { name, members = "guild", authorize, timeout = TIMEOUT_SECONDS } = options;
    expectString("createRoom", "name", name, 1, NAME_BYTES);
    if (!MEMBERS.includes(members)) {
        misuse("createRoom", "members", mustBe('"guild" or "group"', members));
    }
    if (authorize !== undefined) {
        expectFunction("createRoom", "authorize", authorize);
    }
    expectNumber("createRoom", "timeout", timeout, 1, TIMEOUT_LIMIT_SECONDS);
    return { name, members, timeout, authorize: authorize ?? everybodyMay };
}

function everybodyMay(this: void, _action: RoomAction): boolean {
    return true;
}
