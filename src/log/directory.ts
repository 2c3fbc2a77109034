/**
 * Creator (u32) -> server id: a key holds only half of its creator's GUID, this is the other half. What the client
 * itself knows (its roster) outranks what blocks of others say.
 */

import { packU32, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import type { Pause } from "../ports";
import { formatGuid, MAX_SERVER } from "../event/guid";

const min = math.min;

/** Entries that are packed or read between two looks at the frame's budget. */
const STEP = 64;

/** Entries whose packed form is kept as one text: to join twenty thousand from small ones takes several times their bytes. */
const GROUP = STEP * STEP;

export class Directory {
    private readonly servers = new LuaMap<number, number>();
    private readonly certain = new LuaSet<number>();
    private readonly guids = new LuaMap<number, string>();
    private readonly creators: number[] = [];
    private count = 0;
    /** STEP creators each, packed, and GROUP of them, by the index of the first: as far as nothing has changed since. */
    private packed = new LuaMap<number, string>();
    private groups = new LuaMap<number, string>();
    /** Raised by every change. */
    revision = 0;

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

    /** Whether this says something else of a creator than what is known, and the game has not said that. */
    isNews(creator: number, server: number, isCertain: boolean): boolean {
        return server !== 0 && !this.certain.has(creator) && (isCertain || this.servers.get(creator) !== server);
    }

    /**
     * Notes the server id of a creator. Of several that peers tell, the smallest stays, so that all clients have the same.
     * @param isCertain true when the game said so, false when a peer did.
     * @returns whether a GUID changed that guid() has given.
     */
    note(creator: number, server: number, isCertain: boolean): boolean {
        const known = this.servers.get(creator);
        const isKept = !isCertain && known !== undefined && known <= server;
        if (isKept || !this.isNews(creator, server, isCertain)) {
            return false;
        }
        if (isCertain) {
            this.certain.add(creator);
        }
        return known !== server && this.replace(creator, server);
    }

    /** Notes the server id of a creator in the place of the one that is known. Returns what note() returns. */
    replace(creator: number, server: number): boolean {
        if (this.servers.has(creator)) {
            this.packed = new LuaMap();
            this.groups = new LuaMap();
        } else {
            this.creators[this.count] = creator;
            this.count++;
        }
        this.servers.set(creator, server);
        this.revision++;
        const wasGiven = this.guids.has(creator);
        this.guids.delete(creator);
        return wasGiven;
    }

    /** The entries in the order in which they came: u32 creator and varint server each. */
    pack(pause: Pause): string {
        const texts: string[] = [];
        let size = 0;
        for (const first of $range(0, this.count - 1, GROUP)) {
            texts[size] = this.groups.get(first) ?? this.packGroup(first, pause);
            size++;
        }
        return table.concat(texts);
    }

    private packGroup(first: number, pause: Pause): string {
        const { packed, groups } = this;
        const parts: string[] = [];
        const end = min(first + GROUP, this.count);
        let size = 0;
        for (const from of $range(first, end - 1, STEP)) {
            const known = this.packed.get(from);
            parts[size] = known ?? this.packSome(from);
            size++;
            if (known === undefined) {
                pause();
            }
        }
        const text = table.concat(parts);
        if (end === first + GROUP) {
            // Where one of them has changed during a pause, there are other maps by now.
            groups.set(first, text);
            for (const from of $range(first, end - 1, STEP)) {
                packed.delete(from);
            }
        }
        return text;
    }

    private packSome(from: number): string {
        const parts: string[] = [];
        const end = min(from + STEP, this.count);
        for (const index of $range(from, end - 1)) {
            const creator = this.creators[index];
            parts[index - from] = packU32(creator) + encodeVarint(this.server(creator));
        }
        const part = table.concat(parts);
        if (end === from + STEP) {
            this.packed.set(from, part);
        }
        return part;
    }

    /** Takes in what pack() wrote, up to the first fault. False when there is one. */
    unpack(bytes: string, pause: Pause): boolean {
        let position = 1;
        let count = 0;
        while (position <= bytes.length) {
            const creator = readU32(bytes, position);
            const [server, next] = decodeVarint(bytes, position + 4);
            if (creator === undefined || server === undefined || server > MAX_SERVER) {
                return false;
            }
            this.note(creator, server, false);
            position = next;
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        return true;
    }
}
