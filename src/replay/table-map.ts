/**
 * A map from tables to something, in several maps of bounded size: Lua moves all entries of a map when it grows, which takes some
 * milliseconds for 100,000.
 */

/** Entries of one map, a power of two: moving them takes less than a millisecond. */
const MAP_ENTRIES = 8192;

export class TableMap<Value extends AnyNotNil> {
    private newest = new LuaMap<object, Value>();
    private readonly maps = [this.newest];
    private count = 0;

    get(key: object): Value | undefined {
        const found = this.newest.get(key);
        if (found !== undefined || this.maps.length === 1) {
            return found;
        }
        for (const index of $range(this.maps.length - 2, 0, -1)) {
            const other = this.maps[index].get(key);
            if (other !== undefined) {
                return other;
            }
        }
        return undefined;
    }

    /** Gives a key its value; get() gives the newest. */
    set(key: object, value: Value): void {
        if (this.count === MAP_ENTRIES) {
            this.newest = new LuaMap();
            this.maps[this.maps.length] = this.newest;
            this.count = 0;
        }
        this.newest.set(key, value);
        this.count++;
    }
}
