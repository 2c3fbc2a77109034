/**
 * Replay and revocation said as plainly as can be: everything from the start, each time. Slow; the replayer is measured
 * by it. It shares no code with what it judges but the order of keys and the reading of a revocation's target.
 */

import { packKey } from "../../src/event/key";
import { targetOf } from "../../src/log/revocations";
import { bytesLess } from "../../src/codec/compare";
import type { LedgerEvent } from "../../src/api/event";

export interface ReferenceEvent {
    readonly time: number;
    readonly id: number;
    readonly body: string;
}

/** The events that count, in the total order: neither revocations nor what a revocation that counts takes back. */
export function eventsThatCount(events: readonly ReferenceEvent[]): ReferenceEvent[] {
    const ordered = [...events];
    table.sort(ordered, (a, b) => bytesLess(packKey(a.time, a.id), packKey(b.time, b.id)));
    // A revocation stands behind its target: from the end on, each one's own fate is known before it is looked at.
    const revoked = new LuaSet<string>();
    const counting: ReferenceEvent[] = [];
    for (const index of $range(ordered.length - 1, 0, -1)) {
        const { time, id, body } = ordered[index];
        const key = packKey(time, id);
        const named = targetOf(body);
        if (named === undefined) {
            if (!revoked.has(key)) {
                counting.push(ordered[index]);
            }
        } else if (!revoked.has(key)) {
            const target = packKey(named.time, named.id);
            if (bytesLess(target, key)) {
                revoked.add(target);
            }
        }
    }
    return counting.reverse();
}

/** The state of the events that count. */
export function replayFromStart<State>(
    events: readonly ReferenceEvent[],
    initial: State,
    decode: (this: void, event: ReferenceEvent) => LedgerEvent | undefined,
    reduce: (this: void, state: State, event: LedgerEvent) => void,
): State {
    for (const event of eventsThatCount(events)) {
        const decoded = decode(event);
        if (decoded !== undefined) {
            reduce(initial, decoded);
        }
    }
    return initial;
}
