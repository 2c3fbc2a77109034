/**
 * The players of a unit: creators, and whoever stands in a field of kind guid or guid[]. Each is written once, and named by
 * number from then on.
 */

import { decodeVarint, encodeVarint } from "../codec/varint";
import { ID_BYTES, MAX_SERVER } from "../event/guid";

const sub = string.sub;

/** Gives players their numbers. */
export class PlayerWriter {
    /** The ids of all players, u32 each, and their server ids, varint each, in order of appearance. */
    readonly ids: string[] = [];
    readonly servers: string[] = [];
    private count = 0;
    private readonly numbers = new LuaMap<string, number>();

    /**
     * The bytes that name a player: its number from 1 on, or 0 for the next new one.
     * @param server its server id, as a varint.
     * @param id its id, 4 bytes.
     */
    name(server: string, id: string): string {
        const player = server + id;
        const known = this.numbers.get(player);
        if (known !== undefined) {
            return encodeVarint(known);
        }
        this.ids[this.count] = id;
        this.servers[this.count] = server;
        this.count++;
        this.numbers.set(player, this.count);
        return encodeVarint(0);
    }
}

/** Finds players by their numbers. */
export class PlayerReader {
    /** Server id (varint) and id (4 bytes) of the player that read() found last. */
    server = "";
    id = "";
    private readonly ids: string[] = [];
    private readonly servers: string[] = [];
    private count = 0;
    private nextServer = 1;

    /**
     * @param idColumn all ids in order of appearance.
     * @param serverColumn all server ids.
     */
    constructor(
        private readonly idColumn: string,
        private readonly serverColumn: string,
    ) {}

    /**
     * Finds the player that a name at a position means.
     * @returns the position behind the name; nil when it means nobody.
     */
    read(bytes: string, position: number): number | undefined {
        const [number, next] = decodeVarint(bytes, position);
        if (number === undefined || number > this.count || (number === 0 && !this.readNew())) {
            return undefined;
        }
        const index = (number === 0 ? this.count : number) - 1;
        this.server = this.servers[index];
        this.id = this.ids[index];
        return next;
    }

    private readNew(): boolean {
        const start = this.count * ID_BYTES + 1;
        const [server, next] = decodeVarint(this.serverColumn, this.nextServer);
        if (server === undefined || server > MAX_SERVER || start + ID_BYTES - 1 > this.idColumn.length) {
            return false;
        }
        this.ids[this.count] = sub(this.idColumn, start, start + ID_BYTES - 1);
        this.servers[this.count] = sub(this.serverColumn, this.nextServer, next - 1);
        this.nextServer = next;
        this.count++;
        return true;
    }
}
