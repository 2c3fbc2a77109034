/** Who may ask for what. */
import type { IncomingMessage } from "node:http";

/** Who asks, and what is shown to that one. */
export interface Viewer {
    /** What the limits count it under. */
    readonly name: string;
    /** Whether it may do all: import, make rooms, read metrics. */
    readonly isOperator: boolean;
    /** Whether it may read a room. @param room its id. */
    mayRead(room: string): boolean;
}

/** A cookie that a token was changed for. */
export interface SignedIn {
    /** The header `Set-Cookie`. */
    readonly cookie: string;
}

/** What stands in front of all that is served. */
export interface Door {
    /** Whether it is that of one's own computer, or of a guild's server. */
    readonly kind: "local" | "server";
    /** Raises a Refusal for a request that is not looked at any further, whoever makes it. */
    check(request: IncomingMessage): void;
    /** Who asks; undefined where the request says nothing of that. Raises a Refusal for a token that does not hold. */
    viewer(request: IncomingMessage): Viewer | undefined | Promise<Viewer | undefined>;
    /** Changes a token for a session. Raises a Refusal where it does not hold. */
    signIn(request: IncomingMessage, token: string): SignedIn | Promise<SignedIn>;
    /** Says that the page was opened by who is not signed in. */
    strangerAtPage(): void;
}
