/** Events that came too late for a seal: not lost, but set aside. */

import { unmarkedBody } from "../event/import-mark";
import { creatorOf, unpackKey } from "../event/key";
import type { Orphan } from "../log/sealed-texts";
import type { LedgerEvent } from "../api/event";
import type { SealContext } from "./context";

export class Orphans {
    /** How many there was no room for. Read only. */
    lost = 0;

    constructor(private readonly context: SealContext) {}

    /** Sets an event aside, unless it is already. */
    add(orphan: Orphan): void {
        const { part, toEvent, orphaned, guard } = this.context;
        const { time, id, body } = orphan;
        if (this.find(time, id) !== undefined) {
            return;
        }
        if (!part.addOrphan(orphan)) {
            this.lost++;
            if (this.lost > 1) {
                return;
            }
            guard.report("LibEventLedger: no room for another event that came too late for a seal");
            return;
        }
        orphaned(toEvent(time, id, body));
    }

    /** The orphan with a key; nil when there is none. */
    find(time: number, id: number): Orphan | undefined {
        return this.context.part.findOrphan(time, id);
    }

    /** Takes an orphan off the list: it was written again. */
    remove(time: number, id: number): void {
        this.context.part.removeOrphan(time, id);
    }

    /** An event says that it is the one that had a packed key. Believed of the same creator, and with the same fields. */
    rewritten(key: string, id: number, body: string): void {
        const [time, oldId] = unpackKey(key, 1);
        const orphan = time === undefined ? undefined : this.find(time, oldId);
        if (orphan !== undefined && creatorOf(oldId!) === creatorOf(id)) {
            const plain = unmarkedBody(orphan.body);
            if (string.sub(body, 1, plain.length) === plain) {
                this.remove(orphan.time, orphan.id);
            }
        }
    }

    /** All of them as events, in order. */
    list(): LedgerEvent[] {
        const { part, toEvent } = this.context;
        const sorted = part.orphans().slice();
        table.sort(sorted, (a, b) => a.time < b.time || (a.time === b.time && a.id < b.id));
        return sorted.map(({ time, id, body }) => toEvent(time, id, body));
    }

    count(): number {
        return this.context.part.orphans().length;
    }
}
