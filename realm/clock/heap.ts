const floor = math.floor;

/** A binary min-heap of distinct numbers. */
export class NumberHeap {
    // LuaTable instead of an array: the heap is written with 1-based indices, as its arithmetic is usually printed.
    private readonly nodes = new LuaTable<number, number>();
    private size = 0;

    /** The smallest number, or undefined when the heap is empty. */
    peek(): number | undefined {
        return this.size > 0 ? this.nodes.get(1) : undefined;
    }

    /** Adds a number. */
    push(value: number): void {
        const nodes = this.nodes;
        let hole = this.size + 1;
        this.size = hole;
        while (hole > 1) {
            const parent = floor(hole / 2);
            const above = nodes.get(parent);
            if (above <= value) break;
            nodes.set(hole, above);
            hole = parent;
        }
        nodes.set(hole, value);
    }

    /** Takes the smallest number out, or gives undefined when the heap is empty. */
    pop(): number | undefined {
        if (this.size === 0) return undefined;
        const nodes = this.nodes;
        const top = nodes.get(1);
        const moved = nodes.get(this.size);
        nodes.delete(this.size);
        const size = this.size - 1;
        this.size = size;
        if (size === 0) return top;
        let hole = 1;
        while (hole * 2 <= size) {
            let child = hole * 2;
            let below = nodes.get(child);
            if (child < size && nodes.get(child + 1) < below) {
                child++;
                below = nodes.get(child);
            }
            if (below >= moved) break;
            nodes.set(hole, below);
            hole = child;
        }
        nodes.set(hole, moved);
        return top;
    }
}
