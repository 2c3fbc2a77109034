/** Events as benches write them: awards of points, and loot lines with text. */
import type { Random } from "../../tools/random.mjs";
import type { StoredEvent } from "../src/format/key";
import { WEEK_SECONDS } from "../src/format/key";
import { NOW } from "../test/support/guild";

/** Points for one player: 9 bytes behind the key in a block. */
export const points = (random: Random): Buffer =>
    Buffer.from([1, 0x46, 0xe9, 7, 0, 0, 0xbe, random.integer(0, 39), random.integer(0, 23)]);

/** A loot line: a player, an item's link and a note. */
export function text(random: Random): Buffer {
    const item = `|cffa335ee|Hitem:${random.integer(10_000, 30_000)}|h[Helm of the Third Wind]|h|r`;
    const items = [item, random.pick(["main spec", "off spec", "bank"])].map((word) => {
        const bytes = Buffer.from(word);
        return Buffer.concat([
            bytes.length < 24 ? Buffer.of(0x60 + bytes.length) : Buffer.of(0x78, bytes.length),
            bytes,
        ]);
    });
    return Buffer.concat([points(random), ...items]);
}

/** The beginning of the week in which benches end. */
export const THIS_WEEK = NOW - (NOW % WEEK_SECONDS);

/** The events of one record, a minute apart. @param start Unix seconds of the first. */
export function eventsOf(random: Random, start: number, size: number, body: (random: Random) => Buffer): StoredEvent[] {
    return Array.from({ length: size }, (_, index) => {
        const creator = random.integer(1, 6);
        return { time: start + index * 60, creator, counter: 0, server: 1001, body: body(random) };
    });
}
