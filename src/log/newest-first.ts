/** A binary heap of things with keys: gives out the newest first, whatever the order in which they come. */

import { isKeyBefore } from "../event/key";

const floor = math.floor;

interface Keyed {
    readonly time: number;
    readonly id: number;
}

/** Adding and taking cost log n. Of things with one key any comes first. */
export class NewestFirst<Item extends Keyed> {
    /** From 1 on; the children of the item at n stand at 2n and 2n + 1, and none is newer than it. */
    private readonly items = new LuaTable<number, Item>();
    private size = 0;

    /** Number of things. */
    count(): number {
        return this.size;
    }

    add(item: Item): void {
        this.size++;
        let at = this.size;
        while (at > 1) {
            const parent = floor(at / 2);
            const above = this.items.get(parent);
            if (!isKeyBefore(above.time, above.id, item.time, item.id)) {
                break;
            }
            this.items.set(at, above);
            at = parent;
        }
        this.items.set(at, item);
    }

    /** Takes out the newest; nil when there is none. */
    take(): Item | undefined {
        const { items, size } = this;
        if (size === 0) {
            return undefined;
        }
        const newest = items.get(1);
        const last = items.get(size);
        items.delete(size);
        this.size--;
        if (size > 1) {
            this.sink(last);
        }
        return newest;
    }

    /** Puts an item in the place of the one that was taken from the top. */
    private sink(item: Item): void {
        const { items, size } = this;
        let at = 1;
        while (2 * at <= size) {
            let child = 2 * at;
            if (child < size && isNewer(items.get(child + 1), items.get(child))) {
                child++;
            }
            if (!isNewer(items.get(child), item)) {
                break;
            }
            items.set(at, items.get(child));
            at = child;
        }
        items.set(at, item);
    }
}

function isNewer(a: Keyed, b: Keyed): boolean {
    return isKeyBefore(b.time, b.id, a.time, a.id);
}
