/** Creator > server id: a key holds only half of its creator's GUID, this is the other half. */
import { ByteReader, u32, varint } from "./bytes";
import { MAX_SERVER, type StoredEvent } from "./key";

export type Directory = ReadonlyMap<number, number>;

/** Reads the entry `directory`. */
export function readDirectory(buffer: Buffer): Directory {
    const servers = new Map<number, number>();
    for (const bytes = new ByteReader(buffer); !bytes.isAtEnd();) {
        const creator = bytes.u32();
        const server = bytes.varint();
        if (server > MAX_SERVER) bytes.fail("server id too large");
        if (server !== 0) servers.set(creator, Math.min(server, servers.get(creator) ?? server));
    }
    return servers;
}

/** A directory as blocks and units have it. Of several server ids of one creator the smallest counts, so that it is the same for all. */
export function directoryOf(events: readonly StoredEvent[]): Directory {
    const servers = new Map<number, number>();
    for (const { creator, server } of events) {
        if (server !== 0) servers.set(creator, Math.min(server, servers.get(creator) ?? server));
    }
    return servers;
}

/** The entry of a directory, in its order. */
export function encodeDirectory(directory: Directory): Buffer {
    return Buffer.concat([...directory].flatMap(([creator, server]) => [u32(creator), varint(server)]));
}
