/** The kinds of fields, a row each, as "Kinds of fields" in docs/storage.md has them. */
import { ByteReader } from "./bytes";
import { MAX_SERVER } from "./key";
import { MAX_GUIDS } from "./unit-format";

/** "Player-1001-0000ABCD" */
export function guidText(server: number, id: number): string {
    return `Player-${server}-${id.toString(16).toUpperCase().padStart(8, "0")}`;
}

function readServer(bytes: ByteReader): number {
    const server = bytes.varint();
    if (server > MAX_SERVER) bytes.fail("server id too large");
    return server;
}

function readGuid(bytes: ByteReader): string {
    return guidText(readServer(bytes), bytes.u32());
}

/** The text of a packed GUID. */
export function packedGuidText(packed: Buffer): string {
    return readGuid(new ByteReader(packed));
}

function readGuids(bytes: ByteReader): string[] {
    const guids: string[] = [];
    for (let previous = -1; !bytes.isAtEnd();) {
        const server = readServer(bytes);
        const count = bytes.varint();
        if (server === previous || count === 0 || guids.length + count > MAX_GUIDS) bytes.fail("list out of form");
        for (let index = 0; index < count; index++) guids.push(guidText(server, bytes.u32()));
        previous = server;
    }
    return guids;
}

/** What a kind is. */
export interface FieldKind {
    /** Reads the content of a byte string that has a form of its own; other items say themselves what they are. */
    readonly unpack?: (bytes: ByteReader) => unknown;
}

/** By name. */
export const FIELD_KINDS: ReadonlyMap<string, FieldKind> = new Map<string, FieldKind>([
    ["any", {}],
    ["guid", { unpack: readGuid }],
    ["guid[]", { unpack: readGuids }],
    ["number", {}],
    ["string", {}],
    ["boolean", {}],
]);
