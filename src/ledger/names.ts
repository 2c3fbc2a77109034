/**
 * Names of players in the saved file, for tools: of those who create events or stand in a field of kind guid or guid[]. The game
 * tells them; events do not. They are gathered in slices while the session lasts, so that logout has nothing to do.
 */

import { decodeChecked, encodeChecked } from "../block/checked-text";
import { bytesLess } from "../codec/compare";
import { splitBody, typeOf } from "../event/body";
import { FIELD_KINDS } from "../event/field-kinds";
import { packGuid, parseGuid, unpackGuid } from "../event/guid";
import { creatorOf } from "../event/key";
import type { Schema, TypeDefinition } from "../event/schema";
import { BackCursor } from "../log/back-cursor";
import type { SavedScope } from "../log/archive";
import type { Log } from "../log/log";
import type { Background, Clock, Identity, NativeCodec, Pause, ToldPlayer } from "../ports";
import { LastSeen } from "./last-seen";
import { encodeEntry, readEntry } from "./name-entry";

const floor = math.floor;
const huge = math.huge;
const sub = string.sub;

/** Most names. */
export const NAMES_LIMIT = 2000;

/** Seconds between two looks at whom the game tells. */
const LOOK_SECONDS = 10;

/** The newest events that are looked at when a scope is opened whose file has names already. */
const NEWEST = 500;

/** Most players whose mention is remembered, and most fields that are known by their bytes: twice as many for a while. */
const MENTIONS = 2000;

/** Players or entries between two looks at the frame's budget. */
const STEP = 16;

interface Entry {
    readonly packed: string;
    /** The entry as the file has it. */
    readonly bytes: string;
}

/** Whether events of a type name players. */
function hasPlayers({ fields }: TypeDefinition): boolean {
    return fields.some(({ kind }) => kind === "guid" || kind === "guid[]");
}

export class Names {
    private readonly entries = new LuaMap<string, Entry>();
    /** The GUIDs of the entries, ascending by their packed form. */
    private readonly guids: string[] = [];
    private count = 0;
    private members = new LuaSet<string>();
    /** By GUID: the larger, the later the event that names the player. Those of before this session are negative. */
    private readonly mentions = new LastSeen<number>(MENTIONS);
    private rank = 0;
    /** The players of fields, by their bytes. */
    private readonly fields = new LastSeen<readonly string[]>(MENTIONS);
    /** Bodies whose players are to be noted. */
    private queue: string[] = [];
    private isQueued = false;
    private isStale = true;
    private isLooking = false;
    private lookedAt = -LOOK_SECONDS;
    /** Whether the saved names could not be read. */
    isDamaged = false;
    /** Whether the saved ones are those that are known here. */
    private isWritten = false;

    constructor(
        private readonly saved: SavedScope,
        private readonly log: Log,
        private readonly schema: Schema,
        private readonly identity: Identity,
        private readonly clock: Clock,
        private readonly background: Background,
        private readonly native: NativeCodec,
    ) {}

    /** Reads the saved names, looks at the log, and whom the game tells, in slices. */
    begin(): void {
        this.isLooking = true;
        this.background.run((pause) => {
            const bytes = decodeChecked(this.saved.names, this.native, pause);
            this.isWritten = bytes !== undefined && this.read(bytes, pause);
            this.isDamaged = !this.isWritten && this.saved.names !== undefined;
            this.lookBack(this.isWritten ? NEWEST : huge, pause);
            this.look(pause);
        });
    }

    /** The game may tell of other players now. */
    changed(): void {
        this.isStale = true;
    }

    /** An event has come into the log. */
    inserted(id: number, body: string): void {
        const { directory } = this.log;
        this.rank++;
        if (directory.server(creatorOf(id)) !== 0) {
            this.note(directory.guid(creatorOf(id)), this.rank);
        }
        const type = this.schema.withId(typeOf(body));
        if (type === undefined || !hasPlayers(type)) {
            return;
        }
        this.queue[this.queue.length] = body;
        if (!this.isQueued) {
            this.isQueued = true;
            this.background.run((pause) => this.workQueue(pause));
        }
    }

    /** Looks at whom the game tells, in slices, when that may have changed. Call it now and then. */
    keepHouse(): void {
        if (this.isStale && !this.isLooking && this.clock.uptime() - this.lookedAt >= LOOK_SECONDS) {
            this.isLooking = true;
            this.background.run((pause) => this.look(pause));
        }
    }

    private workQueue(pause: Pause): void {
        while (this.queue.length > 0) {
            const { queue } = this;
            this.queue = [];
            for (const body of queue) {
                this.rank++;
                this.noteFields(body, this.rank);
                pause();
            }
        }
        this.isQueued = false;
    }

    /** Takes in what the file has. False when it is out of form: what comes before that is taken. */
    private read(bytes: string, pause: Pause): boolean {
        let position = 1;
        let last = "";
        while (position <= bytes.length) {
            const [packed, next] = readEntry(bytes, position);
            const guid = packed === undefined ? undefined : unpackGuid(packed);
            if (guid === undefined || !bytesLess(last, packed!) || this.count === NAMES_LIMIT) {
                return false;
            }
            last = packed!;
            this.entries.set(guid, { packed: last, bytes: sub(bytes, position, next! - 1) });
            this.guids[this.count] = guid;
            this.count++;
            position = next!;
            if (this.count % STEP === 0) {
                pause();
            }
        }
        return true;
    }

    /** Notes who stands in the fields of the newest events. */
    private lookBack(most: number, pause: Pause): void {
        const cursor = new BackCursor(this.log, most, () => true);
        let rank = 0;
        const isOfUse = this.schema.defined().some((type) => hasPlayers(type));
        while (isOfUse && rank > -most && !this.mentions.isFull && cursor.next(pause)) {
            rank--;
            this.noteFields(cursor.body, rank);
            pause();
        }
    }

    /** Notes the players in the fields of an event. */
    private noteFields(body: string, rank: number): void {
        const { fields } = this.schema.withId(typeOf(body)) ?? {};
        const pieces = splitBody(body) ?? [];
        let index = 0;
        for (const { kind } of fields ?? []) {
            index++;
            const piece = pieces[index] as string | undefined;
            if (piece !== undefined && (kind === "guid" || kind === "guid[]")) {
                for (const guid of this.playersOf(kind, piece)) {
                    this.note(guid, rank);
                }
            }
        }
    }

    private playersOf(kind: "guid" | "guid[]", piece: string): readonly string[] {
        const known = this.fields.get(piece);
        if (known !== undefined) {
            return known;
        }
        const players = FIELD_KINDS[kind].decode(piece) ?? [];
        const list = typeof players === "string" ? [players] : players;
        this.fields.note(piece, list);
        return list;
    }

    private note(guid: string, rank: number): void {
        const known = this.mentions.get(guid);
        this.isStale = this.isStale || (known === undefined && !this.entries.has(guid));
        if (known === undefined || known < rank) {
            this.mentions.note(guid, rank);
        }
    }

    /** Takes in whom the game tells, and writes what has changed. */
    private look(pause: Pause): void {
        this.isStale = false;
        this.lookedAt = this.clock.uptime();
        const members = new LuaSet<string>();
        const told = this.identity.told();
        let count = 0;
        for (const { guid, isMember } of told) {
            if (isMember) {
                members.add(guid);
            }
        }
        this.members = members;
        let isChanged = !this.isWritten;
        for (const player of told) {
            isChanged = this.takeIn(player) || isChanged;
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        if (isChanged) {
            this.write(pause);
        }
        this.isLooking = false;
    }

    /** Takes in a player. @returns whether something has changed. */
    private takeIn({ guid, name, classToken }: ToldPlayer): boolean {
        const known = this.entries.get(guid);
        if (known === undefined && !this.isWanted(guid)) {
            return false;
        }
        const packed = known?.packed ?? packGuid(guid);
        const bytes = packed === undefined ? undefined : encodeEntry(packed, name, classToken);
        if (packed === undefined || bytes === undefined || known?.bytes === bytes) {
            return false;
        }
        this.entries.set(guid, { packed, bytes });
        if (known === undefined) {
            table.insert(this.guids, this.indexOf(packed) + 1, guid);
            this.count++;
            this.dropSurplus();
        }
        return true;
    }

    /** Whether a player creates events or stands in them. */
    private isWanted(guid: string): boolean {
        const [server, creator] = parseGuid(guid);
        const isCreator = creator !== undefined && this.log.directory.server(creator) === server;
        return isCreator || this.mentions.get(guid) !== undefined;
    }

    /** Number of entries in front of a packed GUID. */
    private indexOf(packed: string): number {
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (bytesLess(this.entries.get(this.guids[middle])!.packed, packed)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Drops an entry where there is one too many: of no member of the guild as long as there are others. */
    private dropSurplus(): void {
        if (this.count <= NAMES_LIMIT) {
            return;
        }
        let least = huge;
        let at = 0;
        for (const index of $range(0, this.count - 1)) {
            const guid = this.guids[index];
            const rank = this.members.has(guid) ? huge : (this.mentions.get(guid) ?? -huge);
            if (rank < least) {
                least = rank;
                at = index;
            }
        }
        this.entries.delete(table.remove(this.guids, at + 1)!);
        this.count--;
    }

    private write(pause: Pause): void {
        const parts: string[] = [];
        for (const index of $range(0, this.count - 1)) {
            parts[index] = this.entries.get(this.guids[index])!.bytes;
            if (index % STEP === 0) {
                pause();
            }
        }
        this.saved.names = encodeChecked(table.concat(parts), this.native, pause);
        this.isWritten = true;
    }
}
