/**
 * The bytes of fields -> values. Most fields occur many times in a log (players, amounts, reasons), so a reader
 * remembers for a while what the bytes of a field mean.
 */

import type { FieldDefinition } from "./field";
import { FIELD_KINDS, type FieldKind } from "./field-kinds";

/** The bytes of a field that is nil. */
export const NULL = string.char(0xf6);

/** Most values of a field that are remembered; one more, and all are forgotten. Some hundred kilobytes at most. */
const MEMORY = 2048;

/** Longest field that is remembered, in bytes. */
const MEMORY_BYTES = 256;

class Memory {
    values = new LuaMap<string, AnyNotNil>();
    private count = 0;

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

/** The value of a field that cannot be read, or does not fit its kind. */
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
        this.kind = FIELD_KINDS[kind];
        this.isRequired = isRequired === true;
        this.isList = this.kind.isList === true;
    }

    /** Whether bytes that read() finds UNREADABLE are sound, and only not what this field should hold. */
    isWellFormed(piece: string): boolean {
        return piece === NULL || this.kind.decode(piece) !== undefined;
    }

    /**
     * Reads the bytes of a field.
     * @returns the value; nil where the field is nil; UNREADABLE when the bytes are not what the field should hold.
     */
    read(piece: string): unknown {
        const known = this.memory.values.get(piece);
        if (known === undefined) {
            return this.readAnew(piece);
        }
        if (!this.isList) {
            return known;
        }
        // A table belongs to the event and its reducer: nobody else gets the same one.
        const list = known as unknown[];
        if (list[1] === undefined) {
            return [list[0]];
        }
        return [...list];
    }

    private readAnew(piece: string): unknown {
        if (piece === NULL) {
            return this.isRequired ? UNREADABLE : undefined;
        }
        const value = this.kind.decode(piece) as AnyNotNil | undefined;
        if (value === undefined || !this.kind.fits(value)) {
            return UNREADABLE;
        }
        if (this.isList) {
            this.memory.note(piece, [...(value as unknown[])]);
        } else if (type(value) !== "table") {
            this.memory.note(piece, value);
        }
        return value;
    }
}
