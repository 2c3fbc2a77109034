/**
 * The event types that an addon defines, and the way between an event's table and its body.
 */

import { decodeCbor, encodeByteString, encodeCbor, readByteString } from "../codec/cbor";
import { Head } from "../codec/cbor-head";
import { hash32 } from "../codec/murmur3";
import { MAX_BODY_BYTES, MAX_FIELDS } from "./body";
import { packGuid, packGuids, unpackGuid, unpackGuids } from "./guid";
import { counterOf, creatorOf, KEY_BYTES, unpackKey } from "./key";

const byte = string.byte;
const char = string.char;
const format = string.format;

/** Type number of the library's own events. */
export const SYSTEM_TYPE = 0;

/** Largest type number. */
export const MAX_TYPE = 255;

/** An event as reducers, `authorize` and listeners see it: its key, its type, and the fields of the type by name. */
export interface LedgerEvent {
    /** Name of the type. */
    readonly type: string;
    /** Unix seconds. */
    readonly time: number;
    /** The 8 hex digits of the creator's GUID as a number. */
    readonly creator: number;
    /** 0-255: tells events of one creator and second apart. */
    readonly counter: number;
    /** Full GUID of the creator. */
    readonly creatorGuid: string;
    readonly [field: string]: unknown;
}

/** The key of another event, as the field `target` of a revocation holds it. */
export type EventKey = Pick<LedgerEvent, "time" | "creator" | "counter">;

/**
 * How a field is packed: "any" is CBOR; "guid" and "guid[]" are packed binary, a sixth of the text.
 * "key" is for the library's own events.
 */
export type FieldKind = "any" | "guid" | "guid[]" | "key";

export interface FieldDefinition {
    readonly name: string;
    readonly kind: FieldKind;
}

export interface TypeDefinition {
    readonly name: string;
    /** 1-255, for ever: it is what is stored and sent. */
    readonly id: number;
    readonly fields: readonly FieldDefinition[];
}

/** Names of an event's own members, which a field cannot have. */
const RESERVED: readonly string[] = ["type", "time", "creator", "counter", "creatorGuid"];

/**
 * Reads a field as define() takes it: "name" or "name:kind".
 * @returns nothing when it is not of that form or the name is reserved.
 */
export function parseField(text: string): FieldDefinition | undefined {
    const [name, kind] = string.match(text, "^([%a_][%w_]*):?(.*)$");
    if (name === undefined) {
        return undefined;
    }
    for (const reserved of RESERVED) {
        if (name === reserved) {
            return undefined;
        }
    }
    if (kind === "" && name.length === text.length) {
        return { name, kind: "any" };
    }
    return kind === "any" || kind === "guid" || kind === "guid[]" ? { name, kind } : undefined;
}

/** Packs one field's value. On refusal the second value says what was expected. */
function encodeField(field: FieldDefinition, value: unknown): LuaMultiReturn<[string] | [undefined, string]> {
    if (value !== undefined && field.kind === "guid") {
        const packed = typeof value === "string" ? packGuid(value) : undefined;
        if (packed === undefined) {
            return $multi(undefined, "player GUID");
        }
        return $multi(encodeByteString(packed));
    }
    if (value !== undefined && field.kind === "guid[]") {
        if (type(value) !== "table") {
            return $multi(undefined, "list of player GUIDs");
        }
        const [packed, offender] = packGuids(value as string[]);
        if (packed === undefined) {
            return $multi(undefined, `player GUID at index ${offender}`);
        }
        return $multi(encodeByteString(packed));
    }
    const [bytes, reason, path] = encodeCbor(value);
    if (bytes === undefined) {
        return $multi(undefined, path === "" ? `value other than ${reason}` : `value without ${reason} at ${path}`);
    }
    return $multi(bytes);
}

/**
 * Packs the fields of an event into its body. Fields that are nil at the end are left out.
 * @returns the body, or nothing, the name of the field at fault ("values" for all together), and what was expected.
 */
export function encodeBody(
    definition: TypeDefinition,
    values: Readonly<Record<string, unknown>>,
): LuaMultiReturn<[string] | [undefined, field: string, reason: string]> {
    const parts = [char(definition.id)];
    let last = 0;
    let index = 0;
    for (const field of definition.fields) {
        index++;
        const value = values[field.name];
        const [bytes, reason] = encodeField(field, value);
        if (bytes === undefined) {
            return $multi(undefined, field.name, reason);
        }
        parts[index] = bytes;
        if (value !== undefined) {
            last = index;
        }
    }
    const body = table.concat(parts, "", 1, last + 1);
    if (body.length > MAX_BODY_BYTES) {
        return $multi(undefined, "values", `at most ${MAX_BODY_BYTES} bytes in all, not ${body.length},`);
    }
    return $multi(body);
}

/** The library's own type: takes back the event whose key it names. */
const REVOKE: TypeDefinition = { name: "revoke", id: SYSTEM_TYPE, fields: [{ name: "target", kind: "key" }] };

/** Unpacks the byte string of a field that is not of kind "any". */
function unpackField(kind: FieldKind, packed: string): unknown {
    if (kind === "guid") {
        return unpackGuid(packed);
    }
    if (kind === "guid[]") {
        return unpackGuids(packed);
    }
    const [time, id] = unpackKey(packed, 1);
    if (time === undefined || packed.length !== KEY_BYTES) {
        return undefined;
    }
    return { time, creator: creatorOf(id), counter: counterOf(id) };
}

/** Reads one field; nothing when it is not what the kind asks for. */
function decodeField(
    kind: FieldKind,
    body: string,
    position: number,
): LuaMultiReturn<[next: number, value: unknown] | [undefined, undefined]> {
    if (kind === "any" || byte(body, position) === Head.Null) {
        const [ok, value, next] = decodeCbor(body, position);
        if (ok) {
            return $multi(next, value);
        }
        return $multi(undefined, undefined);
    }
    const [packed, next] = readByteString(body, position);
    const value = packed === undefined ? undefined : unpackField(kind, packed);
    if (value === undefined) {
        return $multi(undefined, undefined);
    }
    return $multi(next!, value);
}

/** Why a body could not be turned into an event. */
export type DecodeFailure = "unknownType" | "unknownField" | "unparsable";

/** The types of one ledger. */
export class Schema {
    private readonly byId = new LuaMap<number, TypeDefinition>();
    private readonly byName = new LuaMap<string, TypeDefinition>();

    constructor() {
        this.add(REVOKE);
    }

    /** Adds a type, or replaces the one of the same name. */
    add(definition: TypeDefinition): void {
        this.byId.set(definition.id, definition);
        this.byName.set(definition.name, definition);
    }

    withId(id: number): TypeDefinition | undefined {
        return this.byId.get(id);
    }

    named(name: string): TypeDefinition | undefined {
        return this.byName.get(name);
    }

    /** A hash of all types with their fields: what a saved state depends on. */
    signature(): number {
        const parts: string[] = [];
        let count = 0;
        for (const id of $range(1, MAX_TYPE)) {
            const definition = this.byId.get(id);
            if (definition !== undefined) {
                const fields = definition.fields.map((field) => `${field.name}:${field.kind}`);
                parts[count] = format("%.0f %s(%s)", id, definition.name, table.concat(fields, ","));
                count++;
            }
        }
        return hash32(table.concat(parts, ";"), 0);
    }

    /**
     * Turns key and body into an event.
     * @param guid full GUID of the creator.
     * @returns nothing and the reason when the type or one of the fields is not known here, or a field cannot be read.
     */
    decode(
        time: number,
        id: number,
        body: string,
        guid: string,
    ): LuaMultiReturn<[LedgerEvent] | [undefined, DecodeFailure]> {
        const definition = this.byId.get(byte(body, 1)!);
        if (definition === undefined) {
            return $multi(undefined, "unknownType");
        }
        const event = newEvent(definition.name, time, id, guid);
        const length = body.length;
        let position = 2;
        for (const field of definition.fields) {
            if (position > length) {
                break;
            }
            const [next, value] = decodeField(field.kind, body, position);
            if (next === undefined) {
                return $multi(undefined, definition === REVOKE ? "unknownType" : "unparsable");
            }
            event[field.name] = value;
            position = next;
        }
        if (position <= length) {
            return $multi(undefined, "unknownField");
        }
        return $multi(event as unknown as LedgerEvent);
    }

    /** What can be said of an event whose type or fields are not known here: its key, and its type as "#number". */
    describeUnknown(time: number, id: number, body: string, guid: string): LedgerEvent {
        const name = this.byId.get(byte(body, 1)!)?.name ?? format("#%.0f", byte(body, 1)!);
        return newEvent(name, time, id, guid) as unknown as LedgerEvent;
    }
}

function newEvent(name: string, time: number, id: number, guid: string): Record<string, unknown> {
    return { type: name, time, creator: creatorOf(id), counter: counterOf(id), creatorGuid: guid };
}

/** Most fields that define() takes. */
export const FIELD_LIMIT = MAX_FIELDS;
