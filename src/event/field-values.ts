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

/** The value of a field that cannot be read, or does not fit its kind. */
export const UNREADABLE = {};

/** Reads the values of one field of a type. */
export class FieldValues {
    readonly name: string;
    readonly isRequired: boolean;
    /** Whether the values are lists, of which each event gets a copy. */
    readonly isList: boolean;
    /** By the bytes of a field: its value, never a table that an event has. Always the same table. Read only. */
    readonly known = new LuaMap<string, AnyNotNil>();
    private knownCount = 0;
    private readonly kind: FieldKind;

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
        const known = this.known.get(piece);
        if (known === undefined) {
            return this.readAnew(piece);
        }
        if (!this.isList) {
            return known;
        }
        return copyList(known as unknown[]);
    }

    /** Reads the bytes of a field that are not in `known`, as read() does. */
    readAnew(piece: string): unknown {
        if (piece === NULL) {
            return this.isRequired ? UNREADABLE : undefined;
        }
        const value = this.kind.decode(piece) as AnyNotNil | undefined;
        if (value === undefined || !this.kind.fits(value)) {
            return UNREADABLE;
        }
        if (this.isList) {
            this.note(piece, copyList(value as unknown[]));
        } else if (type(value) !== "table") {
            this.note(piece, value);
        }
        return value;
    }

    private note(piece: string, value: AnyNotNil): void {
        if (piece.length > MEMORY_BYTES) {
            return;
        }
        const { known } = this;
        if (this.knownCount >= MEMORY) {
            for (const [old] of known) {
                known.delete(old);
            }
            this.knownCount = 0;
        }
        known.set(piece, value);
        this.knownCount++;
    }
}

/** A copy of a list: a table belongs to the event and its reducer, nobody else gets the same one. */
export function copyList(list: readonly unknown[]): unknown[] {
    if (list[1] === undefined) {
        return [list[0]];
    }
    return [...list];
}
