/** A server as a member of the room that it serves. */
import { ROLE } from "../../src/room/content-items";
import { FOUNDER, type Guild } from "../support/guild";

/** Makes a server's key a device of a member with the role server. */
export function deviceEntry(guild: Guild, key: Buffer): void {
    const number = guild.room.chain.members.length;
    const said = { number, label: "Server", characters: [], role: ROLE.server, heads: [] };
    guild.entry(FOUNDER, { action: "member", ...said });
    guild.entry(FOUNDER, { action: "device", device: key, member: number, label: "Server" });
}
