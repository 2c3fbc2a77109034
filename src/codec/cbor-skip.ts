import { Argument, Head, MAX_DEPTH, readArgument } from "./cbor-head";

const byte = string.byte;
const min = math.min;

/** The end of a boolean, null or a float. */
function skipSimple(position: number, end: number, head: number): number | undefined {
    if (head >= Head.False && head <= Head.Null) return position + 1;
    let next = position + 3;
    if (head === Head.Single) next = position + 5;
    else if (head === Head.Double) next = position + 9;
    else if (head !== Head.Half) return undefined;
    return next <= end ? next : undefined;
}

function skipItem(bytes: string, position: number, end: number, depth: number): number | undefined {
    if (position >= end) return undefined;
    const head = byte(bytes, position);
    if (head >= Head.Tag) return head < Head.Simple ? undefined : skipSimple(position, end, head);
    let argument: number | undefined = head % 32;
    let start: number | string = position + 1;
    if (argument >= Argument.InHead) {
        [argument, start] = readArgument(bytes, position, argument);
        if (argument === undefined) return undefined;
    }
    const room = end - (start as number);
    if (head < Head.Bytes) return room >= 0 ? (start as number) : undefined;
    if (head < Head.Array) return argument <= room ? (start as number) + argument : undefined;
    const count = head < Head.Map ? argument : 2 * argument;
    // An element takes a byte at least.
    if (depth >= MAX_DEPTH || count > room) return undefined;
    let at = start as number;
    for (const _ of $range(1, count)) {
        const next = skipItem(bytes, at, end, depth + 1);
        if (next === undefined) return undefined;
        at = next;
    }
    return at;
}

/**
 * Finds the end of the item at a position without making values of it: for fields that this version does not know.
 * Looks at structure alone: string contents, the order of map keys and the values of floats are not checked. Refuses
 * tags (the block codec gives major type 6 a meaning of its own), indefinite lengths, reserved heads, arguments that are
 * not in their shortest form, and nesting over 16 levels.
 * @param position 1-based.
 * @param limit The most bytes of the item: no more are looked at.
 * @returns The position behind the item, or undefined.
 */
export function skipCbor(bytes: string, position: number, limit = bytes.length): number | undefined {
    return skipItem(bytes, position, min(bytes.length + 1, position + limit), 0);
}
