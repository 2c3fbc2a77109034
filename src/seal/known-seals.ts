/** The seals of a log, the strongest first: the larger week, of equal weeks the larger count, then the earlier key. */

import { isKeyBefore, packKey, weekOf } from "../event/key";
import { SEAL_LIMIT } from "../log/sealed-texts";
import { decodeSeal, type SealContent } from "../event/seal";
import type { WeekSummary } from "../sync/week-summary";

/** A seal, and its own key. */
export interface Seal extends SealContent {
    readonly time: number;
    readonly id: number;
    /** The packed key. */
    readonly key: string;
    readonly body: string;
    /** The rows of the sealed weeks, as a peer told them; nil while none has. */
    told?: readonly WeekSummary[] | undefined;
}

/** Seconds by which the clock of who writes a seal may be ahead. */
const AHEAD_SECONDS = 120;

/** The seal that a body of the library's own type is; nil for another one, or one of no events, or of weeks that were not over. */
export function readSeal(time: number, id: number, body: string): Seal | undefined {
    const content = decodeSeal(body);
    return content === undefined || content.count === 0 || content.week > weekOf(time - AHEAD_SECONDS)
        ? undefined
        : { ...content, time, id, key: packKey(time, id), body };
}

/** Whether there is a seal, and these are the first bytes of its digest. */
export function isNamed(seal: Seal | undefined, digest: string): seal is Seal {
    return seal !== undefined && string.sub(seal.digest, 1, digest.length) === digest;
}

/** Whether a seal comes before another one. */
export function isStronger(a: Seal, b: Seal): boolean {
    if (a.week !== b.week) {
        return a.week > b.week;
    }
    return a.count === b.count ? isKeyBefore(a.time, a.id, b.time, b.id) : a.count > b.count;
}

export class KnownSeals {
    /** The strongest first. Read only. */
    readonly list: Seal[] = [];
    /** Raised by every change of the list. Read only. */
    revision = 0;

    /** @param isHeld whether a seal is held: those that are stronger, and of rows that nobody has, do not push it out. */
    constructor(private readonly isHeld: (this: void, seal: Seal) => boolean) {}

    /** Takes in a seal, unless it is none or known. */
    add(time: number, id: number, body: string): Seal | undefined {
        const seal = readSeal(time, id, body);
        if (seal === undefined || this.list.some(({ key }) => key === seal.key)) {
            return undefined;
        }
        let index = this.list.length;
        while (index > 0 && isStronger(seal, this.list[index - 1])) {
            index--;
        }
        table.insert(this.list, index + 1, seal);
        if (this.list.length > SEAL_LIMIT) {
            table.remove(this.list, this.isHeld(this.list[SEAL_LIMIT]) ? SEAL_LIMIT : SEAL_LIMIT + 1);
        }
        this.revision++;
        return seal;
    }

    /** Forgets the seal with a key. @returns whether there was one. */
    remove(time: number, id: number): boolean {
        const index = this.list.findIndex((seal) => seal.time === time && seal.id === id);
        if (index >= 0) {
            table.remove(this.list, index + 1);
            this.revision++;
        }
        return index >= 0;
    }
}
