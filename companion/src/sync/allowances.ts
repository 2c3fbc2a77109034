/** What a key, or an address before there is one, may send: docs/companion-protocol.md, "Back-pressure". */

export interface Allowance {
    readonly most: number;
    readonly perSecond: number;
}

export const BYTES: Allowance = { most: 16_777_216, perSecond: 262_144 };
export const FRAMES: Allowance = { most: 200, perSecond: 50 };

/** Keys of role server have so many times as much. */
const SERVER_FACTOR = 10;

export const factorOf = (isServer: boolean): number => (isServer ? SERVER_FACTOR : 1);

/** Milliseconds after which an allowance of which all was used is whole again. */
export const REFILL_MS = (1000 * BYTES.most) / BYTES.perSecond;
