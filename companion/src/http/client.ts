/** Who is at the other end of a request, and which server it takes this one for. */
import type { IncomingMessage } from "node:http";

/** The other end. */
export interface Client {
    /** IP address. */
    readonly address: string;
    /** What it has called this server, in small letters, with `:port` where that is not the usual one; "" where it did not say. */
    readonly host: string;
}

/** The last of a list that proxies add to: it is the only one that the own proxy has written. */
function lastOf(header: string | string[] | undefined): string | undefined {
    const text = Array.isArray(header) ? header.at(-1) : header;
    const last = text?.split(",").at(-1)?.trim();
    return last === "" ? undefined : last;
}

/** The client of a request. @param isBehindProxy whether what a proxy says of it counts: X-Forwarded-For and X-Forwarded-Host. */
export function clientOf({ headers, socket }: IncomingMessage, isBehindProxy: boolean): Client {
    const own = { address: socket.remoteAddress ?? "", host: (headers.host ?? "").toLowerCase() };
    if (!isBehindProxy) return own;
    return {
        address: lastOf(headers["x-forwarded-for"]) ?? own.address,
        host: lastOf(headers["x-forwarded-host"])?.toLowerCase() ?? own.host,
    };
}
