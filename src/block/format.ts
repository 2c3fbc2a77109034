/** Constants of the block format, shared by writer and reader. docs/storage.md gives the format byte by byte. */

/** Flag bit: the creator differs from that of the event before (set in the first event); a creator reference follows. */
export const FLAG_CREATOR = 1;
/** Flag bit: an exception byte follows the flag byte. */
export const FLAG_EXCEPTION = 2;
/** Flag bit: the time differs from that of the event before (the start of the week for the first); the difference follows. */
export const FLAG_LATER = 4;
/** Flag bit: the type differs from that of the event before (set in the first event); the type byte follows. */
export const FLAG_TYPE = 8;
/** Flag bits 4-7: fields 1-4 differ from the last event of the same type; more fields have mask bytes of their own. */
export const FLAG_FIELD_1 = 16;
export const FIELDS_IN_FLAG = 4;

/** Exception bit: the counter is not the usual one; it follows. Usual: one more for the same creator and second, else 0. */
export const EXCEPTION_COUNTER = 1;
/** Exception bit: the number of fields differs from the last event of the type; it follows, and all fields do. */
export const EXCEPTION_SHAPE = 2;

/** CBOR major type of a reference into the dictionary; fields never use it, since tags are not part of our CBOR. */
export const REFERENCE_MAJOR = 6;
/** Shortest field that enters the dictionary: a reference takes one or two bytes. */
export const DICTIONARY_MIN_BYTES = 3;
/** Most words of a dictionary: what a reference of three bytes can name. */
export const DICTIONARY_LIMIT = 65536;

/**
 * Head of a field of which only the last bytes differ from the last event of the type, with as many bytes in all: those
 * bytes follow, as many as the head is beyond this. Heads 0xdc to 0xde; in CBOR they are reserved.
 */
export const TAIL_HEAD = 0xda;
/** Fewest and most bytes of a tail; at least so many bytes fewer than the field, so that it is shorter. */
export const TAIL_MIN = 2;
export const TAIL_MAX = 4;
export const TAIL_GAIN = 2;
/** Longest field written by its tail, in bytes: three bytes of a message shall not make thousands. */
export const TAIL_FIELD_MAX = 64;
