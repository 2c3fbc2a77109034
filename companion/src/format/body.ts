/** The body of an event: its type byte and its fields, one CBOR item each. */
import { copyBytes } from "./bytes";
import { skipItem } from "./items";

/** Longest body in bytes. */
export const MAX_BODY = 4096;
/** Most fields of an event. */
export const MAX_FIELDS = 32;
/** The type of what the library itself writes: revocations and seals. */
export const SYSTEM_TYPE = 0;

/** The items of a body behind its type byte; undefined where it is not well-formed: empty, too long, not CBOR, too many items. */
export function splitBody(body: Buffer): Buffer[] | undefined {
    if (body.length === 0 || body.length > MAX_BODY) return undefined;
    const items: Buffer[] = [];
    for (let position = 1; position < body.length;) {
        const next = skipItem(body, position);
        if (next < 0 || items.length === MAX_FIELDS) return undefined;
        items.push(body.subarray(position, next));
        position = next;
    }
    return items;
}

/** The bytes of a body: its type, and items behind it. */
export function joinBody(type: number, items: readonly Buffer[]): Buffer {
    let length = 1;
    for (const item of items) length += item.length;
    const body = Buffer.allocUnsafe(length);
    body[0] = type;
    let start = 1;
    for (const item of items) {
        copyBytes(item, body, start);
        start += item.length;
    }
    return body;
}
