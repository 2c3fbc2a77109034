/** Who may do what in a room, and how a client proves it: docs/companion-protocol.md, "Credentials". */
import { nameOf } from "../room/chain";
import { KIND } from "../room/contents";
import { ROLE } from "../room/content-items";
import { isSignedFor, PURPOSE, type Signer, signFor } from "../room/keys";
import type { RoomRecord } from "../room/record";
import type { Room } from "../room/room";
import type { Credential } from "./message-forms";

/** What a connection may do in a room today. */
export type Right =
    | { readonly by: "device"; readonly key: Buffer; readonly member: number; readonly role: number }
    /** It reads, and offers the one entry that it is for. */
    | { readonly by: "invite" | "recovery"; readonly key: Buffer }
    /** It reads. */
    | { readonly by: "token"; readonly hash: Buffer }
    | { readonly by: "guest" };

/** The role that Welcome shows. */
export const roleOfRight = (right: Right): number => (right.by === "device" ? right.role : ROLE.read);

/** What a key may do in a room as its chain is now; undefined where that is nothing. */
export function rightOfKey(room: Room, key: Buffer): Right | undefined {
    const { chain } = room;
    const device = chain.deviceOf(key);
    if (device !== undefined) {
        const role = room.roleOf(key, Infinity);
        return role === ROLE.none ? undefined : { by: "device", key, member: device.member, role };
    }
    const invite = chain.open.has(nameOf(key)) ? chain.invites.get(nameOf(key)) : undefined;
    // Links that a member made, or that were made for it, end with it.
    if (invite !== undefined && chain.members[invite.member].setting.role !== ROLE.none) return { by: "invite", key };
    return chain.recovery.equals(key) ? { by: "recovery", key } : undefined;
}

/** Whether an invite or the recovery key is for a record, the only one that it may offer. */
export function isAdmission(key: Buffer, { author, content }: RoomRecord): boolean {
    if (content.kind !== KIND.entry) return false;
    const { said } = content;
    if (said.action === "accept") return said.invite.equals(key);
    return said.action === "recover" && author.equals(key);
}

/** The host that a proof for a url names: in small letters, with the port where it is not that of the scheme. */
export function hostOf(url: string): string {
    return URL.canParse(url) ? new URL(url).host.toLowerCase() : "";
}

/** What a client says with a key. @param host hostOf() the url that it connected to. */
export function proofOf(signer: Signer, nonce: Buffer, room: Buffer, host: string): Credential {
    const signature = signFor(PURPOSE.announce, signer, nonce, room, Buffer.from(host));
    return { key: signer.key, host, signature };
}

/** Whether the proof of a key holds for this connection. */
export function isProof(
    { key, host, signature }: Extract<Credential, { readonly key: Buffer }>,
    nonce: Buffer,
    room: Buffer,
): boolean {
    return isSignedFor(PURPOSE.announce, key, signature, nonce, room, Buffer.from(host));
}
