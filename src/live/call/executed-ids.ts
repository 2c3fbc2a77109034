/** Which calls of one incarnation of a caller were executed: the last ones, and of what is before them none will be. */

import { EXECUTED_IDS } from "./constants";

export class ExecutedIds {
    /** Ascending. */
    private readonly ids: number[] = [];
    /** Of ids up to this one nothing is executed any more. */
    private floor = 0;

    /** Whether a call was executed, or will not be since it is too old. */
    has(id: number): boolean {
        return id <= this.floor || this.ids.includes(id);
    }

    /** A call is executed. */
    add(id: number): void {
        const { ids } = this;
        let place = ids.length;
        while (place > 0 && ids[place - 1] > id) {
            place--;
        }
        table.insert(ids, place + 1, id);
        if (ids.length > EXECUTED_IDS) {
            this.floor = table.remove(ids, 1)!;
        }
    }
}
