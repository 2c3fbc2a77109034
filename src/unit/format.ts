/** Constants of the form of units, shared by writer and reader (docs/storage.md). */

/** Added to the number of fields in a form: the counter is not the usual one, and is given. */
export const FORM_COUNTER = 128;

/** The item of a field that is nil. Forms tell it; columns do not hold it. */
export const NIL = string.char(0xf6);
