/** Which events a room has, and what a batch has more. */
import { encodeBlock } from "../format/block-writer";
import { Damage } from "../format/damage";
import { keyHex, type StoredEvent } from "../format/key";
import { eventsOfBlock } from "../room/batch-events";
import { placeName } from "../room/chain";
import { type ContentOf, KIND } from "../room/contents";
import { isTaken } from "../room/history";
import type { RoomRecord } from "../room/record";
import type { Room } from "../room/room";

type Batch = ContentOf<typeof KIND.batch>;

const nameOfEvent = ({ ledger, scope }: Batch, event: StoredEvent): string =>
    `${placeName(ledger, scope)} ${keyHex(event)} ${event.body.toString("hex")}`;

const eventsOf = ({ block }: Batch): readonly StoredEvent[] => {
    const events = eventsOfBlock(block);
    return events instanceof Damage ? [] : events;
};

/** Names of the events of all batches of a room. @param isMeant which records are looked at. */
export function listedEvents(room: Room, isMeant: (record: RoomRecord) => boolean = () => true): Set<string> {
    const names = new Set<string>();
    for (const numbered of room.records()) {
        if (!isTaken(numbered) || !isMeant(numbered.record)) continue;
        const { content } = numbered.record;
        if (content.kind === KIND.batch) for (const event of eventsOf(content)) names.add(nameOfEvent(content, event));
    }
    return names;
}

/** A batch with the events that are not listed; undefined where all are. */
export function lackingOf(batch: Batch, listed: ReadonlySet<string>): Batch | undefined {
    const events = eventsOf(batch);
    const lacking = events.filter((event) => !listed.has(nameOfEvent(batch, event)));
    if (lacking.length === 0) return undefined;
    return lacking.length === events.length ? batch : { ...batch, block: encodeBlock(lacking) };
}
