/** What a seal says of revocations: which keys it covers, and which of sealed events were undone before. */

import { encodeId, type ImportId } from "../event/import-mark";
import { WEEK_SECONDS } from "../event/key";

/** What a seal binds. */
export interface SealTerms {
    /** The weeks before it are sealed; 0 for no seal. */
    readonly week: number;
    /** Packed keys of revocations of later weeks that count for what is sealed. */
    readonly listed: readonly string[];
    /** Packed keys of revocations of sealed weeks that do not count: they came too late for an earlier seal. */
    readonly late: readonly string[];
    /** Weeks of the seals before this one, ascending: a revocation by id counts for events between the same two. */
    readonly boundaries: readonly number[];
    /** Packed keys of sealed events that are undone by undos which are not here. */
    readonly undone: readonly string[];
}

/** Of no seal. */
export const NO_TERMS: SealTerms = { week: 0, listed: [], late: [], boundaries: [], undone: [] };

export class SealedKeys {
    /** Keys before this time, in Unix seconds, are sealed. */
    readonly before: number;
    private readonly listed: LuaSet<string>;
    private readonly late: LuaSet<string>;
    private readonly undone: LuaSet<string>;
    private readonly boundaries: readonly number[];

    constructor({ week, listed, late, boundaries, undone }: SealTerms) {
        this.boundaries = boundaries;
        this.before = week * WEEK_SECONDS;
        this.listed = setOf(listed);
        this.late = setOf(late);
        this.undone = setOf(undone);
    }

    /** Whether a key is covered. @param key the packed key, of which `time` is the time. */
    has(time: number, key: string): boolean {
        return time < this.before ? !this.late.has(key) : this.listed.has(key);
    }

    /** Whether the sealed weeks, and the seals before this one, are those of another. */
    hasSameSegments({ before, boundaries }: SealedKeys): boolean {
        const isSame = this.boundaries.every((week, index) => week === boundaries[index]);
        return before === this.before && boundaries.length === this.boundaries.length && isSame;
    }

    /** Between which seals a time of sealed weeks lies: a number from 0 on. */
    private segmentOf(time: number): number {
        const { boundaries } = this;
        let index = boundaries.length;
        while (index > 0 && time < boundaries[index - 1] * WEEK_SECONDS) {
            index--;
        }
        return index;
    }

    /** Under which a revocation by id counts for sealed events; nil when it does not. */
    idKeyOf(time: number, key: string, importId: ImportId): string | undefined {
        if (this.listed.has(key)) {
            return idKeyOfListed(importId);
        }
        return this.has(time, key) && time < this.before ? this.idKeyAt(time, importId) : undefined;
    }

    /** The same of those that count for a sealed event of this time. */
    idKeyAt(time: number, importId: ImportId): string {
        return `${this.segmentOf(time)} ${encodeId(importId)}`;
    }

    /** Whether the sealed event with a key is undone by an undo that is not here. */
    isUndone(key: string): boolean {
        return this.undone.has(key);
    }
}

/** Of a listed revocation, which counts for all sealed events with the id. */
export function idKeyOfListed(importId: ImportId): string {
    return `listed ${encodeId(importId)}`;
}

function setOf(keys: readonly string[]): LuaSet<string> {
    const found = new LuaSet<string>();
    for (const key of keys) {
        found.add(key);
    }
    return found;
}
