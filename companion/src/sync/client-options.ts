/** What a client of a room is given, and what it says of itself. */
import type { Signer } from "../room/keys";
import type { RoomRecord } from "../room/record";
import type { SplitView } from "../room/room";
import type { KeptRoom } from "../rooms/kept-room";
import type { Clock } from "./clock";
import type { Duplex } from "./duplex";
import type { Person } from "./presence";

export interface RoomClientOptions {
    /** `wss:` or `https:` url of the server; `ws:` or `http:` on loopback addresses. */
    readonly url: string;
    readonly room: KeptRoom;
    /** The device of this computer. It announces itself by this key, and signs its own records. Undefined: by token alone. */
    readonly signer?: Signer;
    /** An invite's or the recovery key: it announces itself by that until the list has the signer's as a device. */
    readonly admission?: Signer;
    /** A token of 32 bytes: it reads. It is sent to the host of `url` alone. */
    readonly token?: Buffer;
    /** What presence shows: up to 96 bytes. Asked again whenever something is sent. */
    label(): string;
    /** Opens a connection. Raises where there is none. `connectWebSocket` outside tests. */
    connect(url: string): Promise<Duplex>;
    readonly clock: Clock;
    /** Creates the room at the server where it is not there yet. The list has its founding entry. @param permit of the server. */
    readonly create?: { readonly permit: Buffer | null };
    /** A server has said which epoch counts. Resolves once that is noted. */
    onEpoch?(epoch: RoomRecord): Promise<void>;
    /** A record of this device that is not in the list and will not be: the server has refused it for good, or it took no effect. */
    onRefused?(refused: RefusedOwn): void;
}

/** An own record that has come to nothing. What it said can be signed again, when somebody says so. */
export interface RefusedOwn {
    readonly record: RoomRecord;
    /** A reason of the server's, or "void" for an entry without effect. */
    readonly code: string;
    readonly text: string;
}

/** How far a client has come. `left`: it does not connect again before it is told to. */
export type Phase =
    "stopped" | "waiting" | "connecting" | "announced" | "joined" | "catching up" | "caught up" | "left";

/** Something that keeps a client from going on, in the words of the server or its own. */
export interface ClientProblem {
    /** A code of Err, or `connection`, `behind`, `invalid`, `moved`; while the server takes no records, the code by which it refuses them. */
    readonly code: string;
    readonly text: string;
}

/** All that there is to show of a client. */
export interface ClientState {
    readonly phase: Phase;
    /** The url that it is connected to, or tries. */
    readonly url: string;
    /** Role today, as the server says; 0 before it did. */
    readonly role: number;
    /** The server has kinds of records that this version does not know. */
    readonly isOutdated: boolean;
    /** The newest number that the server is known to have. */
    readonly serverN: number;
    /** Records that have no number yet; with those that wait for a reason. */
    readonly loose: number;
    /** Records of the server that failed a check since the start. */
    readonly invalid: number;
    readonly problem: ClientProblem | undefined;
    readonly people: readonly Person[];
    readonly splitViews: readonly SplitView[];
}
