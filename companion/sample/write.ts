/** Writes the sample: the folder of a game, and databases with the guild's room. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Rooms } from "../src/rooms/rooms";
import { openRecordStores } from "../src/store/record-stores";
import { openSqlite } from "../src/store/sqlite/sqlite-driver";
import { writeGame } from "./game";
import { writeRoom } from "./room";
import { playSeason } from "./season";

/** @param examples the addons of this repository. */
export async function writeSample(folder: string, examples: string): Promise<void> {
    if (!existsSync(examples)) throw new Error(`writeSample: 'examples' - a folder expected, got "${examples}"`);
    const season = playSeason();
    writeGame(join(folder, "game"), season, examples);
    const driver = openSqlite(join(folder, "rooms"));
    const rooms = new Rooms(openRecordStores(driver));
    await writeRoom(rooms, season);
    await driver.close();
}
