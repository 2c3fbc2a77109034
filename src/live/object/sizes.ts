/** How many bytes a value takes when it is encoded, and how deep it is. */

import { encodeFloat } from "../../codec/cbor-float";
import { MAX_INTEGER } from "../../codec/cbor-head";
import type { AnyTable } from "./values";

const floor = math.floor;
const max = math.max;

/** Bytes of a head with this argument. */
function headSize(argument: number): number {
    if (argument < 24) {
        return 1;
    }
    if (argument < 256) {
        return 2;
    }
    if (argument < 65536) {
        return 3;
    }
    return argument < 4294967296 ? 5 : 9;
}

function numberSize(value: number): number {
    if (floor(value) !== value || value > MAX_INTEGER || value < -MAX_INTEGER) {
        return encodeFloat(value).length;
    }
    return headSize(value < 0 ? -1 - value : value);
}

/** Size of each table that was measured, times DEPTH_RANGE, plus its depth: values do not change, so it holds. */
const measures = setmetatable(new LuaTable<object, number>(), { __mode: "k" });
const DEPTH_RANGE = 64;

function measure(value: object): number {
    const known = measures.get(value);
    if (known !== undefined) {
        return known;
    }
    let count = 0;
    let size = 0;
    let depth = 0;
    for (const [key, item] of pairs(value as AnyTable)) {
        count++;
        if (typeof key === "string") {
            size += headSize(key.length) + key.length;
        } else if (key === false) {
            size++;
        }
        if (type(item) === "table") {
            const inner = measure(item as object);
            size += floor(inner / DEPTH_RANGE);
            depth = max(depth, inner % DEPTH_RANGE);
        } else {
            size += sizeOf(item);
        }
    }
    const sum = (size + headSize(count)) * DEPTH_RANGE + depth + 1;
    measures.set(value, sum);
    return sum;
}

/** How many bytes a value takes in CBOR. */
export function sizeOf(value: unknown): number {
    if (typeof value === "string") {
        return headSize(value.length) + value.length;
    }
    if (typeof value === "number") {
        return numberSize(value);
    }
    return type(value) === "table" ? floor(measure(value as object) / DEPTH_RANGE) : 1;
}

/** How many levels of tables a value has: 0 for a number. */
export function depthOf(value: unknown): number {
    return type(value) === "table" ? measure(value as object) % DEPTH_RANGE : 0;
}
