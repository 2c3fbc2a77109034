/** Recent requests by key. They are kept while they can still be answered, and then forgotten. */

import type { Clock } from "../ports";

/** Something that began at an uptime. */
interface Begun {
    readonly since: number;
}

export class Recent<Key extends AnyNotNil, Value extends Begun> {
    private readonly values = new LuaMap<Key, Value>();
    private size = 0;

    /** @param memory seconds for which a value is kept. */
    constructor(
        private readonly clock: Clock,
        private readonly memory: number,
    ) {}

    /** Number of values that are kept. */
    count(): number {
        return this.size;
    }

    get(key: Key): Value | undefined {
        return this.values.get(key);
    }

    set(key: Key, value: Value): void {
        if (!this.values.has(key)) {
            this.size++;
        }
        this.values.set(key, value);
    }

    /** Drops values older than the memory. */
    sweep(): void {
        const since = this.clock.uptime() - this.memory;
        for (const [key, value] of this.values) {
            if (value.since < since) {
                this.values.delete(key);
                this.size--;
            }
        }
    }
}
