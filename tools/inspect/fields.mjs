// What the fields of an event say, with the names and kinds that --fields gives them.
import { Bytes, Damage } from "./bytes.mjs";
import { MAX_SERVER } from "./block.mjs";
import { itemValue, splitFields } from "./items.mjs";

const KINDS = ["any", "guid", "guid[]", "number", "string", "boolean"];
/** Those of which the bytes are not CBOR alone. */
const PACKED_KINDS = ["guid", "guid[]"];
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

function unpack(kind, packed) {
    const bytes = new Bytes(Buffer.from(packed));
    const value = kind === "guid" ? readGuid(bytes) : readGuids(bytes);
    if (!bytes.isAtEnd()) bytes.fail("bytes left");
    return value;
}

/** A value as JSON has it. What JSON lacks stands in an object with one member that begins with "$". */
function plain(value) {
    if (typeof value === "bigint") return Number(value);
    if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("hex") };
    if (Array.isArray(value)) return value.map(plain);
    if (value instanceof Map) {
        const entries = [...value].map(([key, item]) => [plain(key), plain(item)]);
        const isObject = entries.every(([key]) => typeof key === "string");
        return isObject ? Object.fromEntries(entries) : { $map: entries };
    }
    return value;
}

function readField(item, kind) {
    const value = itemValue(item);
    if (value === undefined) return { $cbor: item.toString("hex") };
    if (!PACKED_KINDS.includes(kind) || !(value instanceof Uint8Array)) return plain(value);
    try {
        return unpack(kind, value);
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        return plain(value);
    }
}

/**
 * Checks what a --fields file holds.
 * @returns by type id: its name, and [name, kind] of its fields
 */
export function parseTypes(json) {
    const types = new Map();
    for (const [id, { name, fields }] of Object.entries(JSON.parse(json))) {
        const isType = /^\d+$/.test(id) && typeof name === "string" && Array.isArray(fields);
        if (!isType) throw new TypeError(`"${id}": { "name": ..., "fields": [...] } under a type id expected`);
        const parsed = fields.map((field) => {
            const [, fieldName, kind = "any"] = /^([^:]+)(?::(.*?)\??)?$/.exec(field) ?? [];
            if (fieldName === undefined || !KINDS.includes(kind)) {
                throw new TypeError(
                    `"${id}": "name" or "name:kind" with kind ${KINDS.join(", ")} expected, got "${field}"`,
                );
            }
            return { fieldName, kind };
        });
        types.set(Number(id), { name, fields: parsed });
    }
    return types;
}

/** The library's own revocation. */
const REVOCATION = { name: "revoke", fields: [{ fieldName: "target", kind: "any" }] };

/** Name of the type ("#7" without one), and the fields by name; those without a name are called "1", "2" and so on. */
export function describe(body, types) {
    const type = body[0];
    const { name = `#${type}`, fields = [] } = types.get(type) ?? (type === 0 ? REVOCATION : {});
    const values = splitFields(body).map((item, index) => {
        const { fieldName = String(index + 1), kind = "any" } = fields[index] ?? {};
        return [fieldName, readField(item, kind)];
    });
    return { type, name, fields: Object.fromEntries(values) };
}
