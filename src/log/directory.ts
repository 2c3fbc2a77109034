/**
 * Creator (u32) -> server id: a key holds only half of its creator's GUID, this is the other half. What the client
 * itself knows (its roster) outranks what blocks of others say.
 */

import { packU32, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import { formatGuid, MAX_SERVER } from "../event/guid";

export class Directory {
    private readonly servers = new LuaMap<number, number>();
    private readonly certain = new LuaSet<number>();
    private readonly guids = new LuaMap<number, string>();
    private readonly creators: number[] = [];
    private count = 0;

    /** Server id of a creator, 0 when unknown. */
    server(creator: number): number {
        return this.servers.get(creator) ?? 0;
    }

    /** Full GUID of a creator; with the server id `otherwise` when its own is unknown. */
    guid(creator: number, otherwise = 0): string {
        if (otherwise !== 0 && !this.servers.has(creator)) {
            return formatGuid(otherwise, creator);
        }
        let guid = this.guids.get(creator);
        if (guid === undefined) {
            guid = formatGuid(this.server(creator), creator);
            this.guids.set(creator, guid);
        }
        return guid;
    }

    /**
     * Notes the server id of a creator.
     * @param isCertain true when the game said so, false when a block did: then a known entry is not replaced.
     */
    note(creator: number, server: number, isCertain: boolean): void {
        if (server === 0 || this.certain.has(creator)) {
            return;
        }
        if (isCertain) {
            this.certain.add(creator);
        }
        if (!this.servers.has(creator)) {
            this.creators[this.count] = creator;
            this.count++;
        } else if (!isCertain) {
            return;
        }
        this.servers.set(creator, server);
        this.guids.delete(creator);
    }

    /** The entries in the order in which they came: u32 creator and varint server each. */
    pack(): string {
        const parts: string[] = [];
        let size = 0;
        for (const creator of this.creators) {
            parts[size] = packU32(creator) + encodeVarint(this.server(creator));
            size++;
        }
        return table.concat(parts);
    }

    /** Takes in what pack() wrote, up to the first fault. */
    unpack(bytes: string): void {
        let position = 1;
        while (position <= bytes.length) {
            const creator = readU32(bytes, position);
            const [server, next] = decodeVarint(bytes, position + 4);
            if (creator === undefined || server === undefined || server > MAX_SERVER) {
                return;
            }
            this.note(creator, server, false);
            position = next;
        }
    }
}
