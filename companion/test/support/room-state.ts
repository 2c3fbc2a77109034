/** All that can be seen of a room, as text: equal texts mean equal states. */
import { countRoom } from "../../src/room/running-count";
import { isTaken } from "../../src/room/history";
import type { Room } from "../../src/room/room";

const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Map)
        return [...(value as Map<unknown, unknown>)].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
    return value instanceof Set ? [...(value as Set<unknown>)].sort() : value;
};

/** The chain, with all settings of roles. */
function chainText({ chain }: Room): string {
    const { name, last, entries, recovery, members, devices, invites, open, scopes } = chain;
    return JSON.stringify({ name, last, entries, recovery, members, devices, invites, open, scopes }, plain);
}

/** What counts, as text. */
export const countedText = (room: Room): string => JSON.stringify([...countRoom(room)], plain);

/** Everything. */
export function stateText(room: Room): string {
    const records = [...room.records()].map((numbered) => [
        ...[numbered.position, numbered.id.toString("hex")],
        isTaken(numbered) ? numbered.void : numbered.reason,
    ]);
    const { splitViews, forked } = room;
    const roles = room
        .heads()
        .map(({ key, seq }) => Array.from({ length: seq + 1 }, (_, at) => room.roleOf(key, at + 1)));
    return [
        chainText(room),
        countedText(room),
        JSON.stringify({ records, splitViews, forked, roles, heads: room.heads() }),
    ].join("\n");
}
