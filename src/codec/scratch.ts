/**
 * Work tables that are used again. A table that grows is allocated anew at each doubling, and in Lua 5.1 whoever allocates next
 * pays for it at once: with 250 kB in one piece that is up to 10 ms of garbage collection in one frame. So no work table has
 * more than 8,192 entries, 128 kB, and it is not thrown away.
 */

/** A work table: entries from 0 or 1 on, 8,192 at most, with whatever the last user left in them. */
export type Scratch = LuaTable<number, number>;

/** Most tables that are kept: those of one deflate() and one inflate(). */
const KEPT_TABLES = 5;

const spare: Scratch[] = [];

/** A work table that nobody else has. */
export function takeScratch(): Scratch {
    return spare.pop() ?? new LuaTable();
}

/** Gives a work table back. Where the end of a task comes in between, it goes to the collector. */
export function giveScratch(scratch: Scratch): void {
    const count = spare.length;
    if (count < KEPT_TABLES) spare[count] = scratch;
}
