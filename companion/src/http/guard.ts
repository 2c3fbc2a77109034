/** Which requests are served at all: those that read, of this computer, and of no website. */
import { Refusal } from "./refusal";

/** What a request says of itself. */
export interface RequestHead {
    readonly method: string;
    readonly host: string | undefined;
    readonly origin: string | undefined;
    /** "cross-site": a page of another site has asked for it. */
    readonly site: string | undefined;
}

/**
 * Raises a Refusal for what would change something, and for what a website in the browser asks for: by another name for 127.0.0.1, or from
 * another origin.
 */
export function checkRequest({ method, host, origin, site }: RequestHead, port: number): void {
    if (method !== "GET" && method !== "HEAD")
        throw new Refusal(405, `${method}: this server is read only, GET and HEAD are served`);
    const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${port}`);
    if (host === undefined || !hosts.includes(host.toLowerCase()))
        throw new Refusal(403, `Host: ${hosts.join(" or ")} expected. Open http://${hosts[0]}/ on this computer`);
    if (origin !== undefined && origin !== `http://${host.toLowerCase()}`)
        throw new Refusal(403, "Origin: other websites may not read this server");
    if (site === "cross-site") throw new Refusal(403, "Sec-Fetch-Site: other websites may not read this server");
}
