/** Tokens that read a room over HTTP and WebSocket. docs/companion-protocol.md, "Credentials". */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export const TOKEN_BYTES = 32;
const DAY_SECONDS = 86_400;

/** Days until a token ends, unless told otherwise. */
export const TOKEN_DAYS = 90;
/** Most days until a token ends. */
export const MOST_TOKEN_DAYS = 3650;

/** What a server keeps of a token. */
export interface TokenInfo {
    /** SHA-256 of it. */
    readonly hash: Buffer;
    /** Hex of the room that it reads; undefined for an operator's, which reads all rooms, and imports. */
    readonly room: string | undefined;
    readonly label: string;
    /** Unix seconds. */
    readonly made: number;
    readonly ends: number;
}

/** Where tokens are kept. What it raises is a StoreError. */
export interface Tokens {
    /** All of them, in the order in which they were made. What another process has changed is seen, within seconds at the latest. */
    all(): readonly TokenInfo[];
    /** The one that has a hash and holds now, if any. @param now Unix seconds. */
    find(hash: Buffer, now: number): Promise<TokenInfo | undefined>;
}

/** Tokens that can be made and taken back. What it raises is a StoreError. */
export interface EditedTokens {
    all(): readonly TokenInfo[];
    add(token: TokenInfo): Promise<void>;
    /** Takes one back. @returns whether it was there. */
    remove(hash: Buffer): Promise<boolean>;
    /** How the server is reached; links lead to the first. */
    readonly publicUrls: readonly string[];
}

const ID_LENGTH = 12;

/** What a token is called where it itself is not shown. */
export const tokenId = ({ hash }: TokenInfo): string => hash.toString("hex").slice(0, ID_LENGTH);

/** The one that is called so; undefined where there is none. */
export const tokenWithId = (tokens: readonly TokenInfo[], id: string): TokenInfo | undefined =>
    tokens.find((token) => tokenId(token) === id);

/** A link that signs in on the page. @param url of the server. @param text of a token: what stands behind # is not sent. */
export const tokenLink = (url: string, text: string): string => `${new URL(url).href}#${text}`;

/** The hash that is kept of a token. */
export const tokenHash = (token: Buffer): Buffer => createHash("sha256").update(token).digest();

/** Draws a secret whose text does not begin with a hyphen: a command line takes that for an option. */
export function drawSecret(): Buffer {
    for (;;) {
        const secret = randomBytes(TOKEN_BYTES);
        if (!secret.toString("base64url").startsWith("-")) return secret;
    }
}

/** Makes a token. @returns it as text, which is shown once, and what is kept of it. */
export function newToken(
    room: string | undefined,
    label: string,
    now: number,
    days = TOKEN_DAYS,
): { readonly text: string; readonly info: TokenInfo } {
    const token = drawSecret();
    const info = { hash: tokenHash(token), room, label, made: now, ends: now + days * DAY_SECONDS };
    return { text: token.toString("base64url"), info };
}

/** The bytes of a token's text; undefined where it is none. */
export function parseToken(text: string): Buffer | undefined {
    const bytes = /^[A-Za-z0-9_-]{43}$/.test(text) ? Buffer.from(text, "base64url") : undefined;
    return bytes?.length === TOKEN_BYTES ? bytes : undefined;
}

/** The token that has a hash and holds now. All are compared, each in constant time. */
export function findToken(tokens: readonly TokenInfo[], hash: Buffer, now: number): TokenInfo | undefined {
    let found: TokenInfo | undefined;
    for (const each of tokens) if (each.hash.length === hash.length && timingSafeEqual(each.hash, hash)) found = each;
    return found === undefined || now >= found.ends ? undefined : found;
}
