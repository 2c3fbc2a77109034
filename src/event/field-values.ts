/**
 * Fields' bytes -> values. Most fields of a log stand in it many times (players, amounts, reasons), so what a field's
 * bytes mean is remembered for a while.
 */

import { decodeCbor, readByteString } from "../codec/cbor";
import { type FieldDefinition, type FieldKind, fitsKind } from "./field";
import { unpackGuid, unpackGuids } from "./guid";
import { counterOf, creatorOf, KEY_BYTES, unpackKey } from "./key";

const char = string.char;

/** The bytes of a field that is nil. */
export const NULL = char(0xf6);

/** Values of a field that are remembered; then all are forgotten. Some hundred kilobytes at most. */
const MEMORY = 2048;

/** Longest field that is remembered. */
const MEMORY_BYTES = 256;

class Memory {
    values = new LuaMap<string, AnyNotNil>();
    count = 0;

    note(field: string, value: AnyNotNil): void {
        if (field.length > MEMORY_BYTES) {
            return;
        }
        if (this.count >= MEMORY) {
            this.values = new LuaMap();
            this.count = 0;
        }
        this.values.set(field, value);
        this.count++;
    }
}

/** Unpacks the content of a byte string; nothing when it is not what the kind asks for. */
function unpackBytes(kind: FieldKind, packed: string): AnyNotNil | undefined {
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

function decode(kind: FieldKind, field: string): AnyNotNil | undefined {
    if (kind !== "guid" && kind !== "guid[]" && kind !== "key") {
        const [ok, value, next] = decodeCbor(field, 1);
        return ok && next === field.length + 1 ? (value as AnyNotNil | undefined) : undefined;
    }
    const [packed, next] = readByteString(field, 1);
    return packed === undefined || next !== field.length + 1 ? undefined : unpackBytes(kind, packed);
}

/** Stands for the value of a field that cannot be read, or does not fit its kind. */
export const UNREADABLE = {};

/** Reads the values of one field of a type. */
export class FieldValues {
    readonly name: string;
    private readonly memory = new Memory();
    private readonly kind: FieldKind;
    private readonly isRequired: boolean;
    private readonly isList: boolean;

    constructor({ name, kind, isRequired }: FieldDefinition) {
        this.name = name;
        this.kind = kind;
        this.isRequired = isRequired === true;
        this.isList = kind === "guid[]";
    }

    /** Whether bytes that read() finds UNREADABLE are sound, and only not what this field should hold. */
    isWellFormed(piece: string): boolean {
        return piece === NULL || decode(this.kind, piece) !== undefined;
    }

    /** The value of a field's bytes: nothing for nil, UNREADABLE when they are not what the field should hold. */
    read(piece: string): unknown {
        const known = this.memory.values.get(piece);
        if (known === undefined) {
            return this.readAnew(piece);
        }
        if (!this.isList) {
            return known;
        }
        // A table is the event's own, and its reducer's: never the same one twice.
        const list = known as string[];
        if (list[1] === undefined) {
            return [list[0]];
        }
        return [...list];
    }

    private readAnew(piece: string): unknown {
        if (piece === NULL) {
            return this.isRequired ? UNREADABLE : undefined;
        }
        const value = decode(this.kind, piece);
        if (value === undefined || !fitsKind(this.kind, value)) {
            return UNREADABLE;
        }
        if (this.isList) {
            this.memory.note(piece, [...(value as string[])]);
        } else if (type(value) !== "table") {
            this.memory.note(piece, value);
        }
        return value;
    }
}
