// The kinds of fields, a row each, as "Kinds of fields" in docs/storage.md has them.
import { MAX_SERVER } from "./block.mjs";

const LONGEST_LIST = 1000;

/** "Player-1001-0000ABCD" */
export function guidText(server, id) {
    return `Player-${server}-${id.toString(16).toUpperCase().padStart(8, "0")}`;
}

function readServer(bytes) {
    const server = bytes.varint();
    if (server > MAX_SERVER) bytes.fail("server id too large");
    return server;
}

function readGuid(bytes) {
    return guidText(readServer(bytes), bytes.u32());
}

function readGuids(bytes) {
    const guids = [];
    for (let previous = -1; !bytes.isAtEnd();) {
        const server = readServer(bytes);
        const count = bytes.varint();
        if (server === previous || count === 0 || guids.length + count > LONGEST_LIST) bytes.fail("list out of form");
        for (let index = 0; index < count; index++) guids.push(guidText(server, bytes.u32()));
        previous = server;
    }
    return guids;
}

/**
 * By name. A kind that is a byte string with a form of its own has `unpack`, which reads the content of the string;
 * the fields of the others say themselves what they are.
 */
export const FIELD_KINDS = {
    any: {},
    guid: { unpack: readGuid },
    "guid[]": { unpack: readGuids },
    number: {},
    string: {},
    boolean: {},
};
