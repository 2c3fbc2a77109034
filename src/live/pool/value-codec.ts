/** How the values of a pool become bytes: as CBOR, field by field, or as the addon says. */

import { decodeCbor, encodeCbor } from "../../codec/cbor";
import { skipCbor } from "../../codec/cbor-skip";
import { type FieldDefinition } from "../../event/field";
import { FIELD_KINDS } from "../../event/field-kinds";
import { hintAt, mustBe } from "../../misuse";

const sub = string.sub;

/** The way between a value and its bytes. */
export interface ValueCodec {
    /** @returns the bytes, at least one; or nil and what is wrong, as the end of a sentence that begins with "'value'". */
    encode(this: void, value: unknown): LuaMultiReturn<[bytes: string] | [undefined, problem: string]>;
    /** @returns true and the value; or false when the bytes are not those of one. */
    decode(this: void, bytes: string): LuaMultiReturn<[ok: boolean, value?: unknown]>;
}

/** Any value that CBOR can hold, but nil. */
export const ANY_VALUE: ValueCodec = {
    encode: (value) => {
        if (value === undefined) {
            return $multi(undefined, mustBe("a value", value));
        }
        const [bytes, reason, path] = encodeCbor(value);
        if (bytes === undefined) {
            return $multi(undefined, `cannot hold ${reason}, which is at value${path}`);
        }
        return $multi(bytes);
    },
    decode: (bytes) => {
        const [ok, value, next] = decodeCbor(bytes, 1);
        return $multi(ok && next === bytes.length + 1, value);
    },
};

/** Tables with these fields and no other. Names do not travel. */
export function fieldsCodec(fields: readonly FieldDefinition[]): ValueCodec {
    const names = fields.map(({ name }) => name);
    return {
        encode: (value) => {
            if (type(value) !== "table") {
                return $multi(undefined, mustBe("a table", value));
            }
            for (const [key] of pairs(value as LuaTable<AnyNotNil, unknown>)) {
                const name = tostring(key);
                if (!names.includes(name)) {
                    return $multi(undefined, `has a field '${name}' that is unknown; ${hintAt(name, names)}`);
                }
            }
            return encodeFields(fields, value as Record<string, unknown>);
        },
        decode: (bytes) => decodeFields(fields, bytes),
    };
}

function encodeFields(
    fields: readonly FieldDefinition[],
    values: Record<string, unknown>,
): LuaMultiReturn<[bytes: string] | [undefined, problem: string]> {
    const parts: string[] = [];
    let count = 0;
    for (const { name, kind, isRequired } of fields) {
        const { expected, encode, fits } = FIELD_KINDS[kind];
        const value = values[name];
        let part: string | undefined;
        if (value === undefined && isRequired !== true) {
            [part] = encodeCbor(undefined);
        } else if (value !== undefined && fits(value)) {
            [part] = encode(value);
        }
        if (part === undefined) {
            return $multi(undefined, `has a field '${name}' that ${mustBe(expected, value)}`);
        }
        parts[count] = part;
        count++;
    }
    return $multi(table.concat(parts));
}

function decodeFields(
    fields: readonly FieldDefinition[],
    bytes: string,
): LuaMultiReturn<[ok: boolean, value?: unknown]> {
    const values: Record<string, unknown> = {};
    const [nothing] = encodeCbor(undefined);
    let position = 1;
    for (const { name, kind, isRequired } of fields) {
        const next = skipCbor(bytes, position);
        if (next === undefined) {
            return $multi(false);
        }
        const piece = sub(bytes, position, next - 1);
        const value = piece === nothing ? undefined : FIELD_KINDS[kind].decode(piece);
        const isMissing = piece === nothing && isRequired !== true;
        if (!isMissing && (value === undefined || !FIELD_KINDS[kind].fits(value))) {
            return $multi(false);
        }
        values[name] = value;
        position = next;
    }
    // A newer version of the addon may have added fields: they are passed over.
    return $multi(true, values);
}
