/** What entries say that change rights: each a function of the room as its author has it, loose records included. */
import type { Action } from "../room/actions";
import { nameOf } from "../room/chain";
import { type Character, type Head, ROLE } from "../room/content-items";
import { acceptProof } from "../room/invite";
import { type Signer, ZERO } from "../room/keys";
import type { Room } from "../room/room";
import { Misuse } from "../command";
import { VOID_WORDS } from "./words";

/** Heads that one entry names at most. */
const MOST_HEADS = 64;

/** By role: how much it lets do. A server reads, and makes its own list. */
const RANKS: readonly number[] = [0, 1, 2, 3, 4, 1];

/** The newest record of a device; seq 0 with ZERO where it has none. */
function headOf(room: Room, device: Buffer): Head {
    const own = room.heads().find(({ key }) => key.equals(device));
    return { device, seq: own?.seq ?? 0, id: own?.id ?? ZERO };
}

/**
 * What the room has of some members' devices: records up to these keep the role that they had. Of more devices than an entry can name, those with
 * the most records are named; what the others wrote does not count any more.
 */
export function headsOf(room: Room, members: readonly number[]): Head[] {
    const devices = [...room.chain.devices.values()].filter(({ member }) => members.includes(member));
    return devices
        .map(({ key }) => headOf(room, key))
        .filter(({ seq }) => seq > 0)
        .sort((one, other) => (one.seq === other.seq ? Buffer.compare(one.device, other.device) : other.seq - one.seq))
        .slice(0, MOST_HEADS)
        .sort((one, other) => Buffer.compare(one.device, other.device));
}

/** A member of a room. Raises Misuse where there is none. */
function memberAt(room: Room, number: number): { label: string; role: number; characters: readonly Character[] } {
    const member = room.chain.members.at(number);
    if (member === undefined) throw new Misuse(VOID_WORDS.member);
    const { role, characters } = member.setting;
    return { label: member.label, role, characters };
}

/** A member that is new. */
export function newMember(room: Room, label: string, characters: readonly Character[], role: number): Action {
    return { action: "member", number: room.chain.members.length, label, characters, role, heads: [] };
}

/** Another role for a member. What takes rights away names the heads that are here; what gives some counts for older records, too. */
export function roleChange(room: Room, number: number, role: number): Action {
    const { label, role: before, characters } = memberAt(room, number);
    const heads = RANKS[role] < RANKS[before] ? headsOf(room, [number]) : [];
    return { action: "member", number, label, characters, role, heads };
}

/** A member is removed: what it wrote up to now counts as before, nothing after that does. */
export const removal = (room: Room, number: number): Action => roleChange(room, number, ROLE.none);

/** An invite for a member. @param invite the key of its secret. */
export const inviteFor = (invite: Buffer, member: number): Action => ({ action: "invite", invite, member });

/** An invite is used by a device that is new. */
export function acceptance(room: Buffer, invite: Signer, device: Buffer, label: string): Action {
    return { action: "accept", invite: invite.key, proof: acceptProof(invite, room, device), label };
}

/** A device is dropped: it is lost or stolen. */
export const dropOf = (room: Room, device: Buffer): Action => ({ action: "drop", ...headOf(room, device) });

/** An invite holds no longer. */
export const cancelOf = (invite: Buffer): Action => ({ action: "cancel", invite });

/** A device of a member, whose key is known. */
export const deviceOf = (device: Buffer, member: number, label: string): Action => ({
    ...{ action: "device", device, member, label },
});

/** A scope of a ledger is taken. @param isOpen whether every member may write own events in it. */
export function scopeTaken(ledger: Buffer, scope: Buffer, isOpen: boolean): Action {
    return { action: "scope", ledger, scope, into: scope, open: isOpen };
}

/** A scope is a former name of another one. */
export function scopeRenamed(ledger: Buffer, scope: Buffer, into: Buffer): Action {
    return { action: "scope", ledger, scope, into, open: false };
}

/** A scope is taken no longer. */
export function scopeEnded(ledger: Buffer, scope: Buffer): Action {
    return { action: "scope", ledger, scope, into: Buffer.alloc(0), open: false };
}

/** Who takes a room over by the recovery code. */
export interface Rescuer {
    readonly device: Buffer;
    readonly label: string;
    readonly characters: readonly Character[];
    /** The key of the new recovery code. */
    readonly recovery: Buffer;
}

/** All admins lose their role, what they wrote up to now counts as before, and the device is that of a new admin. */
export function recovery(room: Room, rescuer: Rescuer): Action {
    const admins = room.chain.members.filter(({ setting }) => setting.role === ROLE.admin);
    return {
        action: "recover",
        ...rescuer,
        heads: headsOf(
            room,
            admins.map(({ number }) => number),
        ),
    };
}

/** Open invites of a member, by their keys. */
export function openInvites({ chain }: Room, member: number): Buffer[] {
    return [...chain.open]
        .filter((name) => chain.invites.get(name)?.member === member)
        .sort()
        .map((name) => Buffer.from(name, "hex"));
}

/** The member that an open invite is for; undefined where it is not open. */
export function inviteeOf({ chain }: Room, invite: Buffer): number | undefined {
    const name = nameOf(invite);
    return chain.open.has(name) ? chain.invites.get(name)?.member : undefined;
}
