/** What a checkpoint that takes in the first patches of a log is called: a pure function. */

import {
    authorKey,
    type Checkpoint,
    checkpointOf,
    EXCEPTION_LIMIT,
    type Head,
    ROW_LIMIT,
    type Row,
    rowOf,
} from "./checkpoint";
import type { Entry, State } from "./patch-log";

const max = math.max;

/** A row, and when it was folded last. */
interface Turn {
    readonly row: Row;
    readonly turn: number;
}

/** The rows of a checkpoint, as patches are folded one by one. */
class Rows {
    private readonly byAuthor = new LuaMap<string, Turn>();
    private turns = 0;
    private missing: Row[];

    constructor({ rows, missing }: Head) {
        this.missing = [...missing];
        for (const row of rows) {
            this.put(authorKey(row), row, true);
        }
    }

    /** @param isCounted false for a patch of somebody who may not patch: its row gives way before all others. */
    take(row: Row, isCounted: boolean): void {
        const key = authorKey(row);
        const last = this.byAuthor.get(key)?.row.number ?? 0;
        this.put(key, { ...row, number: max(last, row.number) }, isCounted);
        for (const number of $range(max(last + 1, row.number - EXCEPTION_LIMIT), row.number - 1)) {
            this.miss({ ...row, number });
        }
    }

    /** A patch is not in the checkpoint although a later one is. */
    miss(row: Row): void {
        this.missing[this.missing.length] = row;
        if (this.missing.length > 2 * EXCEPTION_LIMIT) {
            this.missing = this.lastMissing();
        }
    }

    /** Those of the authors that were folded last. */
    last(): Row[] {
        const turns: Turn[] = [];
        for (const [, turn] of this.byAuthor) {
            turns[turns.length] = turn;
        }
        table.sort(turns, (a, b) => a.turn < b.turn);
        return turns.slice(-ROW_LIMIT).map(({ row }) => row);
    }

    lastMissing(): Row[] {
        return this.missing.slice(-EXCEPTION_LIMIT);
    }

    private put(key: string, row: Row, isCounted: boolean): void {
        this.turns++;
        this.byAuthor.set(key, { row, turn: isCounted ? this.turns : -this.turns });
    }
}

/**
 * The checkpoint behind the first patches of a log.
 * @param head of the checkpoint in front of them.
 * @param folded what is folded, in its order; at least one.
 * @param state behind the last of them.
 */
export function fold(head: Head, folded: readonly Entry[], state: State): Checkpoint {
    const rows = new Rows(head);
    const repeated = [...head.repeated];
    for (const { patch, why } of folded) {
        rows.take(rowOf(patch), why !== "unauthorized");
        if (patch.source !== undefined && why !== "repeated") {
            repeated[repeated.length] = rowOf(patch.source);
        } else if (patch.source === undefined && why === "repeated") {
            // It was issued anew: that one counts, wherever it is.
            rows.miss(rowOf(patch));
        }
    }
    return checkpointOf(
        {
            origin: head.origin,
            maker: head.maker,
            at: folded[folded.length - 1].patch.stamp,
            count: head.count + folded.length,
            term: state.term,
            holder: state.holder,
            rows: rows.last(),
            missing: rows.lastMissing(),
            repeated: repeated.slice(-EXCEPTION_LIMIT),
        },
        state.data,
    );
}
