/** What a server of rooms is given. */
import type { RoomRecord } from "../room/record";
import type { Rooms } from "../rooms/rooms";
import type { Buckets } from "./buckets";
import type { Clock } from "./clock";
import type { Shared } from "./shared";
import type { Usage } from "./usage";
import type { ForwardAnswer } from "./forwards";

/** Tokens: they read one room, and nothing else. */
export interface Tokens {
    /** Whether a token is in force for a room. @param hash SHA-256 of the token. Raises a StoreError where that cannot be looked up. */
    find(hash: Buffer, room: Buffer): Promise<boolean>;
    /** Calls a listener when tokens have changed: those of open channels are looked up anew. @returns a function that ends that. */
    onChange(listener: () => void): () => void;
}

/** Who a connection is, where a program says so in the stead of credentials. */
export interface Guest {
    /** A device of the chain: its role is given. Without it: role 1, which reads. */
    readonly key?: Buffer;
    /** Offers are refused. */
    readonly readOnly?: boolean;
}

/** Where a connection comes from. */
export interface Origin {
    /** Hosts, in small letters, that a proof may name: those of the request, and of the public urls. Where there are none, "" is. */
    readonly hosts: readonly string[];
    /** Address of the other side: what is limited before there is a key. */
    readonly address: string;
    /** Says who this is; undefined where it may not read the room. Credentials are not looked at then. */
    authenticate?(room: Buffer): Promise<Guest | undefined>;
}

/** Another server that gives the numbers in a room. */
export interface Moved {
    /** "" where it is not known. */
    readonly url: string;
    /** The epoch record that says so; null in epoch 1. */
    readonly epoch: Buffer | null;
}

/** What a server is to one room: its primary, or a replica. docs/companion-protocol.md, "Primary and replicas". */
export interface Seat {
    /** Url of the primary where this server is a replica, "" where that is not known; undefined where it gives the numbers itself. */
    readonly primary: string | undefined;
    /** Who gives the numbers where the list lacks the epoch record that says so: nobody is served here then. */
    readonly moved: Moved | undefined;
    /** Takes note of an epoch record that counts, and is stronger than all that the room knows. Resolves once what follows from it is done. */
    hear(epoch: RoomRecord): Promise<void>;
    /**
     * Sends an Offer on to the primary. Where that has accepted it, resolves with the own newest position once the own list has all of its records.
     * @returns undefined where the primary cannot be reached, or has not answered in 20 s.
     */
    forward(records: readonly RoomRecord[]): Promise<ForwardAnswer>;
    /** Calls a listener when `moved` has changed. @returns a function that ends that. */
    onMoved(listener: () => void): () => void;
    /** Says that who has asked for it needs it no longer. */
    readonly release: () => void;
}

/** What a server is to its rooms. */
export interface Seats {
    /** Url of the server that makes new rooms; undefined where this one does. */
    readonly maker: string | undefined;
    /** A room that is here. Raises a StoreError where it cannot be read. */
    sit(room: Buffer): Promise<Seat>;
    /** Is told of a room before it is made here. Raises a StoreError where that cannot be noted. */
    making(room: Buffer): Promise<void>;
}

/** Something worth a line in the log. */
export interface LogLine {
    readonly what: string;
    readonly room?: Buffer;
    readonly error?: unknown;
}

export interface RoomServerOptions {
    readonly rooms: Rooms;
    readonly clock: Clock;
    /** Name and version, for people: up to 64 bytes. */
    readonly software: string;
    /** The server's own key as a device; undefined where it has none. */
    readonly key?: Buffer;
    /** Who is the primary of each room; without them this server is that of all. */
    readonly seats?: Seats;
    /** Without them no token is taken. */
    readonly tokens?: Tokens;
    /** Who may create rooms: anybody, who has the permit, or nobody (the default). */
    readonly create?: "open" | "admin";
    /** Whether a permit for new rooms is the server's. Compared in constant time. */
    isPermit?(permit: Buffer): boolean;
    /** Other processes of the same database: who is connected there shows here, and limits count over all. */
    readonly shared?: {
        readonly place: Shared;
        /** Of this process: what place.number() gives. */
        readonly number: number;
        /** What `buckets` use, too. */
        readonly usage: Usage;
    };
    /** What limits keys and addresses, shared with other ways in; its own where there is none. */
    readonly buckets?: Buckets;
    /** Milliseconds that commits of a room are gathered: 50, unless it is told. */
    readonly coalesceMs?: number;
    /** Bytes that the records of a room have at most: 1 GB, unless it is told. Offers above it are answered with `full`. */
    readonly roomBytes?: number;
    log?(line: LogLine): void;
}
