/** Which events are skipped: what the store says is revoked, by key, be it by its own key or by an id. */

export class Skipped {
    /** Number of them. Read only. */
    size = 0;
    /** By second: ids. */
    private readonly byTime = new LuaMap<number, LuaSet<number>>();

    isRevoked(time: number, id: number): boolean {
        return this.byTime.get(time)?.has(id) === true;
    }

    /** Those that are revoked by their id are revoked by their keys here. */
    isImportRevoked(): boolean {
        return false;
    }

    /** @returns whether that is not as it was. */
    set(time: number, id: number, isSkipped: boolean): boolean {
        if (this.isRevoked(time, id) === isSkipped) {
            return false;
        }
        let ids = this.byTime.get(time);
        if (ids === undefined) {
            ids = new LuaSet();
            this.byTime.set(time, ids);
        }
        if (isSkipped) {
            ids.add(id);
            this.size++;
        } else {
            ids.delete(id);
            this.size--;
        }
        return true;
    }
}
