/** The door of a guild's server: tokens, and no website but its own. docs/companion-protocol.md, "Credentials". */
import type { IncomingMessage } from "node:http";
import { clientOf } from "./client";
import type { Clock } from "../sync/clock";
import type { Door, SignedIn, Viewer } from "./door";
import type { Failures } from "./failures";
import { Refusal } from "./refusal";
import { cookieOf, Sessions, setCookie } from "./sessions";
import { parseToken, tokenHash, type TokenInfo, type Tokens } from "./tokens";

const COOKIE = "ledger-session";
const NO_TOKEN = "this token does not hold: it has ended, was taken back, or is of another server. Ask the operator";

/** How the door is set up. */
export interface ServerDoorOptions {
    readonly tokens: Tokens;
    readonly clock: Clock;
    readonly failures: Failures;
    readonly isBehindProxy: boolean;
    /** Whether browsers come by https: the cookie is for that alone then. */
    readonly isSecure: boolean;
    /** Origins of the page beside that of `Host`: of each `--public-url`. */
    readonly origins: readonly string[];
}

function viewerOf({ hash, room }: TokenInfo): Viewer {
    const isOperator = room === undefined;
    return { name: hash.toString("base64"), isOperator, mayRead: (id) => isOperator || id === room };
}

/** Lets in who has a token. */
export class ServerDoor implements Door {
    readonly kind = "server";
    /** Sessions hold the hash of the token, which is looked up anew each time: what was taken back holds no longer. */
    private readonly sessions: Sessions<Buffer>;

    constructor(private readonly options: ServerDoorOptions) {
        this.sessions = new Sessions(options.clock);
    }

    check(request: IncomingMessage): void {
        const { origin } = request.headers;
        if (origin === undefined) return;
        const { host } = clientOf(request, this.options.isBehindProxy);
        const own = [`http://${host}`, `https://${host}`, ...this.options.origins];
        if (!own.includes(origin.toLowerCase()))
            throw new Refusal(403, "Origin: other websites may not use this server");
    }

    private async find(request: IncomingMessage, token: Buffer | undefined): Promise<TokenInfo> {
        const { failures, tokens, clock, isBehindProxy } = this.options;
        const { address } = clientOf(request, isBehindProxy);
        if (failures.mustWait(address)) throw new Refusal(429, "too many tokens that do not hold: wait a minute", 60);
        const found = token === undefined ? undefined : await tokens.find(tokenHash(token), clock.unix());
        if (found !== undefined) return found;
        failures.add(address);
        throw new Refusal(401, NO_TOKEN);
    }

    viewer(request: IncomingMessage): Promise<Viewer | undefined> | undefined {
        const { authorization, cookie } = request.headers;
        if (authorization !== undefined) {
            const [, text = ""] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
            return this.find(request, parseToken(text)).then(viewerOf);
        }
        const session = cookieOf(cookie, COOKIE);
        const hash = session === undefined ? undefined : this.sessions.find(session);
        const { tokens, clock } = this.options;
        return hash && tokens.find(hash, clock.unix()).then((info) => info && viewerOf(info));
    }

    async signIn(request: IncomingMessage, text: string): Promise<SignedIn> {
        const { hash } = await this.find(request, parseToken(text));
        const session = this.sessions.begin(hash, hash.toString("base64"));
        return { cookie: setCookie(COOKIE, session, this.options.isSecure) };
    }

    strangerAtPage(): void {
        // A server has no terminal that somebody watches.
    }
}
