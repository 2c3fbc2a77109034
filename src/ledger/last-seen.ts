/** Remembers by text what was noted last, within a bound. */

/** Remembers the last ones: at least `least` of them, and at most twice as many. */
export class LastSeen<Value> {
    private recent = new LuaMap<string, Value>();
    private older = new LuaMap<string, Value>();
    private count = 0;
    /** Whether that many have come: some may be forgotten from now on. */
    isFull = false;

    constructor(private readonly least: number) {}

    /** What was noted last; nil when it is not remembered. */
    get(what: string): Value | undefined {
        return this.recent.get(what) ?? this.older.get(what);
    }

    note(what: string, value: Value): void {
        if (!this.recent.has(what)) {
            this.count++;
        }
        this.recent.set(what, value);
        if (this.count === this.least) {
            this.older = this.recent;
            this.recent = new LuaMap();
            this.count = 0;
            this.isFull = true;
        }
    }
}
