/**
 * Which undos of sealed events count. Of those of one event that are not revoked it is the first in key order; replay passes
 * over the others.
 */

import { isKeyBefore } from "../event/key";

const insertAt = table.insert;
const removeAt = table.remove;

/** An undo, as an event of the log. */
export interface Undo {
    readonly time: number;
    readonly id: number;
    /** Packed key of it, and of what it undoes. */
    readonly key: string;
    readonly targetKey: string;
    /** Whether it is among those that may count. */
    isCounted: boolean;
}

export class Undos {
    /** Packed keys of those that are not revoked and do not count, since another one comes first. Read only. */
    readonly passedOver = new LuaSet<string>();
    /** By packed key of what is undone: the undos of it that are not revoked, in key order. */
    private readonly groups = new LuaMap<string, Undo[]>();

    /** @param changed called for each undo that counts now and did not, or the other way. */
    constructor(private readonly changed: (this: void, time: number, id: number) => void) {}

    /** Whether an event is undone. @param key its packed key. */
    isUndone(key: string): boolean {
        return this.groups.has(key);
    }

    /** Takes note whether an undo may count: it is in the log, and not revoked. */
    settle(undo: Undo, mayCount: boolean): void {
        if (mayCount !== undo.isCounted) {
            undo.isCounted = mayCount;
            if (mayCount) {
                this.enter(undo);
            } else {
                this.leave(undo);
            }
        }
    }

    private enter(undo: Undo): void {
        const group = this.groups.get(undo.targetKey) ?? [];
        this.groups.set(undo.targetKey, group);
        const first = group[0] as Undo | undefined;
        let index = group.length;
        while (index > 0 && isKeyBefore(undo.time, undo.id, group[index - 1].time, group[index - 1].id)) {
            index--;
        }
        insertAt(group, index + 1, undo);
        if (index > 0) {
            this.passedOver.add(undo.key);
            return;
        }
        this.changed(undo.time, undo.id);
        if (first !== undefined) {
            this.passedOver.add(first.key);
            this.changed(first.time, first.id);
        }
    }

    private leave(undo: Undo): void {
        const group = this.groups.get(undo.targetKey)!;
        const index = group.indexOf(undo);
        removeAt(group, index + 1);
        this.passedOver.delete(undo.key);
        if (index > 0) {
            return;
        }
        this.changed(undo.time, undo.id);
        const next = group[0] as Undo | undefined;
        if (next === undefined) {
            this.groups.delete(undo.targetKey);
        } else {
            this.passedOver.delete(next.key);
            this.changed(next.time, next.id);
        }
    }
}
