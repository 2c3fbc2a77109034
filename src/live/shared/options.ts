/** The options of room:sharedObject(), checked. */

import type { Lease } from "../../api/room-lease";
import type { SharedObjectOptions } from "../../api/room-object";
import { expectNames, expectTable, misuse, mustBe } from "../../misuse";
import { readData } from "../object/reading";

const NAMES = ["data", "writers", "saved"];

export interface CheckedObjectOptions {
    /** A copy that is not changed. */
    readonly data: object;
    readonly writers?: Lease;
    readonly saved?: LuaTable<string, unknown>;
}

/** Raises for what is wrong with them. */
export function checkObjectOptions(options: SharedObjectOptions): CheckedObjectOptions {
    expectTable("sharedObject", "options", options);
    expectNames("sharedObject", options, NAMES);
    const { writers, saved } = options;
    const [data, reason, at] = readData(options.data);
    if (data === undefined) {
        return misuse("sharedObject", at === "" ? "data" : `data.${at}`, reason);
    }
    if (writers !== undefined && (type(writers) !== "table" || type(writers.isHeld) !== "function")) {
        misuse("sharedObject", "writers", mustBe("a lease of this room", writers));
    }
    if (saved !== undefined) {
        expectTable("sharedObject", "saved", saved);
    }
    return { data, writers, saved: saved as LuaTable<string, unknown> | undefined };
}
