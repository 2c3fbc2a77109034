/** Messages a prefix may send at once. */
const POOL = 10;
/** Messages a second that the pool regains. */
const REGAIN = 1;

/** The game's throttle of addon messages: one pool for each prefix, over all chat types. */
export class Throttle {
    private readonly left = new LuaTable<string, number | undefined>();
    private readonly since = new LuaTable<string, number>();

    /**
     * Takes one message out of a prefix's pool.
     *
     * @param now seconds
     * @returns false when the pool is empty; then nothing is taken
     */
    take(prefix: string, now: number): boolean {
        const before = this.left.get(prefix);
        let left = before === undefined ? POOL : before + (now - this.since.get(prefix)) * REGAIN;
        if (left > POOL) left = POOL;
        this.since.set(prefix, now);
        const allowed = left >= 1;
        this.left.set(prefix, allowed ? left - 1 : left);
        return allowed;
    }
}
