/** Tells of rooms whose events were stored anew, from saved files that have changed. */

/** Listeners by room. */
export class StoredChanges {
    private readonly listeners = new Map<string, Set<() => void>>();

    /** Calls a listener when something of a room was stored. @returns a function that ends that. */
    onChange(room: string, listener: () => void): () => void {
        const own = this.listeners.get(room) ?? new Set();
        this.listeners.set(room, own.add(listener));
        return () => {
            own.delete(listener);
            if (own.size === 0) this.listeners.delete(room);
        };
    }

    /** Says that something of a room was stored. */
    changed(room: string): void {
        for (const listener of this.listeners.get(room) ?? []) listener();
    }
}
