/** What this computer has joined, and what its user has agreed to: profile.json. */
import { join } from "node:path";
import { StoreError } from "../store/store-error";
import { type Fields, isFields, readJson, writeJson } from "./json-file";
import { makeFolder } from "./whole-file";

const FILE = "profile.json";
const FORMAT = 1;

/** A ledger's scope in the files of a flavour of the game: guilds of two flavours may have one name. Hex of the bytes. */
export interface AgreedScope {
    /** "_classic_era_": the name of the folder that holds WTF, in small letters. */
    readonly flavour: string;
    readonly ledger: string;
    readonly scope: string;
}

/** A room that this computer has joined, or is about to join. */
export interface ProfileRoom {
    /** Hex of the id. */
    readonly id: string;
    /** Of the server. */
    readonly url: string;
    /** For people: what the room was called when it was joined. */
    readonly name: string;
    /** What the user has agreed to bring together with the room. */
    readonly agreed: readonly AgreedScope[];
    /** What the user was asked for, and did not want. */
    readonly declined: readonly AgreedScope[];
    /** Hex of the secret of the invite, until this computer is a device of the room. */
    readonly invite?: string | undefined;
    /** The room is to be made at the server; hex of the server's permit, or "" for none. */
    readonly create?: string | undefined;
    /** It was left: nothing is sent or fetched. */
    readonly isLeft?: boolean | undefined;
}

/** All of it. */
export interface Profile {
    readonly rooms: readonly ProfileRoom[];
    /** Folders of the game that the user has named; without any, the usual ones are looked at. */
    readonly games: readonly string[];
}

const HEX = /^(?:[0-9a-f]{2})*$/;
const ROOM_ID = /^[0-9a-f]{64}$/;
const isText = (value: unknown): value is string => typeof value === "string";
const isHex = (value: unknown): value is string => isText(value) && HEX.test(value);
const isMissing = (value: unknown): value is undefined => value === undefined;

const isScope = (value: unknown): boolean =>
    isFields(value) && isText(value["flavour"]) && isHex(value["ledger"]) && isHex(value["scope"]);

function isRoom(value: unknown): boolean {
    if (!isFields(value)) return false;
    const { id, url, name, agreed, declined, invite, create, isLeft } = value;
    return (
        isText(id) &&
        ROOM_ID.test(id) &&
        [url, name].every(isText) &&
        [agreed, declined].every((list) => Array.isArray(list) && list.every(isScope)) &&
        [invite, create].every((each) => isMissing(each) || isHex(each)) &&
        (isMissing(isLeft) || typeof isLeft === "boolean")
    );
}

function checked(path: string, { rooms = [], games = [] }: Fields): Profile {
    const isGood =
        Array.isArray(rooms) && rooms.every(isRoom) && Array.isArray(games) && (games as unknown[]).every(isText);
    if (!isGood) throw new StoreError(`${path} is damaged: put a copy of it back, or move it elsewhere and join anew`);
    return { rooms: rooms as ProfileRoom[], games: games as string[] };
}

/** The file. Each change is on disk before it is seen. */
export class ProfileFile {
    private constructor(
        private readonly path: string,
        private fields: Fields,
        private profile: Profile,
    ) {}

    /** Opens it in a folder, which is made where there is none. Raises a StoreError. */
    static open(folder: string): ProfileFile {
        makeFolder(folder);
        const path = join(folder, FILE);
        const fields = readJson(path, FORMAT) ?? {};
        return new ProfileFile(path, fields, checked(path, fields));
    }

    get rooms(): readonly ProfileRoom[] {
        return this.profile.rooms;
    }

    get games(): readonly string[] {
        return this.profile.games;
    }

    room(id: string): ProfileRoom | undefined {
        return this.rooms.find((room) => room.id === id);
    }

    /** Adds a room, or what is new of one. Raises a StoreError where it cannot be stored. */
    putRoom(room: ProfileRoom): void {
        const before = this.room(room.id);
        // What a later version has written of it stays.
        const after = { ...before, ...room };
        const others = this.rooms.map((each) => (each.id === room.id ? after : each));
        this.put({ rooms: before === undefined ? [...this.rooms, after] : others });
    }

    dropRoom(id: string): void {
        this.put({ rooms: this.rooms.filter((room) => room.id !== id) });
    }

    putGames(games: readonly string[]): void {
        this.put({ games });
    }

    private put(change: Partial<Profile>): void {
        const profile = { ...this.profile, ...change };
        const fields = { ...this.fields, ...profile };
        writeJson(this.path, FORMAT, fields);
        [this.fields, this.profile] = [fields, profile];
    }
}

/** Whether a folder has a profile with a room that was not left. Never raises: what is wrong with it is told where it is opened. */
export function hasRooms(folder: string): boolean {
    try {
        const fields = readJson(join(folder, FILE), FORMAT);
        return fields !== undefined && checked(folder, fields).rooms.some(({ isLeft }) => isLeft !== true);
    } catch {
        return true;
    }
}
