/** The companion of one computer while it runs: its folder, its rooms, the game's files. */
import { type NewKey, keepKey, keyFor, dropKey } from "../profile/keys";
import { dropAgentState } from "../profile/agent-state";
import { ProfileFile, type ProfileRoom } from "../profile/profile";
import type { SavedScope } from "../agent/saved-scope";
import { agreedFiles } from "../access/consent";
import { messageOf, Misuse } from "../command";
import { Damage } from "../format/damage";
import type { Install } from "../look/folders";
import { nameOf } from "../room/chain";
import type { Signer } from "../room/keys";
import type { RecordStores } from "../rooms/record-store";
import { type RoomUse, Rooms } from "../rooms/rooms";
import type { Clock } from "../sync/clock";
import type { Duplex } from "../sync/duplex";
import { filesOfInstall, Inboxes, type WriteInbox } from "./inboxes";
import { JoinedRoom } from "./joined-room";

/** The saved files of this computer, as they are now. */
export interface SavedSource {
    readonly installs: readonly Install[];
    readonly scopes: readonly SavedScope[];
    /** Looks at everything now. */
    refresh(): Promise<void>;
    stop(): Promise<void>;
}

/** Makes a source of saved files. @param games folders that the user has named; the usual ones where there are none. */
export type MakeSource = (
    games: () => readonly string[],
    onChange: () => void,
    onProblem: (problem: string) => void,
) => SavedSource;

/** What a companion is given. */
export interface CompanionOptions {
    /** Its folder, which nobody else has. */
    readonly folder: string;
    /** Its rooms; it closes them. */
    readonly stores: RecordStores;
    /** A place in memory where a room can be looked at before it is joined. */
    readonly scratch: () => RecordStores;
    readonly files: MakeSource;
    readonly connect: (url: string) => Promise<Duplex>;
    readonly clock: Clock;
    /** A name of this computer for its devices: "anna-pc". */
    readonly label: string;
    /** Takes what the user should know while it runs. */
    readonly tell: (line: string) => void;
    readonly writeInbox?: WriteInbox;
}

export class Companion {
    readonly profile: ProfileFile;
    readonly rooms: Rooms;
    readonly inboxes: Inboxes;
    readonly saved: SavedSource;
    private readonly joined = new Map<string, JoinedRoom>();

    private constructor(readonly options: CompanionOptions) {
        const { folder, stores, clock } = options;
        const tell = (line: string): void => options.tell(line);
        this.profile = ProfileFile.open(folder);
        this.rooms = new Rooms(stores);
        this.inboxes = new Inboxes({
            ...{ folder, tell, unix: () => clock.unix() },
            ...(options.writeInbox === undefined ? {} : { write: options.writeInbox }),
        });
        this.saved = options.files(
            () => this.profile.games,
            () => this.filesChanged(),
            tell,
        );
    }

    /** Opens the folder, and reads the game's files. Nothing is connected yet. Raises a StoreError. */
    static async open(options: CompanionOptions): Promise<Companion> {
        const companion = new Companion(options);
        try {
            await companion.saved.refresh();
            for (const { id, isLeft } of companion.profile.rooms) if (isLeft !== true) await companion.openRoom(id);
        } catch (error) {
            await companion.stop();
            throw error;
        }
        return companion;
    }

    /** Rooms that were joined, and not left. */
    get active(): readonly JoinedRoom[] {
        return [...this.joined.values()];
    }

    room(id: string): JoinedRoom | undefined {
        return this.joined.get(id);
    }

    /** Connects all rooms. */
    start(): void {
        for (const room of this.joined.values()) room.start();
    }

    async stop(): Promise<void> {
        await this.saved.stop();
        for (const room of this.joined.values()) await room.stop();
        this.joined.clear();
        await this.rooms.close();
    }

    /** The key of this computer in a room. */
    signerFor(id: string): Signer {
        return keyFor(this.options.folder, Buffer.from(id, "hex"));
    }

    /** Begins with a room: its key is on disk before the profile has it. @param founding the entry, where this computer has founded it. */
    async addRoom(
        entry: ProfileRoom,
        given: { readonly key?: NewKey; readonly founding?: Buffer; readonly admission?: Signer } = {},
    ): Promise<JoinedRoom> {
        const id = Buffer.from(entry.id, "hex");
        if (given.key !== undefined) keepKey(this.options.folder, id, given.key);
        else keyFor(this.options.folder, id);
        if (given.founding !== undefined) {
            const use = await this.rooms.found(given.founding);
            if (use instanceof Damage) throw new Error(`addRoom: 'founding' - ${use.message}`);
            use.release();
        }
        this.profile.putRoom(entry);
        return this.openRoom(entry.id, given.admission);
    }

    /** Begins anew with a room, with what the profile says of it now. @param admission by what the computer announces itself. */
    async reopenRoom(id: string, admission?: Signer): Promise<JoinedRoom> {
        await this.stopRoom(id);
        return this.openRoom(id, admission);
    }

    /** Ends what runs of a room; what it had offered to the game is offered no longer. */
    async closeRoom(id: string): Promise<void> {
        await this.stopRoom(id);
        this.updateInboxes();
    }

    private async stopRoom(id: string): Promise<void> {
        const room = this.joined.get(id);
        this.joined.delete(id);
        await room?.stop();
    }

    /** Takes away all that is here of a room: its records, its key, and what was remembered. */
    async forgetRoom(id: string): Promise<void> {
        await this.closeRoom(id);
        const room = Buffer.from(id, "hex");
        // The key last: whoever is stopped in between can forget the room again.
        await this.rooms.remove(room);
        dropAgentState(this.options.folder, id);
        this.profile.dropRoom(id);
        dropKey(this.options.folder, room);
    }

    private async openRoom(id: string, admission?: Signer): Promise<JoinedRoom> {
        const use: RoomUse = await this.rooms.join(Buffer.from(id, "hex"));
        const { folder, clock, label } = this.options;
        try {
            const room = new JoinedRoom({
                ...{ folder, id, use, clock, label, admission, profile: this.profile, signer: this.signerFor(id) },
                files: () => this.saved.scopes,
                connect: (url) => this.options.connect(url),
                tell: (line) => this.options.tell(line),
                worked: () => this.updateInboxes(),
            });
            this.joined.set(id, room);
            return room;
        } catch (error) {
            use.release();
            throw error;
        }
    }

    private filesChanged(): void {
        for (const room of this.joined.values()) room.poke();
    }

    /** Writes what the rooms have into the inboxes of the installs. */
    updateInboxes(): void {
        try {
            const members = this.active.filter((room) => room.member !== undefined);
            const files = new Map(members.map((room) => [room, agreedFiles(this.saved.scopes, room.entry.agreed)]));
            this.inboxes.update(
                this.saved.installs.map(({ path }) => path),
                (install) => [...files].map(([{ view }, agreed]) => ({ view, files: filesOfInstall(agreed, install) })),
            );
        } catch (error) {
            this.options.tell(messageOf(error));
        }
    }

    /** The one room that is meant: by the first digits of its id or its name; without these the only one. Raises Misuse. */
    findRoom(typed: string | undefined): JoinedRoom {
        const all = this.active;
        const found =
            typed === undefined
                ? all
                : all.filter(({ name, kept }) => name === typed || nameOf(kept.id).startsWith(typed.toLowerCase()));
        if (found.length === 1) return found[0];
        if (all.length === 0) throw new Misuse("this computer has joined no room: `join LINK`, or `found` one");
        const names = all.map(({ name, kept }) => `${nameOf(kept.id).slice(0, 12)} ${name}`).join(", ");
        throw new Misuse(`--room: one of these expected: ${names}`);
    }
}
