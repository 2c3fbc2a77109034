/** Under whose names a batch is offered to the game: docs/companion-batches.md, "The inbox". */
import { hasCreated, isSpeaking } from "../agent/author";
import type { RoomBatch, RoomView } from "../agent/room-view";
import { nameOf } from "../room/chain";
import type { Character } from "../room/content-items";

const MOST_SPEAKERS = 8;
/** Characters of one member, beside the one that created the first event. */
const CHARACTERS_EACH = 2;

/** The characters that speak for a batch, at most 8; none where nobody may today. */
export function speakersOf({ room, words }: RoomView, batch: RoomBatch): Character[] {
    const charactersOf = (member: number): readonly Character[] => {
        const setting = room.chain.members.at(member)?.setting;
        return setting !== undefined && isSpeaking(setting.role) ? setting.characters : [];
    };
    const own = charactersOf(batch.member);
    const vouchers = [...(words.get(nameOf(batch.id))?.byMember ?? [])]
        .filter(([member, { refusal }]) => refusal === undefined && member !== batch.member)
        .sort(([, one], [, other]) => one.n - other.n);
    const all = [
        ...own.filter((each) => hasCreated(each, batch.events[0])).slice(0, 1),
        ...own.slice(0, CHARACTERS_EACH),
        ...vouchers.flatMap(([member]) => charactersOf(member).slice(0, CHARACTERS_EACH)),
    ];
    return [...new Map(all.map((each) => [nameOf(each.guid), each])).values()].slice(0, MOST_SPEAKERS);
}

/** Speakers as they stand in an offer, without their number. */
export function encodeSpeakers(speakers: readonly Character[]): Buffer {
    return Buffer.concat(
        speakers.flatMap(({ guid, name }) => {
            const bytes = Buffer.from(name);
            return [guid, Buffer.of(bytes.length), bytes];
        }),
    );
}
