/**
 * A queue that is fair between owners. Each owner's entries keep their order of arrival, and the owners take turns, so
 * no protocol makes another wait for long.
 */

/** What can wait here: an entry with an owner, and a key that is unique among that owner's entries. */
interface Queued {
    readonly owner: object;
    readonly key: string;
}

/** The waiting entries of one owner. */
interface Lane<Entry> {
    readonly owner: object;
    readonly entries: Entry[];
    /** The keys of these. */
    readonly keys: LuaSet<string>;
}

export class FairQueue<Entry extends Queued> {
    /** The owners with waiting entries. The first one is next. */
    private readonly lanes: Lane<Entry>[] = [];
    private size = 0;

    /** Number of waiting entries. */
    count(): number {
        return this.size;
    }

    /**
     * Adds an entry. If the owner already has a waiting entry with the same key, the new one takes its place and the
     * old one is returned.
     */
    add(entry: Entry): Entry | undefined {
        const { entries, keys } = this.laneOf(entry.owner);
        if (keys.has(entry.key)) {
            const index = entries.findIndex(({ key }) => key === entry.key);
            const replaced = entries[index];
            entries[index] = entry;
            return replaced;
        }
        entries[entries.length] = entry;
        keys.add(entry.key);
        this.size++;
        return undefined;
    }

    /** The entry whose turn it is; nil when none waits. */
    first(): Entry | undefined {
        return this.lanes[0]?.entries[0];
    }

    /** Passes the turn to the next owner, after the current one has sent a message. */
    rotate(): void {
        const lane = table.remove(this.lanes, 1);
        if (lane !== undefined) {
            this.lanes[this.lanes.length] = lane;
        }
    }

    /** Removes an entry. Returns false when it was already out, for example because it was replaced. */
    remove(entry: Entry): boolean {
        const index = this.lanes.findIndex(({ owner }) => owner === entry.owner);
        const entries = this.lanes[index]?.entries ?? [];
        const place = entries.indexOf(entry);
        if (place < 0) {
            return false;
        }
        table.remove(entries, place + 1);
        this.lanes[index].keys.delete(entry.key);
        this.size--;
        if (entries.length === 0) {
            table.remove(this.lanes, index + 1);
        }
        return true;
    }

    /** Removes and returns the oldest entry of the owner with the most waiting entries. */
    takeOldest(): Entry | undefined {
        let longest: Lane<Entry> | undefined;
        for (const lane of this.lanes) {
            if (longest === undefined || lane.entries.length > longest.entries.length) {
                longest = lane;
            }
        }
        const entry = longest?.entries[0];
        if (entry !== undefined) {
            this.remove(entry);
        }
        return entry;
    }

    private laneOf(owner: object): Lane<Entry> {
        let lane = this.lanes.find((other) => other.owner === owner);
        if (lane === undefined) {
            lane = { owner, entries: [], keys: new LuaSet() };
            this.lanes[this.lanes.length] = lane;
        }
        return lane;
    }
}
