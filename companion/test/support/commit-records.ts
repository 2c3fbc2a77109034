/** A process that takes Offers and signs loose records until it has done all or is killed, and tells each that is on disk. */
import { writeSync } from "node:fs";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { openRecordStores } from "../../src/store/record-stores";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { batchOf, eventOf, NOW } from "./guild";
import { FOUNDED, LOOSE_WRITER, writingGuild } from "./writing-guild";

const [folder, batches, size] = process.argv.slice(2);
const guild = writingGuild(Number(batches), Number(size));
const stores = openRecordStores(openSqlite(folder));
const room = await KeptRoom.open(guild.room.id, await stores.create(guild.room.id));
const tell = (line: string): void => void writeSync(1, `${line}\n`);

if (room.room.position.n === 0) await room.follow(START, guild.list.slice(0, FOUNDED));
tell("begun");
for (let at = room.room.position.n; at < guild.list.length; at += 3) {
    // Some share a transaction.
    const offers = [guild.list.slice(at, at + 1), guild.list.slice(at + 1, at + 3)];
    const outcomes = await Promise.all(offers.map((records) => room.offer(records, NOW)));
    for (const outcome of outcomes) if ("position" in outcome) tell(`taken ${outcome.position.n}`);
    const [loose] = await room.sign(LOOSE_WRITER, () => [batchOf([eventOf(3, at)])]);
    tell(`loose ${loose.id.toString("hex")}`);
}
await stores.close();
tell("done");
