/** What was passed over or refused, by what it was: for metrics. Those of a family have its name in front: `err.slow`. */
export class Counters {
    private readonly counts = new Map<string, number>();

    count(what: string, times = 1): void {
        this.counts.set(what, (this.counts.get(what) ?? 0) + times);
    }

    get(what: string): number {
        return this.counts.get(what) ?? 0;
    }

    /** All of them, by name. */
    all(): ReadonlyMap<string, number> {
        return this.counts;
    }
}
