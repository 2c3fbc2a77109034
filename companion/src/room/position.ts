/** Positions in a room's list of records, and locators, which find where two lists part. */
import { bytes, checked, tuple, uint } from "./forms";
import { KEY_BYTES, sha256, ZERO } from "./keys";

/** Record n of a list, the epoch that it stands in, and the hash over the ids of all records up to it. */
export interface Position {
    readonly epoch: number;
    /** 0 where there is no record yet. */
    readonly n: number;
    /** 32 bytes; ZERO for n = 0. */
    readonly hash: Buffer;
}

/** The position of an empty list. */
export const START: Position = { epoch: 1, n: 0, hash: ZERO };

const positionItems = { epoch: uint(1), n: uint(), hash: bytes(KEY_BYTES) };

/** Whether hash and number fit together. */
export function isWholePosition({ n, hash }: Position): boolean {
    return n > 0 || hash.equals(ZERO);
}

/** `[epoch, n, hash]`, as frames have it. */
export const positionForm = checked(tuple(positionItems), "ZERO for n = 0", isWholePosition);

/** The hash behind one more record. */
export function follow(hash: Buffer, id: Buffer): Buffer {
    return sha256(hash, id);
}

/** Whether two positions say the same of the same list: the epoch follows from the list. */
export function isSamePosition(one: Position, other: Position): boolean {
    return one.n === other.n && one.hash.equals(other.hash);
}

/**
 * The numbers of a locator of a list of n records: n, those 1, 3, 7, 15 ... before it, and 0. At most 55.
 * @example locatorNumbers(20) // 20, 19, 17, 13, 5, 0
 */
export function locatorNumbers(n: number): number[] {
    const numbers: number[] = [];
    for (let step = 1; step - 1 < n; step *= 2) numbers.push(n - (step - 1));
    return [...numbers, 0];
}

/** The locator of a list. @param at gives the positions of the list. */
export function locatorOf(n: number, at: (n: number) => Position): Position[] {
    return locatorNumbers(n).map((number) => (number === 0 ? START : at(number)));
}

/**
 * The common point: the first of a locator whose hash is the own one at its n. The last of every locator is one.
 * @param at the own position at a number; undefined where the own list does not reach so far.
 */
export function commonPoint(locator: readonly Position[], at: (n: number) => Position | undefined): Position {
    for (const { n, hash } of locator) {
        const own = n === 0 ? START : at(n);
        if (own !== undefined && own.hash.equals(hash)) return own;
    }
    return START;
}
