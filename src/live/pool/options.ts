/** What pools are made with: the key of a value, and its coding. */

import type { PoolOptions } from "../../api/room-pool";
import { type FieldDefinition, parseField } from "../../event/field";
import { expectFunction, expectList, expectNames, expectTable, misuse, mustBe, show } from "../../misuse";
import { isFiniteNumber } from "../../numbers";
import { ANY_VALUE, fieldsCodec, type ValueCodec } from "./value-codec";

const NAMES = ["key", "fields"];

/** Key and coding of the values of a pool. */
export interface PoolForm {
    readonly keyOf: (this: void, value: unknown) => unknown;
    readonly codec: ValueCodec;
}

function itself(this: void, value: unknown): unknown {
    return value;
}

/** A pool of strings. */
export const STRING_POOL: PoolForm = { keyOf: itself, codec: only("a string", (value) => type(value) === "string") };

/** A pool of numbers. */
export const NUMBER_POOL: PoolForm = { keyOf: itself, codec: only("a finite number", isFiniteNumber) };

/** Raises for what is wrong with the options of room:pool(). */
export function checkPoolOptions(options: PoolOptions<unknown, readonly string[] | undefined>): PoolForm {
    expectTable("pool", "options", options);
    expectNames("pool", options, NAMES);
    const { key, fields } = options;
    expectFunction("pool", "key", key);
    if (fields === undefined) {
        return { keyOf: key, codec: ANY_VALUE };
    }
    expectList("pool", "fields", fields);
    const definitions: FieldDefinition[] = [];
    for (const text of fields) {
        const field = typeof text === "string" ? parseField(text) : undefined;
        if (field === undefined) {
            misuse("pool", "fields", mustBe('texts like "amount:number"', text));
        }
        if (definitions.some(({ name }) => name === field.name)) {
            misuse("pool", "fields", `has ${show(field.name)} twice`);
        }
        definitions[definitions.length] = field;
    }
    return { keyOf: key, codec: fieldsCodec(definitions) };
}

/** ANY_VALUE for values of one type. */
function only(expected: string, fits: (this: void, value: unknown) => boolean): ValueCodec {
    return {
        encode: (value) => {
            if (!fits(value)) {
                return $multi(undefined, mustBe(expected, value));
            }
            return ANY_VALUE.encode(value);
        },
        decode: (bytes) => {
            const [ok, value] = ANY_VALUE.decode(bytes);
            return $multi(ok && fits(value), value);
        },
    };
}
