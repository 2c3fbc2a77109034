/** Constants of the unit, shared by its reader and its writer: docs/storage.md, "The unit". */

/** Added to the number of fields in a form: the counter is given. */
export const HAS_COUNTER = 128;
/** Heads of a player, and of a list of players, in a column of items: tags, which bodies never hold. */
export const PLAYER = 0xc0;
export const PLAYERS = 0xc1;
/** Longest list of GUIDs in a field. */
export const MAX_GUIDS = 1000;
/** Columns in front of those of the fields. */
export const KEY_COLUMNS = 8;
