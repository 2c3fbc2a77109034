/** Who is at the other end of a request, and which server it takes this one for. */
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/** The other end. */
export interface Client {
    /** IP address; of IPv6 its network: who has one address there has all of them. */
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

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Of the groups of an IPv6 address: those of its network, which one customer has whole. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/** An address as limits count it: of IPv6 the network of 64 bits, of which everybody has all addresses. */
function countedAs(address: string): string {
    const mapped = MAPPED.exec(address)?.[1];
    if (mapped !== undefined) return mapped;
    if (!isIPv6(address) || address === "::1") return address;
    const [head, tail] = address.split("%", 1)[0].split("::");
    const groupsOf = (text = ""): string[] => (text === "" ? [] : text.split(":"));
    const [first, last] = [groupsOf(head), groupsOf(tail)];
    const dotted = last.at(-1)?.includes(".") === true ? 1 : 0;
    const zeros = tail === undefined ? 0 : Math.max(0, GROUPS - first.length - last.length - dotted);
    const all = [...first, ...Array<string>(zeros).fill("0"), ...last].slice(0, NETWORK_GROUPS);
    return `${all.map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}

/** The client of a request. @param isBehindProxy whether what a proxy says of it counts: X-Forwarded-For and X-Forwarded-Host. */
export function clientOf({ headers, socket }: IncomingMessage, isBehindProxy: boolean): Client {
    const own = { address: countedAs(socket.remoteAddress ?? ""), host: (headers.host ?? "").toLowerCase() };
    if (!isBehindProxy) return own;
    const forwarded = lastOf(headers["x-forwarded-for"]);
    return {
        address: forwarded === undefined ? own.address : countedAs(forwarded),
        host: lastOf(headers["x-forwarded-host"])?.toLowerCase() ?? own.host,
    };
}
