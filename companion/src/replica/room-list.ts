/** Which rooms a primary has, as it tells an operator's token. */
import { socketUrl } from "../sync/websocket";

const WAIT_MS = 20_000;
const MAX_BYTES = 16_777_216;
const MAX_ROOMS = 65_536;
const ROOM_ID = /^[0-9a-f]{64}$/;

/** Gets a text over HTTP. Raises where that cannot be. */
export type Fetch = (url: string, token: string) => Promise<string>;

/** Over the network. Goes to no other host than that of the url, whatever the answer says: the token would go along. */
export const fetchText: Fetch = async (url, token) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(WAIT_MS) });
    if (!answer.ok) throw new Error(`${url} answers with ${answer.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
        parts.push(part);
        bytes += part.length;
        if (bytes > MAX_BYTES) throw new Error(`${url} answers with more than ${MAX_BYTES} bytes`);
    }
    return Buffer.concat(parts).toString("utf8");
};

/** Where a server tells its rooms. @param url how it is reached: of any scheme that a room may be reached by. */
export function roomsUrl(url: string): string {
    const base = new URL(socketUrl(url).replace(/^ws/, "http"));
    base.pathname = `${base.pathname.replace(/\/+$/, "")}/rooms`;
    return base.href;
}

/** The ids of a primary's rooms, ascending. Raises an Error where it does not tell them. */
export async function roomsOf(fetchIt: Fetch, url: string, token: string): Promise<Buffer[]> {
    const answer = JSON.parse(await fetchIt(roomsUrl(url), token)) as { readonly rooms?: unknown } | null;
    const rooms: unknown = answer?.rooms;
    if (!Array.isArray(rooms)) throw new Error(`${url} tells no rooms`);
    const ids = rooms.slice(0, MAX_ROOMS).map((room: unknown) => (room as { readonly id?: unknown } | null)?.id);
    return ids
        .filter((id): id is string => typeof id === "string" && ROOM_ID.test(id))
        .sort()
        .map((id) => Buffer.from(id, "hex"));
}
