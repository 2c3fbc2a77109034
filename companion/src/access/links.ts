/** Links for one player, as they are made and as somebody pastes them. */
import { randomBytes } from "node:crypto";
import { Misuse } from "../command";
import { type Invite, inviteLink, inviteSigner, parseInviteLink } from "../room/invite";
import { SECRET_BYTES } from "../room/keys";

/** A new invite: its key goes into the room, its link to the player. */
export interface NewInvite {
    readonly key: Buffer;
    readonly link: string;
}

/** Draws an invite. @param url of the server. */
export function newInvite(url: string, room: Buffer): NewInvite {
    const secret = randomBytes(SECRET_BYTES);
    return { key: inviteSigner(secret).key, link: inviteLink({ url, room, secret }) };
}

/** What chats and mails put around a link. */
const AROUND = /^[\s<("'`]+|[\s>)"'`.,;]+$/g;

/** What a link says that somebody typed. Raises Misuse, which says nothing of the secret. */
export function readLink(text: string): Invite {
    const invite = parseInviteLink(text.replaceAll(AROUND, ""));
    if (invite !== undefined) return invite;
    const isCut = text.includes("#lel1.");
    const hint = isCut
        ? "this one is cut off or changed: copy all of it, also what stands behind #"
        : "a link as https://HOST/PATH#lel1.ROOM.SECRET expected: an admin's `invite`, or `pair` on another computer of yours, prints it";
    throw new Misuse(`LINK: ${hint}`);
}

/** The url of a server that somebody typed. Raises Misuse. */
export function readServerUrl(text: string | undefined): string {
    const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
    const isLocal = url !== undefined && /^(127\.0\.0\.1|localhost)$/.test(url.hostname);
    const isTaken = url?.protocol === "https:" || (url?.protocol === "http:" && isLocal);
    if (url === undefined || !isTaken)
        throw new Misuse(`--server: an url as https://ledger.example/ expected, got "${text ?? ""}"`);
    if (url.hash !== "" || url.username !== "" || url.password !== "" || url.search !== "")
        throw new Misuse("--server: an url without name, password, ? and # expected");
    return url.href;
}

/** The permit of a server that somebody typed: 32 bytes, base64url. Raises Misuse. */
export function readPermit(text: string | undefined): Buffer | undefined {
    if (text === undefined) return undefined;
    const permit = Buffer.from(text, "base64url");
    if (permit.length === 32 && permit.toString("base64url") === text) return permit;
    throw new Misuse("--permit: what the server's first start has printed expected, 43 characters");
}
