/** A guild in which one device writes batch after batch, always the same. */
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import type { Content } from "../../src/room/contents";
import { batchOf, deviceOf, eventOf, Guild } from "./guild";

/** Records that found it. */
export const FOUNDED = 6;

/** The device that signs what is loose. */
export const LOOSE_WRITER: Signer = deviceOf(2);

/** Events of one week. */
function batch(number: number, size: number): Content {
    return batchOf(Array.from({ length: size }, (_, index) => eventOf(2, number * size + index)));
}

/** The guild, with so many batches of so many events behind what founds it. */
export function writingGuild(batches: number, size: number): Guild {
    const guild = new Guild();
    guild.takeScope(true);
    const [writer] = [guild.join(1, ROLE.relay), guild.join(2, ROLE.relay)];
    for (let number = 0; number < batches; number++) guild.write(writer, batch(number, size));
    return guild;
}
