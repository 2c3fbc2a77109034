/** Finds records of lists that only grow which a reducer changes later: copies them all, so it is for verify() alone. */

import type { Pause } from "../ports";
import { ITEM_STEP, type Items } from "./list-marks";
import { eachList, type ListPath } from "./list-paths";
import { copyState, findDifference, pathTo } from "./state-copy";
import { TableMap } from "./table-map";

type Table = LuaTable<AnyNotNil, unknown>;

export class ListWatch {
    /** By list: its items as they were when they were found. */
    private readonly found = new TableMap<Items>();

    constructor(private readonly paths: readonly ListPath[]) {}

    /** Looks for items that are new in a state. */
    look(state: object, pause: Pause): void {
        const lookAt = (list: object): void => {
            const items = list as Items;
            let copies = this.found.get(list);
            if (copies === undefined) {
                copies = new LuaTable();
                this.found.set(list, copies);
            }
            for (const index of $range(copies.length() + 1, items.length())) {
                copies.set(index, copyItem(items.get(index), pause));
                if (index % ITEM_STEP === 0) {
                    pause();
                }
            }
        };
        eachList(state, this.paths, lookAt, pause);
    }

    /** The path of the first item in a state that is not as it was when it was found; nil when there is none. */
    findChanged(state: object, pause: Pause): string | undefined {
        let changed: string | undefined;
        this.look(state, pause);
        const compare = (list: object, parentPath: string, key: AnyNotNil): void => {
            changed ??= findDifference(this.found.get(list), list, pause, pathTo(parentPath, key));
        };
        eachList(state, this.paths, compare, pause);
        return changed;
    }
}

function copyItem(item: unknown, pause: Pause): unknown {
    if (type(item) !== "table") {
        return item;
    }
    const [copy] = copyState(item as Table, pause);
    return copy ?? item;
}
