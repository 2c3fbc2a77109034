/**
 * Fields' bytes -> values. Most fields of a log stand in it many times (players, amounts, reasons), so what a field's
 * bytes mean is remembered for a while.
 */

import { decodeCbor, readByteString } from "../codec/cbor";
import type { FieldKind } from "./field";
import { unpackGuid, unpackGuids } from "./guid";
import { counterOf, creatorOf, KEY_BYTES, unpackKey } from "./key";

const char = string.char;

/** The bytes of a field that is nil. */
export const NULL = char(0xf6);

/** Values that are remembered of one kind; then all are forgotten. Some hundred kilobytes at most. */
const MEMORY = 4096;

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
    if (kind === "any") {
        const [ok, value, next] = decodeCbor(field, 1);
        return ok && next === field.length + 1 ? (value as AnyNotNil | undefined) : undefined;
    }
    const [packed, next] = readByteString(field, 1);
    return packed === undefined || next !== field.length + 1 ? undefined : unpackBytes(kind, packed);
}

export class FieldValues {
    private readonly any = new Memory();
    private readonly guids = new Memory();
    private readonly guidLists = new Memory();

    /** The value of a field that is not nil; nothing when its bytes are not what the kind asks for. */
    read(kind: FieldKind, field: string): AnyNotNil | undefined {
        if (kind === "guid[]") {
            return this.readList(field);
        }
        const memory = kind === "any" ? this.any : this.guids;
        const known = memory.values.get(field);
        if (known !== undefined) {
            return known;
        }
        const value = decode(kind, field);
        // A table is the event's own, and its reducer's: never the same one twice.
        if (value !== undefined && type(value) !== "table") {
            memory.note(field, value);
        }
        return value;
    }

    private readList(field: string): AnyNotNil | undefined {
        const known = this.guidLists.values.get(field) as string[] | undefined;
        if (known === undefined) {
            const list = decode("guid[]", field) as string[] | undefined;
            if (list !== undefined) {
                this.guidLists.note(field, list.slice());
            }
            return list;
        }
        if (known.length === 1) {
            return [known[0]];
        }
        return [...known];
    }
}
