/**
 * Copies of a state to go on from later. Of the lists that the addon has declared to only grow, a snapshot has the length and not
 * the items: the state that goes on from it takes the items over.
 */

import type { Pause } from "../ports";
import {
    cutToMark,
    hasOnlyGrown,
    hasStrangers,
    isAsMarked,
    ITEM_STEP,
    type Items,
    type List,
    type ListMark,
    MARK_BYTES,
    markOf,
    newList,
    putBack,
} from "./list-marks";
import { eachList, type ListPath } from "./list-paths";
import { copyState, ENTRY_BYTES, TABLE_BYTES } from "./state-copy";
import { TableMap } from "./table-map";

/** A copy of a state. */
export interface Snapshot {
    /** The copy, in which a `List` stands in place of each list that only grows. Nobody changes it. */
    readonly state: object;
    /** Bytes that it takes, about. */
    readonly bytes: number;
    readonly marks: readonly ListMark[];
}

/** A snapshot; or nil and why there is none: a problem, or nothing when it would be too large. */
export type Taken = LuaMultiReturn<[snapshot: Snapshot] | [undefined, problem: string | undefined]>;

/** Bytes of the whole state that a snapshot stands for: its lists are taken to be made of records like their last. */
export function contentBytes({ bytes, marks }: Snapshot): number {
    let sum = bytes;
    for (const { size, fields, fieldCount } of marks) {
        sum += size * (fields === undefined ? ENTRY_BYTES : TABLE_BYTES + ENTRY_BYTES * (1 + fieldCount));
    }
    return sum;
}

/** Undoes a cut. */
export type Undo = (this: void) => void;

const NO_MARKS: readonly ListMark[] = [];

/** Lists that are looked at between two looks at the frame's budget. */
const MARK_STEP = 64;

/** As many items as a list takes itself when it is copied. */
const LIST_ITEMS = ITEM_STEP / MARK_STEP;

const noPause: Pause = () => {};

/** What is wrong with a list, as the end of a sentence. */
const CHANGED = "has lost or changed items";
const STRANGERS = "holds more than items 1, 2, 3 and so on";

export class Snapshots {
    /** Why the declared lists are not taken to only grow any more; nil while they are. */
    problem: string | undefined;
    /** By the table of its items: the newest mark of each list in the state that replay works on. */
    private newest = new TableMap<ListMark>();

    constructor(private readonly paths: readonly ListPath[]) {}

    /** Whether lists are declared, and are believed to only grow. */
    hasLists(): boolean {
        return this.paths.length > 0 && this.problem === undefined;
    }

    /** Believes in the declared lists again: all is replayed, because a reducer has changed or events have left the log. */
    forgetProblem(): void {
        this.problem = undefined;
    }

    /** Forgets the marks: replay begins with a new state. */
    reset(): void {
        this.newest = new TableMap();
    }

    /**
     * Takes a snapshot of the state that replay works on, which nobody may change meanwhile.
     * @param limit bytes beyond which none is wanted.
     */
    take(state: object, pause: Pause, limit: number): Taken {
        const marks = this.hasLists() ? this.markLists(state, pause) : NO_MARKS;
        const standIns = marks.length > 0 ? new TableMap<object>() : undefined;
        for (const index of $range(0, marks.length - 1)) {
            const { list } = marks[index];
            standIns!.set(list.items, list);
            if (index % MARK_STEP === MARK_STEP - 1) {
                pause();
            }
        }
        const [copy, bytes] = copyState(state, pause, standIns, limit);
        if (copy === undefined) {
            return $multi(undefined, bytes);
        }
        return $multi({ state: copy, bytes: bytes + MARK_BYTES * marks.length, marks });
    }

    /**
     * A state that has the snapshot's content, and tables of its own; records of lists that only grow are shared. Nil when
     * their lists have been cut or copied meanwhile.
     */
    open({ state, marks }: Snapshot, pause: Pause): object | undefined {
        const [copy] = copyState(state, pause, copyLists(marks, pause));
        return findChanged(marks, pause) === undefined ? copy : undefined;
    }

    /**
     * As open(), for the state that replay goes on with: from now on its lists are those of all snapshots. Nil when that is not
     * wanted any more after a pause, or a list did not only grow.
     */
    reopen({ state, marks }: Snapshot, pause: Pause, isWanted: (this: void) => boolean): object | undefined {
        const lists = copyLists(marks, pause);
        const [copy] = copyState(state, pause, lists);
        const newest = newestOf(marks, pause, lists);
        const changed = findChanged(marks, pause);
        if (!isWanted() || !this.isSound(changed)) {
            return undefined;
        }
        for (const { list } of marks) {
            list.items = lists.get(list) as Items;
        }
        this.newest = newest;
        return copy;
    }

    /**
     * As reopen(), with the very lists of the state that readers see, cut back: the replay must come to its end, or be undone,
     * before anybody reads.
     */
    cut(
        { state, marks }: Snapshot,
        pause: Pause,
        isWanted: (this: void) => boolean,
    ): LuaMultiReturn<[state: object, undo: Undo] | []> {
        const lists = new TableMap<object>();
        const newest = new TableMap<ListMark>();
        for (const mark of marks) {
            const { list } = mark;
            lists.set(list, list.items);
            newest.set(list.items, mark);
        }
        const [copy] = copyState(state, pause, lists);
        if (!isWanted() || !this.isSound(findChanged(marks, noPause))) {
            return $multi();
        }
        const tails = marks.map((mark) => cutToMark(mark));
        const undo = (): void => {
            for (const index of $range(0, marks.length - 1)) {
                putBack(marks[index], tails[index]);
            }
        };
        for (const { list, size } of marks) {
            if (hasStrangers(list.items, size)) {
                this.distrust(list, STRANGERS);
                undo();
                return $multi();
            }
        }
        this.newest = newest;
        return $multi(copy!, undo);
    }

    private markLists(state: object, pause: Pause): ListMark[] {
        const marks: ListMark[] = [];
        const seen = new TableMap<ListMark>();
        const markList = (table: object, parentPath: string, key: AnyNotNil): void => {
            if (table === state || seen.get(table) !== undefined || getmetatable(table) !== undefined) {
                return;
            }
            const mark = this.nextMark(table, parentPath, key);
            if (mark !== undefined) {
                seen.set(table, mark);
                marks[marks.length] = mark;
            }
        };
        eachList(state, this.paths, markList, pause);
        this.newest = seen;
        return marks;
    }

    /** The mark of a list as it is now; the last one when it has not grown. Nil when it is none. */
    private nextMark(table: object, parentPath: string, key: AnyNotNil): ListMark | undefined {
        const known = this.newest.get(table);
        if (known !== undefined) {
            if (!hasOnlyGrown(known)) {
                this.distrust(known.list, CHANGED);
            }
            return known.list.items.length() === known.size ? known : markOf(known.list);
        }
        const list = newList(table, parentPath, key);
        if (hasStrangers(list.items, list.items.length())) {
            this.distrust(list, STRANGERS);
            return undefined;
        }
        return markOf(list);
    }

    /** Whether findChanged() has found nothing; else the lists are not believed in any more. */
    private isSound(changed: ListMark | undefined): boolean {
        if (changed !== undefined) {
            this.distrust(changed.list, CHANGED);
        }
        return changed === undefined;
    }

    private distrust({ path }: List, what: string): void {
        this.problem ??= `${path}, which is declared to only grow, ${what}`;
    }
}

/** A mark whose list is no longer as it was marked. */
function findChanged(marks: readonly ListMark[], pause: Pause): ListMark | undefined {
    for (const index of $range(0, marks.length - 1)) {
        if (!isAsMarked(marks[index])) {
            return marks[index];
        }
        if (index % MARK_STEP === MARK_STEP - 1) {
            pause();
        }
    }
    return undefined;
}

/** The marks by the tables that the items of their lists stand in, or are to. */
function newestOf(marks: readonly ListMark[], pause: Pause, lists: TableMap<object>): TableMap<ListMark> {
    const newest = new TableMap<ListMark>();
    for (const index of $range(0, marks.length - 1)) {
        const mark = marks[index];
        newest.set(lists.get(mark.list)!, mark);
        if (index % MARK_STEP === MARK_STEP - 1) {
            pause();
        }
    }
    return newest;
}

/** By list: a table with the items that it had when it was marked. */
function copyLists(marks: readonly ListMark[], pause: Pause): TableMap<object> {
    const lists = new TableMap<object>();
    let count = 0;
    for (const { list, size } of marks) {
        const { items } = list;
        const copy = new LuaTable<number, unknown>();
        for (const index of $range(1, size)) {
            copy.set(index, items.get(index));
            if (index % ITEM_STEP === 0) {
                pause();
            }
        }
        lists.set(list, copy);
        count += (size % ITEM_STEP) + LIST_ITEMS;
        if (count >= ITEM_STEP) {
            count = 0;
            pause();
        }
    }
    return lists;
}
