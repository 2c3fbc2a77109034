/** What a start without a command does. */
import { parseArgs } from "node:util";
import { hasRooms } from "../profile/profile";
import { folderOf } from "./own-computer";
import { RUN_OPTIONS } from "./run";

/** Whether a room was joined, so that it is kept equal in place of being shown only. @param args options alone. */
export function isForRun(args: readonly string[]): boolean {
    try {
        const { values } = parseArgs({ args: [...args], options: RUN_OPTIONS });
        return hasRooms(folderOf(values["db-folder"]));
    } catch {
        // Options that only `look` has.
        return false;
    }
}
