/** Listeners by name; an error in one reaches neither the library nor the other listeners. */

import type { Guard } from "./ports";

type Listener = (this: void, ...args: unknown[]) => void;

/** A listener as it was added: the same function added twice is two of them. */
interface Entry {
    readonly listener: Listener;
}

export class Emitter {
    private readonly listeners = new LuaMap<string, Entry[]>();

    constructor(private readonly guard: Guard) {}

    /** Adds a listener. The function returned removes it. */
    on(name: string, listener: Listener): (this: void) => void {
        // A new list each time: a listener may add and remove listeners while emit() walks the old list.
        const entry = { listener };
        this.listeners.set(name, (this.listeners.get(name) ?? []).concat([entry]));
        return () => {
            this.listeners.set(
                name,
                (this.listeners.get(name) ?? []).filter((other) => other !== entry),
            );
        };
    }

    /** Removes all listeners. */
    clear(): void {
        for (const [name] of this.listeners) {
            this.listeners.delete(name);
        }
    }

    /** Whether anybody listens. If not, a costly argument need not be made. */
    has(name: string): boolean {
        return (this.listeners.get(name)?.length ?? 0) > 0;
    }

    emit(name: string, ...args: unknown[]): void {
        const entries = this.listeners.get(name);
        if (entries === undefined) {
            return;
        }
        for (const { listener } of entries) {
            this.guard.call(listener, ...args);
        }
    }
}
