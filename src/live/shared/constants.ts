/** Numbers of shared objects; docs/rooms-protocol.md quotes them by name. */

/** Most bytes of the name of an object. */
export const OBJECT_NAME_BYTES = 64;
/** Most objects of a room. */
export const OBJECT_LIMIT = 32;
/** Most bytes of the data of a checkpoint that stand in its cell: with them it is one frame. */
export const INLINE_BYTES = 128;
/** Bytes of a piece of the data of a checkpoint: with them its cell is one frame. */
export const PIECE_BYTES = 190;
/** How many pieces one call of room.checkpoint asks for: what a client may send at once; and how many a client says at once. */
export const PIECES_AT_ONCE = 10;
export const PIECE_LIMIT = 30;
/** Seconds for which a piece is said after it was asked for last. */
export const PIECE_SECONDS = 20;
/** Seconds in which the data of a checkpoint have to come; then it is passed over. */
export const FETCH_SECONDS = 60;
/** Most patches of all objects that stand on a client's board, and most bytes of them. */
export const PATCH_SLOTS = 128;
export const PATCH_BYTES = 8192;
/** Seconds after which a member makes an object that nobody has, if it knows all boards; and if it does not. */
export const MAKE_SECONDS = 6;
export const MAKE_LIMIT_SECONDS = 15;
/** How many members say the checkpoint that counts, and most seconds until one that too few say is said by another. */
export const KEEPERS = 2;
export const SAY_LIMIT_SECONDS = 4;
/** Seconds that patches are left to arrive everywhere before they are folded. */
export const SETTLE_SECONDS = 15;
/** Most patches that are folded at once, unless more are of one moment: it is done in one frame. */
export const FOLD_PATCHES = 256;
/** Seconds after which a patch is folded although others follow. */
export const FRONTIER_SECONDS = 600;
/** Most seconds that a member leaves it to others to fold, or to issue anew what somebody who has gone cannot. */
export const FOLD_LIMIT_SECONDS = 3;
/** Seconds for which a fold waits for what is known to be lacking of boards. */
export const LACKING_SECONDS = 30;
/** Seconds for which patches are waited for before the data of a checkpoint are asked for. */
export const PATIENCE_SECONDS = 8;
/** Seconds after which an author empties the cells of patches that were folded, if another member says the checkpoint. */
export const EMPTY_SECONDS = 30;
/** How often a patch is issued anew. */
export const ISSUE_LIMIT = 3;
/** Seconds for which folded patches are kept, and most bytes of them, in case a checkpoint without them takes the place of theirs. */
export const KEEP_PATCH_SECONDS = 1800;
export const KEEP_PATCH_BYTES = 65536;
/** Bytes of the patches behind a checkpoint at which half of them are folded, and most that a client keeps. */
export const FOLD_BYTES = 65536;
export const LOG_BYTES = 1048576;
/** How many patches of which the time has not come are kept. */
export const AHEAD_LIMIT = 64;
/** How many patches that came before any checkpoint are taken in in one frame, and of how many listeners are told. */
export const PATCHES_AT_ONCE = 64;
