/** What is served, and the room that a request is for. */
import type { Driver, Room } from "../store/driver";
import { roomInfos, type RoomInfo } from "../store/local-rooms";
import type { StoredChanges } from "../store/stored-changes";
import { nameOf } from "../room/chain";
import type { RoomUse, Rooms } from "../rooms/rooms";
import type { States } from "../state/states";
import type { Clock } from "../sync/clock";
import type { Seats } from "../sync/server-options";
import type { Door, Viewer } from "./door";
import type { Keeper } from "./keeper";
import type { PageFiles } from "./page-files";
import { Refusal } from "./refusal";
import type { EditedTokens } from "./tokens";

/** Somebody who is connected to a room. */
export interface Person {
    /** Of the connection. */
    readonly id: number;
    /** null for who came with a token. */
    readonly member: number | null;
    readonly label: string;
    /** Records that it has on disk. */
    readonly n: number;
    readonly online: boolean;
}

/** What is served. */
export interface Site {
    /** Events as columns. */
    readonly driver: Driver;
    /** Rooms with records; undefined where only saved files are shown. */
    readonly rooms: Rooms | undefined;
    /** What this server is to its rooms; undefined where it gives the numbers in all. */
    readonly seats?: Seats;
    /** What is told of rooms of saved files; undefined where none is watched. */
    readonly stored?: StoredChanges | undefined;
    /** Who is connected to a room. */
    readonly presence: (room: Buffer) => readonly Person[];
    /** The states of ledgers; undefined where there are no modules, and nothing that games have saved. */
    readonly states?: States | undefined;
    /** What keeps the rooms of one's own computer; undefined where nothing does. */
    readonly keeper?: Keeper | undefined;
    /** Tokens that its operators make and take back; undefined where there are none. */
    readonly tokens?: EditedTokens | undefined;
    /** What is wrong with the files that a room is of. */
    readonly fileProblems?: ((room: string) => readonly string[]) | undefined;
    readonly door: Door;
    /** The files of the page; undefined where it was not built. */
    readonly page: PageFiles | undefined;
    readonly clock: Clock;
}

/** What is said of a room that is not there, or not for who asks. */
export const NO_ROOM = "no room has this id or name: /rooms lists them";
/** Why there is nothing to show of records. */
export const NO_RECORDS =
    "this room has no records: it is what saved files hold. A room of a server, or one that was joined, has them";

/** The rooms that are shown to somebody. */
export async function roomsFor({ driver }: Site, viewer: Viewer): Promise<RoomInfo[]> {
    return (await roomInfos(driver)).filter(({ id }) => viewer.mayRead(id));
}

/** The id of a room by its id or a name that only one has of those that are shown. Others look as if they were not there. */
async function idOf(site: Site, viewer: Viewer, name: string): Promise<string> {
    if (viewer.mayRead(name) && (await site.driver.room(name)) !== undefined) return name;
    const named = (await roomsFor(site, viewer)).filter((info) => info.name === name);
    if (named.length > 1)
        throw new Refusal(409, "several rooms have this name: name one by its id, as /rooms tells it");
    const [first] = named;
    if (first === undefined) throw new Refusal(404, NO_ROOM);
    return first.id;
}

/** The events of a room. Raises a Refusal where there is none, or none for this viewer. */
export async function findRoom(site: Site, viewer: Viewer, name: string): Promise<Room> {
    const room = await site.driver.room(await idOf(site, viewer, name));
    if (room === undefined) throw new Refusal(404, NO_ROOM);
    return room;
}

const ROOM_ID = /^[0-9a-f]{64}$/;

/** Whether a room has records: it is one of a server, or one that was joined. */
export const hasRecords = ({ rooms }: Site, id: string): boolean => rooms !== undefined && ROOM_ID.test(id);

/** The records of a room, to be released. Raises a Refusal as findRoom does, and where a room has none. */
export async function useRoom(site: Site, viewer: Viewer, name: string): Promise<RoomUse> {
    const isId = ROOM_ID.test(name) && viewer.mayRead(name);
    const id = isId ? name : await idOf(site, viewer, name);
    const use = ROOM_ID.test(id) ? await site.rooms?.use(Buffer.from(id, "hex")) : undefined;
    if (use !== undefined) return use;
    throw isId ? new Refusal(404, NO_ROOM) : new Refusal(409, NO_RECORDS);
}

/** The id of a room that is used, as paths have it. */
export const idText = ({ room }: RoomUse): string => nameOf(room.id);
