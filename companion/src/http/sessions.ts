/** Sessions of the page: a cookie that a token was changed for. */
import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../sync/clock";

/** Sessions and links that are remembered; the oldest one goes for a new one. */
const MAX_SESSIONS = 1000;
/** Of one name: who signs in again and again ends no sessions but its own. */
const MAX_SESSIONS_OF_NAME = 50;
const MAX_LINKS = 16;

/** Seconds for which a link for one use holds. */
export const LINK_SECONDS = 60;

/** Seconds for which a session holds. */
const SESSION_SECONDS = 30 * 86_400;

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64");
const newSecret = (): string => randomBytes(32).toString("base64url");

function remember<T>(map: Map<string, T>, max: number, key: string, value: T): void {
    map.set(key, value);
    const [first] = map.keys();
    if (map.size > max) map.delete(first);
}

/** Sessions that hold a `T`, which says what they may. */
export class Sessions<T> {
    private readonly sessions = new Map<string, { readonly holder: T; readonly name: string; readonly ends: number }>();
    /** By hash of the token of a link: when it ends. */
    private readonly links = new Map<string, number>();

    constructor(private readonly clock: Clock) {}

    private now(): number {
        return this.clock.now() / 1000;
    }

    /** How many sessions are remembered. */
    get size(): number {
        return this.sessions.size;
    }

    /** A token for one use within 60 s. */
    newLink(): string {
        const token = newSecret();
        remember(this.links, MAX_LINKS, hashOf(token), this.now() + LINK_SECONDS);
        return token;
    }

    /** Whether a token is one of a link that was not used yet. It is used by that. */
    useLink(token: string): boolean {
        const ends = this.links.get(hashOf(token));
        this.links.delete(hashOf(token));
        return ends !== undefined && this.now() < ends;
    }

    /** Begins a session. @param name of who signs in. @returns what the cookie holds. */
    begin(holder: T, name: string): string {
        const secret = newSecret();
        const own = [...this.sessions].filter(([, session]) => session.name === name);
        if (own.length >= MAX_SESSIONS_OF_NAME) this.sessions.delete(own[0][0]);
        remember(this.sessions, MAX_SESSIONS, hashOf(secret), { holder, name, ends: this.now() + SESSION_SECONDS });
        return secret;
    }

    /** What a session holds; undefined where there is none, or it has ended. */
    find(secret: string): T | undefined {
        const found = this.sessions.get(hashOf(secret));
        return found === undefined || this.now() >= found.ends ? undefined : found.holder;
    }
}

/** The value of a cookie in the header `Cookie`. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
    for (const each of header?.split(";") ?? []) {
        const at = each.indexOf("=");
        if (at > 0 && each.slice(0, at).trim() === name) return each.slice(at + 1).trim();
    }
    return undefined;
}

/** The header `Set-Cookie` for a session. */
export function setCookie(name: string, value: string, isSecure: boolean): string {
    return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/${isSecure ? "; Secure" : ""}; Max-Age=${SESSION_SECONDS}`;
}
