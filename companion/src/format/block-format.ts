/** Constants of the block, shared by its reader and its writer: docs/storage.md, "The block". */

/** Bits of the flag byte; from `field` on, one for each of the first fields. */
export const FLAG = { creator: 1, exception: 2, time: 4, type: 8, field: 16 } as const;
/** Bits of the exception byte. */
export const EXCEPTION = { counter: 1, fields: 2 } as const;
/** Fields that have their bit in the flag byte; the others have masks. */
export const FIELDS_IN_FLAG = 4;

/** Shortest item that enters the dictionary, in bytes, and most of its words. */
export const SHORTEST_WORD = 3;
export const MOST_WORDS = 65536;

/** Head of a field that is given by its last bytes: this and their number, which is 2 to 4. */
export const TAIL_HEAD = 0xda;
export const SHORTEST_TAIL = 2;
export const LONGEST_TAIL = 4;
/** Bytes that a field has more than its tail, at least, and the longest field that is written so. */
export const FEWEST_KEPT = 2;
export const LONGEST_WITH_TAIL = 64;
