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

/** The rows of a checkpoint, as patches are folded one by one. */
class Rows {
    private rows: Row[];
    private readonly missing: Row[];

    constructor({ rows, missing }: Head) {
        this.rows = [...rows];
        this.missing = [...missing];
    }

    take(row: Row): void {
        const key = authorKey(row);
        const last = this.rows.find((other) => authorKey(other) === key)?.number ?? 0;
        this.rows = this.rows.filter((other) => authorKey(other) !== key);
        this.rows[this.rows.length] = { ...row, number: max(last, row.number) };
        for (const number of $range(max(last + 1, row.number - EXCEPTION_LIMIT), row.number - 1)) {
            this.miss({ ...row, number });
        }
    }

    /** A patch is not in the checkpoint although a later one is. */
    miss(row: Row): void {
        this.missing[this.missing.length] = row;
    }

    /** Those of the authors that were folded last. */
    last(): Row[] {
        return this.rows.slice(-ROW_LIMIT);
    }

    lastMissing(): Row[] {
        return this.missing.slice(-EXCEPTION_LIMIT);
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
        rows.take(rowOf(patch));
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
