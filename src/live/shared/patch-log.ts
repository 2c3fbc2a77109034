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

/** What a step of work may cost, about as many microseconds; and what a patch costs beside what it reads. */
const STEP_COST = 2000;
const PATCH_COST = 50;
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
    /** Those that repeat a patch, by the key of that. */
    private readonly repeats = new LuaMap<string, Entry[]>();
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
        return (this.repeats.get(key) ?? []).some(({ patch }) => this.isAllowed(patch.author));
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
        let low = 0;
        let high = this.entries.length;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (isEarlier(moment, this.entries[middle].patch.stamp)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Takes in a patch. @returns its entry; nil when it is there already. */
    add(patch: Patch): Entry | undefined {
        const key = keyOf(patch);
        if (this.byKey.has(key)) {
            return undefined;
        }
        const entry: Entry = { patch, key };
        const { entries } = this;
        let index = entries.length;
        while (index > 0 && isEntryBefore(patch, entries[index - 1].patch)) {
            index--;
        }
        table.insert(entries, index + 1, entry);
        this.byKey.set(key, entry);
        this.bytes += patch.size;
        this.unsettle(index);
        if (patch.source !== undefined) {
            this.addRepeat(keyOf(patch.source), entry);
        }
        this.version++;
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
        for (const entry of gone) {
            this.forget(entry);
        }
        this.settled = isContinued ? this.settled - count : 0;
        this.entries = this.entries.slice(count);
        this.start = { data, term: head.term, holder: head.holder };
        this.contents = new Contents(head);
        this.version++;
        return gone;
    }

    private forget({ key, patch }: Entry): void {
        this.byKey.delete(key);
        this.bytes -= patch.size;
        if (patch.source !== undefined) {
            const source = keyOf(patch.source);
            const others = (this.repeats.get(source) ?? []).filter((other) => other.key !== key);
            this.repeats.set(source, others);
            if (others.length === 0) {
                this.repeats.delete(source);
            }
        }
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
        return (this.repeats.get(keyOf(source)) ?? []).some(
            (other) => isEntryBefore(other.patch, patch) && this.isAllowed(other.patch.author),
        );
    }

    /** Of patches that repeat one, others count now perhaps, and that itself does not. */
    private addRepeat(source: string, entry: Entry): void {
        const repeats = this.repeats.get(source) ?? [];
        repeats[repeats.length] = entry;
        this.repeats.set(source, repeats);
        const original = this.byKey.get(source);
        for (const other of original === undefined ? repeats : repeats.concat([original])) {
            this.unsettle(this.entries.indexOf(other));
        }
    }

    private unsettle(index: number): void {
        if (index < this.settled) {
            this.settled = index;
        }
    }
}
