/** The ids of entries, and the events of the log that have them. */

import { typeOf } from "../event/body";
import { type ImportId, importIdOf } from "../event/import-mark";
import { creatorOf } from "../event/key";
import { SYSTEM_TYPE } from "../event/schema";
import { LogCursor } from "../log/cursor";
import type { Log } from "../log/log";
import { show } from "../misuse";
import type { Pause } from "../ports";
import type { ImportItem } from "./import-entries";
import type { ReadItem } from "./import-keys";

/** An event, or an entry, that has an id. */
export type Holder = Pick<ImportItem, "time" | "creator" | "body">;

/** The ids that a list has to do with. */
export class ImportIds {
    /** By id: the number of the first entry that has it. */
    private readonly indices = new LuaMap<ImportId, number>();
    /** Ids that a revocation of the list names. */
    private readonly named = new LuaSet<ImportId>();
    /** Ids of revocations. */
    private readonly revocations = new LuaSet<ImportId>();
    /** Ids whose entries the log has as they are. */
    private readonly known = new LuaSet<ImportId>();
    /** By id: an event of the log that has it and is another one. */
    private readonly others = new LuaMap<ImportId, Holder>();
    private isEmpty = true;

    constructor(private readonly read: ReadItem) {}

    /** Takes note of an entry. @returns the entry before it that has its id; nil when there is none. */
    add({ id, index, revokes }: ImportItem): ImportItem | undefined {
        if (revokes !== undefined) {
            this.named.add(revokes);
            this.isEmpty = false;
        }
        if (id === undefined) {
            return undefined;
        }
        this.isEmpty = false;
        const other = this.indices.get(id);
        if (other !== undefined) {
            return this.read(other);
        }
        this.indices.set(id, index);
        if (revokes !== undefined) {
            this.revocations.add(id);
        }
        return undefined;
    }

    /** Looks for the ids in the whole log. */
    search(log: Log, pause: Pause): void {
        const cursor = new LogCursor(log);
        while (!this.isEmpty && cursor.next(pause)) {
            const id = importIdOf(cursor.pieces());
            if (id !== undefined && (this.indices.has(id) || this.named.has(id))) {
                this.note(id, { time: cursor.time, creator: creatorOf(cursor.id), body: cursor.body() });
            }
            pause();
        }
    }

    /** Whether the log has the event of an entry with an id. */
    isKnown({ id }: ImportItem): boolean {
        return id !== undefined && this.known.has(id);
    }

    /** The event of the log that has the id of an entry; nil when there is none. */
    other({ id }: ImportItem): Holder | undefined {
        return id === undefined ? undefined : this.others.get(id);
    }

    /** Whether an entry takes back a revocation, as far as can be told. */
    isAgainstRevocation({ revokes }: ImportItem): boolean {
        return revokes !== undefined && this.revocations.has(revokes);
    }

    private note(id: ImportId, holder: Holder): void {
        if (typeOf(holder.body) === SYSTEM_TYPE) {
            this.revocations.add(id);
        }
        const index = this.indices.get(id);
        if (index === undefined || this.known.has(id)) {
            return;
        }
        if (isSame(this.read(index), holder)) {
            this.known.add(id);
        } else {
            this.others.set(id, holder);
        }
    }
}

/** Whether an entry makes an event like this one. */
export function isSame(item: ImportItem, { time, creator, body }: Holder): boolean {
    return item.time === time && item.creator === creator && item.body === body;
}

/** In what an entry differs from the event or entry that has its id, as a sentence. @param where "in the log". */
export function describeDifference(item: ImportItem, { time, creator }: Holder, where: string): string {
    let what = "other values, or another type";
    if (item.time !== time) {
        what = "another time";
    } else if (item.creator !== creator) {
        what = "another creator";
    }
    return `'id' ${show(item.id)} is ${where} with ${what}`;
}
