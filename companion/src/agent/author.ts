/** Who signs for this install in a room. */
import type { StoredEvent } from "../format/key";
import { type Character, readGuid, ROLE } from "../room/content-items";
import { isStrong } from "../room/evidence";
import { memberOf } from "../room/roles";
import type { Room } from "../room/room";

/** A device whose role today lets it write batches and vouches. */
export interface Author {
    /** 32 bytes. */
    readonly device: Buffer;
    readonly member: number;
    /** Whether the role is relay or admin. */
    readonly isStrong: boolean;
    readonly characters: readonly Character[];
}

/** Roles whose characters may speak for what is in the room. */
export const isSpeaking = (role: number): boolean => role === ROLE.own || isStrong(role);

/** The device as an author; undefined where it is none of the room's, or its role today is another. */
export function authorOf(room: Room, device: Buffer): Author | undefined {
    const role = room.roleOf(device, Infinity);
    const member = memberOf(room.chain, device);
    if (member === undefined || !isSpeaking(role)) return undefined;
    return { device, member: member.number, isStrong: isStrong(role), characters: member.setting.characters };
}

/** Whether a character has created an event, as far as the server id of the creator is known. */
export function hasCreated({ guid }: Character, { creator, server }: StoredEvent): boolean {
    const { id, server: own } = readGuid(guid);
    return id === creator && (server === 0 || server === own);
}
