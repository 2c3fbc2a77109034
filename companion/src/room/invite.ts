/** Invites: a link for one player, the key that its secret makes, and the proof that a new device had it. */
import { isSignedFor, KEY_BYTES, PURPOSE, SECRET_BYTES, type Signer, signerOfSecret, signFor } from "./keys";

/** What a link says. */
export interface Invite {
    /** URL of the server, without what stands behind `#`. */
    readonly url: string;
    /** Id of the room, 32 bytes. */
    readonly room: Buffer;
    /** 16 bytes. */
    readonly secret: Buffer;
}

const LONGEST_LINK = 2048;
const LINK =
    /^(https:\/\/[^\s#]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/[^\s#]*)#lel1\.([\w-]{43})\.([\w-]{22})$/;

/** Bytes of base64url in its one form without padding; undefined where the text is another one. */
function fromBase64url(text: string, length: number): Buffer | undefined {
    const bytes = Buffer.from(text, "base64url");
    return bytes.length === length && bytes.toString("base64url") === text ? bytes : undefined;
}

/** The link of an invite. What stands behind `#` is never sent to a server by a browser. */
export function inviteLink({ url, room, secret }: Invite): string {
    return `${url}#lel1.${room.toString("base64url")}.${secret.toString("base64url")}`;
}

/**
 * What a link says. Servers are reached by https, and by http on the own computer.
 * @returns undefined where it is no link of an invite.
 */
export function parseInviteLink(link: string): Invite | undefined {
    const match = link.length > LONGEST_LINK ? null : LINK.exec(link);
    if (match === null || !URL.canParse(match[1])) return undefined;
    const room = fromBase64url(match[2], KEY_BYTES);
    const secret = fromBase64url(match[3], SECRET_BYTES);
    return room === undefined || secret === undefined ? undefined : { url: match[1], room, secret };
}

/** The key pair of an invite's secret. */
export function inviteSigner(secret: Buffer): Signer {
    return signerOfSecret(PURPOSE.invite, secret);
}

/** The proof of an _accept_: that who joins as `device` had the secret of the invite. */
export function acceptProof(invite: Signer, room: Buffer, device: Buffer): Buffer {
    return signFor(PURPOSE.accept, invite, room, device);
}

/** Whether the proof of an _accept_ holds. */
export function isAcceptProof(inviteKey: Buffer, proof: Buffer, room: Buffer, device: Buffer): boolean {
    return isSignedFor(PURPOSE.accept, inviteKey, proof, room, device);
}
