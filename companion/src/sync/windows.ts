/** How often something has happened by a name in a window of time. */
import type { Clock } from "./clock";
import type { CountKind, Usage } from "./usage";

/** Names that are remembered; the oldest is forgotten first. */
const MAX_NAMES = 4096;

interface Window {
    readonly until: number;
    count: number;
}

export class Windows {
    private readonly windows = new Map<string, Window>();

    constructor(
        private readonly clock: Clock,
        private readonly most: number,
        private readonly ms: number,
        /** Shares what is counted with other processes. */
        private readonly shared?: { readonly usage: Usage; readonly kind: CountKind },
    ) {
        shared?.usage.on(shared.kind, ({ name, frames }) => {
            for (let time = 0; time < Math.min(frames, most); time++) this.countHere(name);
        });
    }

    /** Counts one more. */
    count(name: string): void {
        const shown = this.nameOf(name);
        this.shared?.usage.count(this.shared.kind, shown);
        this.countHere(shown);
    }

    private nameOf(name: string): string {
        return this.shared?.usage.nameOf(name) ?? name;
    }

    private countHere(name: string): void {
        const window = this.windowOf(name);
        if (window !== undefined) {
            window.count++;
            // Who has come to the limit waits a whole window from then on.
            if (window.count === this.most) this.put(name, window.count);
            return;
        }
        this.put(name, 1);
    }

    /** Whether it has happened as often as it may. */
    isFull(name: string): boolean {
        return (this.windowOf(this.nameOf(name))?.count ?? 0) >= this.most;
    }

    private put(name: string, count: number): void {
        this.windows.delete(name);
        this.windows.set(name, { until: this.clock.now() + this.ms, count });
        const oldest = this.windows.keys().next();
        if (this.windows.size > MAX_NAMES && oldest.done !== true) this.windows.delete(oldest.value);
    }

    private windowOf(name: string): Window | undefined {
        const window = this.windows.get(name);
        return window !== undefined && window.until > this.clock.now() ? window : undefined;
    }
}
