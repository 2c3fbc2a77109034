/**
 * The event types that an addon defines, and the way between an event's table and its body.
 */

import type { LedgerEvent } from "../api/event";
import { hash32 } from "../codec/murmur3";
import { hintAt, mustBe } from "../misuse";
import { BodyRow, MAX_BODY_BYTES, MAX_FIELDS, piecesOf, type Row } from "./body";
import { describeField, type FieldDefinition } from "./field";
import { FIELD_KINDS } from "./field-kinds";
import { FieldValues, NULL, UNREADABLE } from "./field-values";
import { generateReader, type GeneratedReader } from "./generated-reader";
import { readMark } from "./import-mark";
import { COUNTERS, counterOf, creatorOf } from "./key";

const byte = string.byte;
const char = string.char;
const format = string.format;

/** Type number of the library's own events. */
export const SYSTEM_TYPE = 0;

/** Largest type number. */
export const MAX_TYPE = 255;

const TOO_LONG = "'values' must take at most %.0f bytes in all, got %.0f";

/** An event type. */
export interface TypeDefinition {
    readonly name: string;
    /** 1-255, for ever: this number is what is stored and sent. */
    readonly id: number;
    readonly fields: readonly FieldDefinition[];
}

/** Packs the value of a field. On refusal the second value is what is wrong, as the end of a sentence. */
function encodeField(field: FieldDefinition, value: unknown): LuaMultiReturn<[string] | [undefined, problem: string]> {
    const kind = FIELD_KINDS[field.kind];
    if (value === undefined) {
        if (field.isRequired === true) {
            return $multi(undefined, `is required and must be ${kind.expected}, got nil`);
        }
        return $multi(NULL);
    }
    if (!kind.fits(value)) {
        return $multi(undefined, mustBe(kind.expected, value));
    }
    const [bytes, got] = kind.encode(value);
    if (bytes !== undefined) {
        return $multi(bytes);
    }
    return $multi(undefined, got === undefined ? mustBe(kind.expected, value) : `must be ${kind.expected}, got ${got}`);
}

/** A key of `values` that names no field of the type; nil when there is none. */
function strayField(definition: TypeDefinition, values: object): string | undefined {
    for (const [name] of pairs(values as LuaTable<AnyNotNil, unknown>)) {
        if (definition.fields.find((field) => field.name === name) === undefined) {
            return tostring(name);
        }
    }
    return undefined;
}

/**
 * Packs the fields of an event into its body. Fields that are nil at the end are left out.
 * @returns the body; or nil and what is wrong, as a sentence: "field 'amount' must be a finite number, got nan".
 */
export function encodeBody(
    definition: TypeDefinition,
    values: Readonly<Record<string, unknown>>,
): LuaMultiReturn<[string] | [undefined, problem: string]> {
    const stray = strayField(definition, values);
    if (stray !== undefined) {
        const known = definition.fields.map(({ name }) => name);
        return $multi(undefined, `field '${stray}' is not one of "${definition.name}"; ${hintAt(stray, known)}`);
    }
    const parts = [char(definition.id)];
    let last = 0;
    let index = 0;
    for (const field of definition.fields) {
        index++;
        const value = values[field.name];
        const [bytes, problem] = encodeField(field, value);
        if (bytes === undefined) {
            return $multi(undefined, `field '${field.name}' ${problem}`);
        }
        parts[index] = bytes;
        if (value !== undefined) {
            last = index;
        }
    }
    const body = table.concat(parts, "", 1, last + 1);
    if (body.length > MAX_BODY_BYTES) {
        return $multi(undefined, format(TOO_LONG, MAX_BODY_BYTES, body.length));
    }
    return $multi(body);
}

/** The library's own type: takes back the event whose key it names, or all imported ones with an id. */
export const REVOKE: TypeDefinition = {
    name: "revoke",
    id: SYSTEM_TYPE,
    fields: [
        { name: "target", kind: "key" },
        { name: "targetImportId", kind: "any" },
        { name: "targetBody", kind: "bytes" },
        { name: "targetServer", kind: "any" },
    ],
};

/** The library's own type too: says what all weeks before one held. Its first field tells it from a revocation. */
export const SEAL: TypeDefinition = {
    name: "seal",
    id: SYSTEM_TYPE,
    fields: [
        { name: "form", kind: "number", isRequired: true },
        { name: "week", kind: "number", isRequired: true },
        { name: "count", kind: "number", isRequired: true },
        { name: "root", kind: "number", isRequired: true },
        { name: "rows", kind: "bytes", isRequired: true },
        { name: "digest", kind: "bytes", isRequired: true },
        { name: "stateVersion", kind: "number", isRequired: true },
        { name: "typeIds", kind: "bytes", isRequired: true },
        { name: "types", kind: "number", isRequired: true },
        { name: "revocations", kind: "bytes", isRequired: true },
        { name: "late", kind: "bytes", isRequired: true },
        { name: "boundaries", kind: "bytes", isRequired: true },
    ],
};

/** The first byte of an item that is a number of at least 0 is less. */
const NUMBER_END = 0x20;

/** What the signature of the types says about the library itself: 3, events that are written again have a mark. */
const READING = "3;";

/** Why a body could not be turned into an event. */
export type DecodeFailure =
    | "unknownType"
    | "unknownField"
    /** The bytes are damaged: such an event is refused. */
    | "unparsable"
    /**
     * A required field is missing, or a field is of another kind. A client that defines the type without these kinds
     * reads the event, so it belongs in the log: logs would never become equal otherwise. A reducer that relies on its
     * fields must not see it.
     */
    | "schemaMismatch";

/** How the events of a type are read. */
class TypeReader {
    readonly definition: TypeDefinition;
    readonly fields: readonly FieldValues[];
    /** Number of fields up to the last that is required: an event with fewer lacks one. */
    readonly least: number;
    /** By the number of items behind the type byte: the generated reader; false where there is none. */
    readonly generated = new LuaMap<number, GeneratedReader | false>();

    constructor(definition: TypeDefinition) {
        const { fields } = definition;
        this.definition = definition;
        this.fields = fields.map((field) => new FieldValues(field));
        this.least = 0;
        for (const index of $range(1, fields.length)) {
            if (fields[index - 1].isRequired === true) {
                this.least = index;
            }
        }
    }

    /** Generates the reader of events with so many items behind the type byte. @returns false when they are read field by field. */
    generate(count: number): GeneratedReader | false {
        const { definition, fields, least } = this;
        // What is wrong with an event of the library's own type is said in another way.
        const isPlain = definition.id !== SYSTEM_TYPE && count >= least && count <= fields.length + 1;
        const reader = (isPlain && generateReader(definition.name, fields, count)) || false;
        this.generated.set(count, reader);
        return reader;
    }
}

/** Reads the first `count` fields of a body into an event. @returns what is wrong with them; nil when nothing is. */
function readFields(
    event: object,
    fields: readonly FieldValues[],
    pieces: readonly string[],
    count: number,
): DecodeFailure | undefined {
    let failure: DecodeFailure | undefined;
    for (const index of $range(0, count - 1)) {
        const field = fields[index];
        const value = field.read(pieces[index + 1]);
        if (value !== UNREADABLE) {
            (event as Record<string, unknown>)[field.name] = value;
        } else if (!field.isWellFormed(pieces[index + 1])) {
            return "unparsable";
        } else {
            failure = "schemaMismatch";
        }
    }
    return failure;
}

/** Reads an event field by field. @param event its own members, to which the fields are added. */
function readCarefully(
    { definition, fields, least }: TypeReader,
    event: Record<string, unknown>,
    pieces: readonly string[],
): LuaMultiReturn<[LedgerEvent] | [undefined, DecodeFailure]> {
    const [isMarked, importId, originalTime] = readMark(pieces[pieces.length - 1]);
    const count = isMarked ? pieces.length - 2 : pieces.length - 1;
    if (count > fields.length) {
        return $multi(undefined, "unknownField");
    }
    event.importId = importId;
    event.originalTime = originalTime;
    const failure = readFields(event, fields, pieces, count);
    if (failure !== undefined) {
        return $multi(undefined, definition.id === SYSTEM_TYPE ? "unknownType" : failure);
    }
    if (count < least) {
        return $multi(undefined, definition.id === SYSTEM_TYPE ? "unknownType" : "schemaMismatch");
    }
    return $multi(event as unknown as LedgerEvent);
}

/** The types of one ledger. */
export class Schema {
    private readonly byId = new LuaMap<number, TypeDefinition>();
    private readonly byName = new LuaMap<string, TypeDefinition>();
    /** By type byte. */
    private readonly readers = new LuaMap<string, TypeReader>();
    /** What decode() reads. */
    private readonly row = new BodyRow();

    private readonly seals = new TypeReader(SEAL);

    constructor() {
        this.byName.set(SEAL.name, SEAL);
        this.add(REVOKE);
    }

    /** Adds a type, or replaces the type of the same name. */
    add(definition: TypeDefinition): void {
        this.byId.set(definition.id, definition);
        this.readers.set(char(definition.id), new TypeReader(definition));
        this.byName.set(definition.name, definition);
    }

    withId(id: number): TypeDefinition | undefined {
        return this.byId.get(id);
    }

    named(name: string): TypeDefinition | undefined {
        return this.byName.get(name);
    }

    /** The type of this name that an addon may write events of; nil when it has defined none. */
    writable(name: unknown): TypeDefinition | undefined {
        const definition = typeof name === "string" ? this.byName.get(name) : undefined;
        return definition?.id === SYSTEM_TYPE ? undefined : definition;
    }

    /** The types that the addon has defined, ascending by their numbers. */
    defined(): TypeDefinition[] {
        const types: TypeDefinition[] = [];
        for (const id of $range(1, MAX_TYPE)) {
            const definition = this.byId.get(id);
            if (definition !== undefined) {
                types[types.length] = definition;
            }
        }
        return types;
    }

    /** A hash of all types with their fields: what a saved state depends on. */
    signature(): number {
        return this.signatureOf(this.defined().map(({ id }) => id));
    }

    /** The same of the types with these numbers, those that are not defined left out. */
    signatureOf(ids: readonly number[]): number {
        const parts: string[] = [];
        let count = 0;
        for (const id of ids) {
            const definition = id === SYSTEM_TYPE ? undefined : this.byId.get(id);
            if (definition !== undefined) {
                const fields = definition.fields.map((field) => describeField(field));
                parts[count] = format("%.0f %s(%s)", id, definition.name, table.concat(fields, ","));
                count++;
            }
        }
        return hash32(READING + table.concat(parts, ";"), 0);
    }

    /**
     * Turns key and body into an event.
     * @param guid full GUID of the creator.
     * @returns the event; or nil and the reason, when its type or one of its fields is unknown, unreadable or does not fit.
     */
    decode(
        time: number,
        id: number,
        body: string,
        guid: string,
    ): LuaMultiReturn<[LedgerEvent] | [undefined, DecodeFailure]> {
        const { row } = this;
        if (!row.fill(body)) {
            return $multi(undefined, "unparsable");
        }
        return this.decodeRow(time, id, row, guid);
    }

    /** The same from pieces that may stand among those of other bodies. */
    decodeRow(
        time: number,
        id: number,
        row: Row,
        guid: string,
    ): LuaMultiReturn<[LedgerEvent] | [undefined, DecodeFailure]> {
        const { pieces, offset } = row;
        let reader = this.readers.get(pieces[offset]);
        if (reader === undefined) {
            return $multi(undefined, "unknownType");
        }
        if (reader.definition === REVOKE && row.fieldCount > 0 && byte(pieces[offset + 1], 1)! < NUMBER_END) {
            reader = this.seals;
        }
        const counter = id % COUNTERS;
        const creator = (id - counter) / COUNTERS;
        const generated = reader.generated.get(row.fieldCount) ?? reader.generate(row.fieldCount);
        if (generated !== false) {
            const event = generated(time, creator, counter, guid, pieces, offset);
            if (event !== undefined) {
                return $multi(event);
            }
        }
        const own = { type: reader.definition.name, time, creator, counter, creatorGuid: guid };
        return readCarefully(reader, own, piecesOf(row));
    }

    /** The name of the type with a type byte, and the generated reader of its events with so many fields; nil where there is none. */
    readerOf(
        typeByte: string,
        fieldCount: number,
    ): LuaMultiReturn<[name: string, read: GeneratedReader] | [undefined, undefined]> {
        const reader = this.readers.get(typeByte);
        const read = reader !== undefined && (reader.generated.get(fieldCount) ?? reader.generate(fieldCount));
        if (read === false) {
            return $multi(undefined, undefined);
        }
        return $multi(reader!.definition.name, read);
    }

    /**
     * What is known of an event that cannot be decoded: its key, and the name of its type or "#number".
     * @param body whose first byte is the type.
     */
    describeUnknown(time: number, id: number, body: string, guid: string): LedgerEvent {
        const type = byte(body, 1)!;
        const name = this.byId.get(type)?.name ?? format("#%.0f", type);
        const event = { type: name, time, creator: creatorOf(id), counter: counterOf(id), creatorGuid: guid };
        return event as unknown as LedgerEvent;
    }
}

/** Most fields that define() takes. */
export const FIELD_LIMIT = MAX_FIELDS;
