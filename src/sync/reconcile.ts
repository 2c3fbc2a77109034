/**
 * The reconciliation of one week: which events the requester lacks, and which this client lacks. It is a pure function
 * from short ids to an answer, without clock, timers or channel.
 */

import type { Pause } from "../ports";
import { SKETCH_LIMIT } from "./constants";
import { PRIME } from "./prime-field";
import { Mode, type RequestEntry, WANT_LIMIT } from "./requests";
import { findRoots, fromRoots, powerSums, resolve } from "./sketch";

/**
 * What a request says about a week: the number of events that its sender has, and their short ids, or power sums from
 * the first on.
 */
export type Entry = Pick<RequestEntry, "mode" | "count" | "numbers">;

/** How to answer a request for one week. */
export type Answer =
    /** Send the whole week. */
    | { readonly kind: "whole" }
    /** The sums do not give the difference. More of them are needed. */
    | { readonly kind: "undecided" }
    | {
          readonly kind: "difference";
          /** Indices of this client's events that the requester lacks. */
          readonly lacking: readonly number[];
          /**
           * Events that only the requester has, in the form of a Want: coefficients of the polynomial whose roots are
           * their short ids.
           */
          readonly wanted: readonly number[];
      };

/** Ids that are looked up between two looks at the frame's budget. */
const STEP = 256;

const WHOLE: Answer = { kind: "whole" };
const UNDECIDED: Answer = { kind: "undecided" };

/**
 * Compares a week with what a request says about it.
 * @param ids short ids of this client's events, in key order, under the salt of the request.
 */
export function reconcile(ids: readonly number[], entry: Entry, pause: Pause): Answer {
    if (entry.mode === Mode.Whole) {
        return WHOLE;
    }
    return entry.mode === Mode.List ? compareLists(ids, entry.numbers, pause) : compareSums(ids, entry, pause);
}

function compareLists(ids: readonly number[], theirs: readonly number[], pause: Pause): Answer {
    const theirSet = new LuaSet<number>();
    for (const id of theirs) {
        theirSet.add(id);
    }
    const both = new LuaSet<number>();
    const lacking: number[] = [];
    let count = 0;
    for (const index of $range(0, ids.length - 1)) {
        if (theirSet.has(ids[index])) {
            both.add(ids[index]);
        } else {
            lacking[count] = index;
            count++;
        }
        if (index % STEP === STEP - 1) {
            pause();
        }
    }
    const onlyTheirs = theirs.filter((id) => !both.has(id));
    return { kind: "difference", lacking, wanted: fromRoots(onlyTheirs.slice(0, WANT_LIMIT)) };
}

function compareSums(ids: readonly number[], { numbers, count }: Entry, pause: Pause): Answer {
    const sums = powerSums(ids, 1, numbers.length, pause);
    const differences: number[] = [];
    for (const index of $range(0, numbers.length - 1)) {
        differences[index] = (sums[index] - numbers[index] + PRIME) % PRIME;
    }
    const difference = resolve(differences, ids.length - count, pause);
    const lacking = difference === undefined ? [] : findRoots(difference.mine, ids, pause);
    if (difference !== undefined && lacking.length === difference.mine.length) {
        return { kind: "difference", lacking, wanted: difference.theirs };
    }
    return numbers.length >= SKETCH_LIMIT ? WHOLE : UNDECIDED;
}
