/** The patches behind a checkpoint in their order, with the state behind each one. */

import { bytesLess } from "../../codec/compare";
import { applyPatch } from "../object/patch";
import { describeRefusal } from "../object/parse-patch";
import { sizeOf } from "../object/sizes";
import type { PatchFailure } from "../../api/room-object";
import { isBefore, type Stamp } from "../stamp";
import { type Head, Contents } from "./checkpoint";
import { isEarlier } from "./moment";
import { keyOf, type Patch, speakerOf } from "./patch-cells";

const floor = math.floor;
const min = math.min;

/** What a step of work may cost, about as many microseconds; and what a patch costs beside what it reads. */
const STEP_COST = 2000;
const PATCH_COST = 50;
/** How many repetitions of a patch are looked through for one more. */
const REPEATS_OF_COST = 4;
/** Bytes of data whose looking through costs one more. */
const BYTES_OF_COST = 16;

/** The state behind a patch. */
export interface State {
    readonly data: object;
    /** The highest term that was applied, and who had it; 0 and "" for none. */
    readonly term: number;
    readonly holder: string;
}

export interface Entry {
    readonly patch: Patch;
    readonly key: string;
    /** What the log knows behind it. Read only, as what follows. */
    after?: State;
    /** Why it changed nothing; nil when it was applied. */
    why?: PatchFailure | "repeated";
    /** More of it, in words. */
    detail?: string;
}

/** Whether a patch is before another one in the order of all. */
export function isEntryBefore(a: Patch, b: Patch): boolean {
    if (a.author === b.author && a.stamp.seconds === b.stamp.seconds && a.stamp.counter === b.stamp.counter) {
        return a.incarnation === b.incarnation ? a.number < b.number : a.incarnation < b.incarnation;
    }
    return isBefore(a.stamp, a.author, b.stamp, b.author);
}

export class PatchLog {
    /** In their order. Read only. */
    entries: Entry[] = [];
    /** Bytes of the cells of all. Read only. */
    bytes = 0;
    /** Another one whenever something else may come of it. Read only. */
    version = 0;
    private readonly byKey = new LuaMap<string, Entry>();
    /** Those that repeat a patch, by the key of that and their authors. */
    private repeats = new LuaMap<string, LuaMap<string, Entry[]>>();
    /** How many of the first ones have a state behind them. */
    private settled = 0;
    private start: State;
    private contents: Contents;

    /** @param isAllowed whether what somebody patches is applied. */
    constructor(
        head: Head,
        data: object,
        private readonly isAllowed: (this: void, author: string) => boolean,
    ) {
        this.start = { data, term: head.term, holder: head.holder };
        this.contents = new Contents(head);
    }

    get(key: string): Entry | undefined {
        return this.byKey.get(key);
    }

    /** Whether somebody who may has issued a patch anew. */
    hasRepeatOf(key: string): boolean {
        return this.someRepeat(key, () => true);
    }

    /** Whether all patches have a state behind them. */
    isSettled(): boolean {
        return this.settled === this.entries.length;
    }

    /** The state behind the last patch that has one. */
    state(): State {
        return this.stateBehind(this.settled);
    }

    /** The state behind the first `count` patches, which have to have one. */
    stateBehind(count: number): State {
        return count === 0 ? this.start : this.entries[count - 1].after!;
    }

    /** How many patches are not later than a moment. */
    countUpTo(moment: Stamp): number {
        return this.countWhile((patch) => !isEarlier(moment, patch.stamp));
    }

    /** Takes in a patch. @returns its entry; nil when it is there already. */
    add(patch: Patch): Entry | undefined {
        const key = keyOf(patch);
        if (this.byKey.has(key)) {
            return undefined;
        }
        const entry: Entry = { patch, key };
        const index = this.countWhile((other) => isEntryBefore(other, patch));
        table.insert(this.entries, index + 1, entry);
        this.byKey.set(key, entry);
        this.bytes += patch.size;
        if (patch.source !== undefined) {
            this.noteRepeat(keyOf(patch.source), entry);
        }
        this.version++;
        if (this.isAllowed(patch.author)) {
            this.unsettle(this.firstAffected(patch, index));
        } else if (index < this.settled) {
            // It changes nothing of what is behind it.
            entry.after = this.stateBehind(index);
            entry.why = "unauthorized";
            this.settled++;
        }
        return entry;
    }

    /** Asks again for all whether they may be applied. */
    refilter(): void {
        this.settled = 0;
        this.version++;
    }

    /**
     * Works on states that are missing, for about 2 ms.
     * @returns whether all are there.
     */
    settle(): boolean {
        let cost = 0;
        while (this.settled < this.entries.length && cost < STEP_COST) {
            const before = this.stateBehind(this.settled);
            const entry = this.entries[this.settled];
            this.apply(before, entry);
            cost += PATCH_COST + entry.patch.size + floor(sizeOf(before.data) / BYTES_OF_COST);
            cost += entry.why === "unauthorized" ? 0 : floor(this.repeatCount(entry) / REPEATS_OF_COST);
            this.settled++;
        }
        return this.isSettled();
    }

    /**
     * Another checkpoint takes the place of that in front.
     * @returns the patches that are not behind it any more, in their order.
     */
    restart(head: Head, data: object): Entry[] {
        const count = this.countUpTo(head.at);
        const isContinued = this.settled >= count && this.stateBehind(count).data === data;
        const gone = this.entries.slice(0, count);
        for (const { key, patch } of gone) {
            this.byKey.delete(key);
            this.bytes -= patch.size;
        }
        this.settled = isContinued ? this.settled - count : 0;
        this.entries = this.entries.slice(count);
        this.start = { data, term: head.term, holder: head.holder };
        this.contents = new Contents(head);
        this.repeats = new LuaMap();
        for (const entry of this.entries) {
            if (entry.patch.source !== undefined) {
                this.noteRepeat(keyOf(entry.patch.source), entry);
            }
        }
        this.version++;
        return gone;
    }

    private apply(before: State, entry: Entry): void {
        const { patch } = entry;
        entry.after = before;
        entry.detail = undefined;
        entry.why = this.objectionTo(before, entry);
        if (entry.why !== undefined) {
            return;
        }
        const [data, refusal] = applyPatch(before.data, patch.operators, patch.stamp.seconds);
        if (data === undefined) {
            entry.why = "failed";
            entry.detail = describeRefusal(refusal);
            return;
        }
        const isGuarded = patch.term > 0;
        entry.after = {
            data,
            term: isGuarded ? patch.term : before.term,
            holder: isGuarded ? speakerOf(patch) : before.holder,
        };
    }

    /** Why a patch is passed over; nil when it is not. */
    private objectionTo({ term, holder }: State, entry: Entry): PatchFailure | "repeated" | undefined {
        const { patch } = entry;
        if (!this.isAllowed(patch.author)) {
            return "unauthorized";
        }
        if (this.isRepeated(entry)) {
            return "repeated";
        }
        const isBelow = patch.term === term && term > 0 && bytesLess(speakerOf(patch), holder);
        return patch.term < term || isBelow ? "outdated" : undefined;
    }

    /** Whether a patch does not count because of another one: it was issued anew, or what it repeats is applied already. */
    private isRepeated({ key, patch: { source } }: Entry): boolean {
        if (source === undefined) {
            return this.hasRepeatOf(key);
        }
        if (this.contents.has(source)) {
            return true;
        }
        const { patch } = this.byKey.get(key)!;
        return this.someRepeat(keyOf(source), (other) => isEntryBefore(other, patch));
    }

    private noteRepeat(source: string, entry: Entry): void {
        const { author } = entry.patch;
        const byAuthor = this.repeats.get(source) ?? new LuaMap<string, Entry[]>();
        const entries = byAuthor.get(author) ?? [];
        entries[entries.length] = entry;
        byAuthor.set(author, entries);
        this.repeats.set(source, byAuthor);
    }

    /** Where a patch begins to count at an index: what it repeats does not any more. */
    private firstAffected({ source }: Patch, index: number): number {
        const original = source === undefined ? undefined : this.byKey.get(keyOf(source));
        return original === undefined
            ? index
            : min(
                  index,
                  this.countWhile((other) => isEntryBefore(other, original.patch)),
              );
    }

    /** Whether a function accepts one of the repetitions of a patch by somebody who may. */
    private someRepeat(source: string, accepts: (this: void, patch: Patch) => boolean): boolean {
        for (const [author, entries] of this.repeats.get(source) ?? new LuaMap<string, Entry[]>()) {
            if (this.isAllowed(author) && entries.some(({ patch }) => accepts(patch))) {
                return true;
            }
        }
        return false;
    }

    /** How many repetitions there are of what an entry repeats, or of itself. */
    private repeatCount({ key, patch: { source } }: Entry): number {
        let count = 0;
        const byAuthor = this.repeats.get(source === undefined ? key : keyOf(source));
        for (const [, entries] of byAuthor ?? new LuaMap<string, Entry[]>()) {
            count += entries.length;
        }
        return count;
    }

    /** How many of the first entries a function accepts that accepts none behind the first one that it does not. */
    private countWhile(accepts: (this: void, patch: Patch) => boolean): number {
        let low = 0;
        let high = this.entries.length;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (accepts(this.entries[middle].patch)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private unsettle(index: number): void {
        if (index < this.settled) {
            this.settled = index;
        }
    }
}
