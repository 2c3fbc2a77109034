/**
 * The event types that an addon defines, and the way between an event's table and its body.
 */

import type { LedgerEvent } from "../api/event";
import { encodeByteString, encodeCbor } from "../codec/cbor";
import { hash32 } from "../codec/murmur3";
import { MAX_BODY_BYTES, MAX_FIELDS, splitBody } from "./body";
import { describeField, type FieldDefinition, type FieldKind, fitsKind } from "./field";
import { FieldValues, NULL, UNREADABLE } from "./field-values";
import { packGuid, packGuids } from "./guid";
import { COUNTERS, counterOf, creatorOf } from "./key";

const byte = string.byte;
const char = string.char;
const format = string.format;

/** Type number of the library's own events. */
export const SYSTEM_TYPE = 0;

/** Largest type number. */
export const MAX_TYPE = 255;

export interface TypeDefinition {
    readonly name: string;
    /** 1-255, for ever: it is what is stored and sent. */
    readonly id: number;
    readonly fields: readonly FieldDefinition[];
}

/** What a value has to be to fit a kind, in the words of an error. */
function expectedOf(kind: FieldKind): string {
    if (kind === "guid") {
        return "player GUID";
    }
    return kind === "guid[]" ? "list of player GUIDs" : kind;
}

/** Packs one field's value. On refusal the second value says what was expected. */
function encodeField(field: FieldDefinition, value: unknown): LuaMultiReturn<[string] | [undefined, string]> {
    if (value === undefined) {
        if (field.isRequired === true) {
            return $multi(undefined, expectedOf(field.kind));
        }
        return $multi(NULL);
    }
    if (field.kind === "guid") {
        const packed = typeof value === "string" ? packGuid(value) : undefined;
        if (packed === undefined) {
            return $multi(undefined, expectedOf(field.kind));
        }
        return $multi(encodeByteString(packed));
    }
    if (field.kind === "guid[]") {
        if (type(value) !== "table") {
            return $multi(undefined, expectedOf(field.kind));
        }
        const [packed, offender] = packGuids(value as string[]);
        if (packed === undefined) {
            return $multi(undefined, `player GUID at index ${offender}`);
        }
        return $multi(encodeByteString(packed));
    }
    if (!fitsKind(field.kind, value)) {
        return $multi(undefined, expectedOf(field.kind));
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

/** A key of `values` that names no field of the type; nothing when all do. */
export function strayField(definition: TypeDefinition, values: object): string | undefined {
    for (const [name] of pairs(values as LuaTable<AnyNotNil, unknown>)) {
        if (definition.fields.find((field) => field.name === name) === undefined) {
            return tostring(name);
        }
    }
    return undefined;
}

/** The library's own type: takes back the event whose key it names. */
const REVOKE: TypeDefinition = { name: "revoke", id: SYSTEM_TYPE, fields: [{ name: "target", kind: "key" }] };

/** Why a body could not be turned into an event. */
export type DecodeFailure =
    | "unknownType"
    | "unknownField"
    /** Not even the bytes are right: such an event is refused. */
    | "unparsable"
    /**
     * A field is missing that the type requires, or is of another kind. Whoever has the type without these kinds reads the
     * event, so it belongs in the log, or logs would never be equal; but a reducer that relies on its fields must not see it.
     */
    | "misfit";

/** How the events of a type are read. */
interface TypeReader {
    readonly fields: readonly FieldValues[];
    /** Number of fields up to the last that is required: an event with fewer lacks one. */
    readonly least: number;
}

function readerOf({ fields }: TypeDefinition): TypeReader {
    let least = 0;
    for (const index of $range(1, fields.length)) {
        if (fields[index - 1].isRequired === true) {
            least = index;
        }
    }
    return { fields: fields.map((field) => new FieldValues(field)), least };
}

/** The types of one ledger. */
export class Schema {
    private readonly byId = new LuaMap<number, TypeDefinition>();
    private readonly byName = new LuaMap<string, TypeDefinition>();
    private readonly readers = new LuaMap<number, TypeReader>();

    constructor() {
        this.add(REVOKE);
    }

    /** Adds a type, or replaces the one of the same name. */
    add(definition: TypeDefinition): void {
        this.byId.set(definition.id, definition);
        this.readers.set(definition.id, readerOf(definition));
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
                const fields = definition.fields.map((field) => describeField(field));
                parts[count] = format("%.0f %s(%s)", id, definition.name, table.concat(fields, ","));
                count++;
            }
        }
        return hash32(table.concat(parts, ";"), 0);
    }

    /**
     * Turns key and body into an event.
     * @param guid full GUID of the creator.
     * @returns nothing and the reason when the type or one of the fields is not known here, cannot be read or does not fit.
     */
    decode(
        time: number,
        id: number,
        body: string,
        guid: string,
    ): LuaMultiReturn<[LedgerEvent] | [undefined, DecodeFailure]> {
        const pieces = splitBody(body);
        if (pieces === undefined) {
            return $multi(undefined, "unparsable");
        }
        return this.decodePieces(time, id, pieces, guid);
    }

    /** The same for a body in pieces: its type byte, then its fields. */
    decodePieces(
        time: number,
        id: number,
        pieces: readonly string[],
        guid: string,
    ): LuaMultiReturn<[LedgerEvent] | [undefined, DecodeFailure]> {
        const definition = this.byId.get(byte(pieces[0])!);
        if (definition === undefined) {
            return $multi(undefined, "unknownType");
        }
        const { fields, least } = this.readers.get(definition.id)!;
        const count = pieces.length - 1;
        if (count > fields.length) {
            return $multi(undefined, "unknownField");
        }
        const counter = id % COUNTERS;
        const creator = (id - counter) / COUNTERS;
        const type = definition.name;
        if (count === 3 && least <= 3) {
            // With all members in the constructor Lua makes the table in its final size at once.
            const [f1, f2, f3] = fields;
            const [v1, v2, v3] = [f1.read(pieces[1]), f2.read(pieces[2]), f3.read(pieces[3])];
            if (v1 !== UNREADABLE && v2 !== UNREADABLE && v3 !== UNREADABLE) {
                const event = {
                    type,
                    time,
                    creator,
                    counter,
                    creatorGuid: guid,
                    [f1.name]: v1,
                    [f2.name]: v2,
                    [f3.name]: v3,
                };
                return $multi(event as unknown as LedgerEvent);
            }
        }
        const event: Record<string, unknown> = { type, time, creator, counter, creatorGuid: guid };
        let isMisfit = count < least;
        for (const index of $range(0, count - 1)) {
            const field = fields[index];
            const value = field.read(pieces[index + 1]);
            if (value !== UNREADABLE) {
                event[field.name] = value;
            } else if (definition === REVOKE) {
                return $multi(undefined, "unknownType");
            } else if (field.isWellFormed(pieces[index + 1])) {
                isMisfit = true;
            } else {
                return $multi(undefined, "unparsable");
            }
        }
        if (isMisfit) {
            return $multi(undefined, "misfit");
        }
        return $multi(event as unknown as LedgerEvent);
    }

    /** What can be said of an event whose type or fields are not known here or do not fit: its key, and its type as "#number". */
    describeUnknown(time: number, id: number, body: string, guid: string): LedgerEvent {
        const type = byte(body, 1)!;
        const name = this.byId.get(type)?.name ?? format("#%.0f", type);
        const event = { type: name, time, creator: creatorOf(id), counter: counterOf(id), creatorGuid: guid };
        return event as unknown as LedgerEvent;
    }
}

/** Most fields that define() takes. */
export const FIELD_LIMIT = MAX_FIELDS;
