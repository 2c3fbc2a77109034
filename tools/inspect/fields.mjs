// What the fields of an event say, with the names and kinds that --fields gives them.
import { Bytes, Damage } from "./bytes.mjs";
import { FIELD_KINDS } from "./field-kinds.mjs";
import { itemValue, splitFields } from "./items.mjs";

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
    const { unpack } = FIELD_KINDS[kind];
    if (unpack === undefined || !(value instanceof Uint8Array)) return plain(value);
    try {
        const bytes = new Bytes(Buffer.from(value));
        const unpacked = unpack(bytes);
        if (!bytes.isAtEnd()) bytes.fail("bytes left");
        return unpacked;
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
            if (fieldName === undefined || !Object.hasOwn(FIELD_KINDS, kind)) {
                const kinds = Object.keys(FIELD_KINDS).join(", ");
                throw new TypeError(`"${id}": "name" or "name:kind" with kind ${kinds} expected, got "${field}"`);
            }
            return { fieldName, kind };
        });
        types.set(Number(id), { name, fields: parsed });
    }
    return types;
}

/** The library's own revocation. */
const REVOCATION = {
    name: "revoke",
    fields: [
        { fieldName: "target", kind: "any" },
        { fieldName: "targetImportId", kind: "any" },
    ],
};

/** The head of a list of two with null first, and that of a list of one. */
const MARK = Buffer.of(0x82, 0xf6);
const NUMBERED = 0x81;

/** Takes the mark of an imported event off its items: the others, and the item of its id if the mark holds one. */
export function importIdOf(items) {
    const last = items.at(-1);
    if (last === undefined || !last.subarray(0, MARK.length).equals(MARK)) return { items };
    const id = last.subarray(MARK.length);
    return { items: items.slice(0, -1), id: id[0] === NUMBERED ? undefined : id };
}

/**
 * Name of the type ("#7" without one), and the fields by name; those without a name are called "1", "2" and so on. An imported
 * event with an id has that, too.
 */
export function describe(body, types) {
    const type = body[0];
    const { name = `#${type}`, fields = [] } = types.get(type) ?? (type === 0 ? REVOCATION : {});
    const { items, id } = importIdOf(splitFields(body));
    const values = items.map((item, index) => {
        const { fieldName = String(index + 1), kind = "any" } = fields[index] ?? {};
        return [fieldName, readField(item, kind)];
    });
    const importId = id === undefined ? {} : { importId: readField(id, "any") };
    return { type, name, fields: Object.fromEntries(values), ...importId };
}
