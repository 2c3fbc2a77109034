/** Who wants to hear of changes of which paths of an object. */

import type { OnObserved } from "../../api/room-object";
import type { Guard } from "../../ports";
import { isEqual } from "../object/compare";
import { getAt } from "../object/paths";

interface Observer {
    readonly parts: readonly string[];
    readonly observer: OnObserved;
}

export class Observers {
    private list: readonly Observer[] = [];

    constructor(private readonly guard: Guard) {}

    /** @returns a function that ends it. */
    add(parts: readonly string[], observer: OnObserved): (this: void) => void {
        const added = { parts, observer };
        this.list = this.list.concat([added]);
        return () => {
            this.list = this.list.filter((other) => other !== added);
        };
    }

    clear(): void {
        this.list = [];
    }

    /** Tells those whose value is another one than before. */
    tell(data: object, old: object): void {
        if (data === old) {
            return;
        }
        for (const { parts, observer } of this.list) {
            const value = getAt(data, parts);
            const before = getAt(old, parts);
            if (!isEqual(value, before)) {
                this.guard.call(observer, value, before);
            }
        }
    }
}
