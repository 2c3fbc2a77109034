/** The door of a companion on one's own computer. docs/companion-protocol.md, "The local page". */
import type { IncomingMessage } from "node:http";
import type { Clock } from "../sync/clock";
import type { Door, SignedIn, Viewer } from "./door";
import { Refusal } from "./refusal";
import { cookieOf, Sessions, setCookie } from "./sessions";

const OWNER: Viewer = { name: "local", isOperator: true, mayRead: () => true };

/** Milliseconds between two links that strangers at the page make the companion print. */
const LINK_PAUSE = 10_000;

/** How the door is set up. */
export interface LocalDoorOptions {
    /** The port that is listened on. */
    readonly port: () => number;
    /** Whether programs of this computer are answered without a session, as a sample is shown. */
    readonly isOpen: boolean;
    readonly clock: Clock;
    /** Is given a link that signs in, when somebody has opened the page without one. */
    readonly tellLink: (url: string) => void;
}

/** Answers this computer alone, and no website in its browser. */
export class LocalDoor implements Door {
    private readonly sessions: Sessions<Viewer>;
    readonly kind = "local";
    private lastLink = -Infinity;

    constructor(private readonly options: LocalDoorOptions) {
        this.sessions = new Sessions(options.clock);
    }

    /** The address of the page, with a token for one use within 60 s; without one where none is needed. */
    link(): string {
        const page = `http://127.0.0.1:${this.options.port()}/`;
        return this.options.isOpen ? page : `${page}#${this.sessions.newLink()}`;
    }

    check({ headers }: IncomingMessage): void {
        const { host = "", origin, "sec-fetch-site": site } = headers;
        const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${this.options.port()}`);
        if (!hosts.includes(host.toLowerCase()))
            throw new Refusal(421, `Host: ${hosts.join(" or ")} expected. Open http://${hosts[0]}/ on this computer`);
        if (origin !== undefined && origin !== `http://${host.toLowerCase()}`)
            throw new Refusal(403, "Origin: other websites may not use this server");
        if (site === "cross-site") throw new Refusal(403, "Sec-Fetch-Site: other websites may not use this server");
    }

    // Browsers send cookies to every port of a host: its name has the port.
    private get cookieName(): string {
        return `ledger-${this.options.port()}`;
    }

    viewer({ headers }: IncomingMessage): Viewer | undefined {
        if (this.options.isOpen) return OWNER;
        const cookie = cookieOf(headers.cookie, this.cookieName);
        return cookie === undefined ? undefined : this.sessions.find(cookie);
    }

    signIn(_request: IncomingMessage, token: string): SignedIn {
        if (!this.sessions.useLink(token))
            throw new Refusal(
                401,
                "this link was used already, or is older than a minute: the companion prints a new one where it runs",
            );
        return { cookie: setCookie(this.cookieName, this.sessions.begin(OWNER, OWNER.name), false) };
    }

    strangerAtPage(): void {
        const now = this.options.clock.now();
        if (now - this.lastLink < LINK_PAUSE) return;
        this.lastLink = now;
        this.options.tellLink(this.link());
    }
}
