/** The mark behind the fields of an event that was imported, or that came too late for a seal and was written again. */
import { itemValue } from "./item-value";
import { type EventKey, KEY_BYTES, unpackKey } from "./key";

/** The head of a list of two with null first, and that of a list of one. */
const IMPORTED = Buffer.of(0x82, 0xf6);
const NUMBERED = 0x81;
/** The head of a list of three: null, a byte string with a packed key, and 0. */
const AGAIN = Buffer.of(0x83, 0xf6, 0x40 + KEY_BYTES);
const AGAIN_BYTES = AGAIN.length + KEY_BYTES + 1;

/** The items of a body without the mark, and what the mark says. */
export interface Unmarked {
    readonly items: readonly Buffer[];
    /** The item of the id that the event was imported with. */
    readonly id?: Buffer;
    /** The key that the event had before it was written again. */
    readonly original?: EventKey;
}

const isId = (value: unknown): boolean => ["string", "number", "bigint"].includes(typeof value);

/** Whether an item is the list of one small number, which stands for an id where there is none. */
function isRepeat(item: Buffer, value: unknown): boolean {
    return item[0] === NUMBERED && Array.isArray(value) && ["number", "bigint"].includes(typeof value[0]);
}

/** Takes the mark off the items of a body. */
export function unmark(items: readonly Buffer[]): Unmarked {
    const last = items.at(-1);
    if (last === undefined || (last[0] !== IMPORTED[0] && last[0] !== AGAIN[0])) return { items };
    const others = items.slice(0, -1);
    if (last.length === AGAIN_BYTES && last.subarray(0, AGAIN.length).equals(AGAIN) && last.at(-1) === 0)
        return { items: others, original: unpackKey(last.subarray(AGAIN.length)) };
    if (!last.subarray(0, IMPORTED.length).equals(IMPORTED)) return { items };
    const id = last.subarray(IMPORTED.length);
    const value = itemValue(id);
    if (isRepeat(id, value)) return { items: others };
    return isId(value) || value instanceof Uint8Array ? { items: others, id } : { items };
}
