/**
 * The kinds of fields, a row each: what a field of the kind takes, its bytes, and what the bytes give back.
 *
 * What a kind's values are in TypeScript stands in KindValues (api/event-type.ts). A kind that one of the two lacks
 * does not compile.
 */

import type { EventKey } from "../api/event";
import type { KindValues } from "../api/event-type";
import { decodeCbor, encodeByteString, encodeCbor, readByteString } from "../codec/cbor";
import { bytesLess } from "../codec/compare";
import { show } from "../misuse";
import { MAX_GUIDS, packGuid, packGuids, unpackGuid, unpackGuids } from "./guid";
import { counterOf, creatorOf, KEY_BYTES, packKey, toId, unpackKey } from "./key";

const format = string.format;

/** The types of the values by kind, the library's own included. */
interface AllKindValues extends KindValues {
    /** The key of another event. Addons cannot name this kind, nor the next. */
    key: EventKey;
    /** A byte string, whether it is text or not. */
    bytes: string;
}

/** The name of a kind. */
export type FieldKindName = keyof AllKindValues;

/** The bytes of a value; or nil and, where "a table" does not say enough, the words for the value that came. */
type Encoded = LuaMultiReturn<[bytes: string] | [undefined, got?: string]>;

/** A row: one kind of fields. */
export interface FieldKind<Name extends FieldKindName = FieldKindName> {
    /** What stands behind the colon in define(). */
    readonly name: Name;
    /** What a value has to be, behind "must be": "a player GUID". */
    readonly expected: string;
    /** Whether only the library's own types have such fields. */
    readonly isInternal?: boolean;
    /**
     * Whether the values are lists. Readers remember a list and give a copy each time; they decode other tables anew.
     */
    readonly isList?: boolean;
    /** Whether a value is of the kind, as far as its type tells. Takes what decode() gave and what an addon gives. */
    fits(this: void, value: unknown): boolean;
    /** Packs a value that fits() takes into one CBOR item. */
    encode(this: void, value: unknown): Encoded;
    /** The value of a whole field; nil when its bytes are not those of any value that this form can hold. */
    decode(this: void, bytes: string): AllKindValues[Name] | undefined;
}

function isString(this: void, value: unknown): boolean {
    return type(value) === "string";
}

function isNumber(this: void, value: unknown): boolean {
    return type(value) === "number";
}

function isBoolean(this: void, value: unknown): boolean {
    return type(value) === "boolean";
}

function isTable(this: void, value: unknown): boolean {
    return type(value) === "table";
}

function encodePlain(this: void, value: unknown): Encoded {
    const [bytes, reason, path] = encodeCbor(value);
    if (bytes !== undefined) {
        return $multi(bytes);
    }
    return $multi(undefined, path === "" ? undefined : `a table with ${reason} at ${path}`);
}

function decodePlain(this: void, bytes: string): unknown {
    const [ok, value, next] = decodeCbor(bytes, 1);
    return ok && next === bytes.length + 1 ? value : undefined;
}

/** The content of a field that is one byte string; nil when it is not. */
function unwrap(bytes: string): string | undefined {
    const [content, next] = readByteString(bytes, 1);
    return next === bytes.length + 1 ? content : undefined;
}

function encodeGuid(this: void, value: unknown): Encoded {
    const packed = packGuid(value as string);
    if (packed === undefined) {
        return $multi(undefined);
    }
    return $multi(encodeByteString(packed));
}

function decodeGuid(this: void, bytes: string): string | undefined {
    const packed = unwrap(bytes);
    return packed === undefined ? undefined : unpackGuid(packed);
}

function encodeGuids(this: void, value: unknown): Encoded {
    const guids = value as readonly string[];
    const [packed, offender] = packGuids(guids);
    if (packed === undefined) {
        return $multi(undefined, format("%s at index %.0f", show(guids[offender - 1]), offender));
    }
    return $multi(encodeByteString(packed));
}

function decodeGuids(this: void, bytes: string): string[] | undefined {
    const packed = unwrap(bytes);
    return packed === undefined ? undefined : unpackGuids(packed);
}

function encodeBytes(this: void, value: unknown): Encoded {
    return $multi(encodeByteString(value as string));
}

function encodeKey(this: void, value: unknown): Encoded {
    const { time, creator, counter } = value as EventKey;
    return $multi(encodeByteString(packKey(time, toId(creator, counter))));
}

function decodeKey(this: void, bytes: string): EventKey | undefined {
    const packed = unwrap(bytes);
    if (packed === undefined || packed.length !== KEY_BYTES) {
        return undefined;
    }
    const [time, id] = unpackKey(packed, 1);
    return { time: time!, creator: creatorOf(id!), counter: counterOf(id!) };
}

/** All kinds by name. */
export const FIELD_KINDS: { readonly [Name in FieldKindName]: FieldKind<Name> } = {
    any: {
        name: "any",
        expected: "a string, finite number, boolean or table of these",
        fits: () => true,
        encode: encodePlain,
        decode: decodePlain,
    },
    guid: {
        name: "guid",
        expected: "a player GUID",
        fits: isString,
        encode: encodeGuid,
        decode: decodeGuid,
    },
    "guid[]": {
        name: "guid[]",
        expected: format("a list of at most %.0f player GUIDs", MAX_GUIDS),
        isList: true,
        fits: isTable,
        encode: encodeGuids,
        decode: decodeGuids,
    },
    number: {
        name: "number",
        expected: "a finite number",
        fits: isNumber,
        encode: encodePlain,
        decode: decodePlain as FieldKind<"number">["decode"],
    },
    string: {
        name: "string",
        expected: "a string",
        fits: isString,
        encode: encodePlain,
        decode: decodePlain as FieldKind<"string">["decode"],
    },
    boolean: {
        name: "boolean",
        expected: "a boolean",
        fits: isBoolean,
        encode: encodePlain,
        decode: decodePlain as FieldKind<"boolean">["decode"],
    },
    bytes: {
        name: "bytes",
        expected: "a string",
        fits: isString,
        encode: encodeBytes,
        decode: (bytes) => unwrap(bytes),
        isInternal: true,
    },
    key: {
        name: "key",
        expected: "the key of an event",
        isInternal: true,
        fits: isTable,
        encode: encodeKey,
        decode: decodeKey,
    },
};

/** The kind that an addon may name so; nil when there is none. */
export function findKind(name: string): FieldKind | undefined {
    const kind = (FIELD_KINDS as Readonly<Record<string, FieldKind | undefined>>)[name];
    return kind?.isInternal === true ? undefined : kind;
}

function kindsInWords(): string {
    const names: string[] = [];
    for (const [name] of pairs(FIELD_KINDS as unknown as LuaTable<string, FieldKind>)) {
        if (findKind(name) !== undefined) {
            names[names.length] = name;
        }
    }
    table.sort(names, bytesLess);
    const last = table.remove(names);
    return `${table.concat(names, ", ")} or ${last}`;
}

/** What an addon may write behind the colon, in the words of an error: "a, b or c". */
export const KINDS_IN_WORDS = kindsInWords();
