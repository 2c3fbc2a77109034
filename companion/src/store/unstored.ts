/** Changes of what counts that are not on disk yet: where a transaction has failed, they are in the next one. */
import { packKey } from "../format/key";
import { type ChainScope, nameOf, placeName } from "../room/chain";
import type { RoomEvent } from "../room/counting";
import type { CountChange } from "../room/running-count";

/** What is to be stored of a ledger's scope. */
export interface ScopeChange {
    readonly scope: ChainScope;
    /** Events that are new, or count in another way. */
    readonly changed: readonly RoomEvent[];
    /** Events that are there no longer. */
    readonly gone: readonly RoomEvent[];
}

const nameOfChange = ({ scope, event: { event } }: CountChange): string =>
    [placeName(scope.ledger, scope.scope), nameOf(packKey(event)), nameOf(event.body)].join(" ");

/** Of changes behind one another the last one of each event. */
function lastOnes(changes: readonly CountChange[]): CountChange[] {
    const last = new Map<string, CountChange>();
    for (const change of changes) last.set(nameOfChange(change), change);
    return [...last.values()];
}

/** Changes behind one another. */
export class Unstored {
    private changes: readonly CountChange[] = [];

    add(changes: readonly CountChange[]): void {
        this.changes = this.changes.length === 0 ? changes : lastOnes([...this.changes, ...changes]);
    }

    /** What is to be stored, by scopes. */
    byScope(): readonly ScopeChange[] {
        const places = new Map<string, { scope: ChainScope; changed: RoomEvent[]; gone: RoomEvent[] }>();
        for (const { scope, event, what } of this.changes) {
            const place = placeName(scope.ledger, scope.scope);
            const all = places.get(place) ?? { scope, changed: [], gone: [] };
            places.set(place, all);
            (what === "gone" ? all.gone : all.changed).push(event);
        }
        return [...places.values()];
    }

    clear(): void {
        this.changes = [];
    }
}
