/** What a server is to a room: docs/companion-protocol.md, "Which epoch counts". */
import { ROLE } from "../room/content-items";
import { epochOf } from "../room/epoch";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";

export type Standing =
    /** It gives the numbers. */
    | { readonly is: "primary" }
    /** It is to give them, but its list lacks the epoch record that says so: it was set back, and begins a new one. */
    | { readonly is: "setBack" }
    /** It follows another. @param url "" where that is not known. */
    | { readonly is: "replica"; readonly url: string }
    /** The same, and its list lacks the epoch record that says so: it serves nobody before it has that. */
    | { readonly is: "superseded"; readonly url: string; readonly epoch: RoomRecord };

/**
 * @param strongest the epoch record that counts. @param own the server's key.
 * @param configured url of the primary where this server was told to be a replica.
 */
export function standingOf(
    { room }: KeptRoom,
    strongest: RoomRecord | undefined,
    own: Buffer,
    configured: string | undefined,
): Standing {
    if (strongest === undefined)
        return configured === undefined ? { is: "primary" } : { is: "replica", url: configured };
    const isListed = room.byId(strongest.id) !== undefined;
    const named = epochOf(strongest).url;
    const url = named === "" ? (configured ?? "") : named;
    if (strongest.author.equals(own)) {
        if (isListed) return { is: "primary" };
        if (room.roleOf(own, Infinity) === ROLE.server) return { is: "setBack" };
    }
    return isListed ? { is: "replica", url } : { is: "superseded", url, epoch: strongest };
}

/** Whether two are the same. */
export function isSameStanding(one: Standing, other: Standing): boolean {
    const text = (standing: Standing): string =>
        [
            standing.is,
            "url" in standing ? standing.url : "",
            "epoch" in standing ? standing.epoch.id.toString("hex") : "",
        ].join(" ");
    return text(one) === text(other);
}
