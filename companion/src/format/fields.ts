/** What the fields of an event say. */
import { splitBody, SYSTEM_TYPE } from "./body";
import { ByteReader } from "./bytes";
import { attempt, Damage } from "./damage";
import type { EventType, EventTypes } from "./event-types";
import { FIELD_KINDS } from "./field-kinds";
import { unmark } from "./import-mark";
import { itemValue } from "./item-value";

/** A value as JSON has it. What JSON lacks stands in an object with one member that begins with "$". */
function plain(value: unknown): unknown {
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

function readField(item: Buffer, kind: string): unknown {
    const value = itemValue(item);
    if (value === undefined) return { $cbor: item.toString("hex") };
    const unpack = FIELD_KINDS.get(kind)?.unpack;
    if (unpack === undefined || !(value instanceof Uint8Array)) return plain(value);
    const unpacked = attempt(() => {
        const bytes = new ByteReader(Buffer.from(value));
        const content = unpack(bytes);
        if (!bytes.isAtEnd()) bytes.fail("bytes left");
        return content;
    });
    return unpacked instanceof Damage ? plain(value) : unpacked;
}

/** The library's own revocation. */
const REVOCATION: EventType = {
    name: "revoke",
    fields: [
        { fieldName: "target", kind: "any" },
        { fieldName: "targetImportId", kind: "any" },
    ],
};

/** What an event says, as JSON has it. */
export interface EventContent {
    readonly type: number;
    /** Of the type; "#7" without one. */
    readonly name: string;
    /** By name; those without a name are called "1", "2" and so on. */
    readonly fields: Readonly<Record<string, unknown>>;
    /** The id that the event was imported with. */
    readonly importId?: unknown;
    /** Time of the event before it was written again, since it came too late for a seal; Unix seconds. */
    readonly originalTime?: number;
}

/** What the body of an event says. */
export function describe(body: Buffer, types: EventTypes): EventContent {
    const [type] = body;
    const known = types.get(type) ?? (type === SYSTEM_TYPE ? REVOCATION : undefined);
    const { items, id, original } = unmark(splitBody(body) ?? []);
    const values = items.map((item, index) => {
        const { fieldName = String(index + 1), kind = "any" } = known?.fields[index] ?? {};
        return [fieldName, readField(item, kind)] as const;
    });
    return {
        type,
        name: known?.name ?? `#${type}`,
        fields: Object.fromEntries(values),
        ...(id === undefined ? {} : { importId: readField(id, "any") }),
        ...(original === undefined ? {} : { originalTime: original.time }),
    };
}
