/**
 * Which events are revoked. A revocation is an event of the library's own that names another event: by key, or, of an
 * imported one, by its id, since that event may move to another key. It counts unless it is revoked itself. One that names a
 * key counts only behind it in the total order: HybridClock.issue() sees to that, and one before its target is forged.
 * Ids name events that are no revocations. So there are no cycles, and the set of revocations alone says what is revoked,
 * not their arrival.
 *
 * A seal covers keys: those of sealed weeks, and of the revocations that it lists. A revocation that is not covered changes
 * nothing for a key that is, nor for a sealed event with an id. A sealed event can be undone instead: see Undos.
 */

import { decodeVarint, encodeVarint } from "../codec/varint";
import type { ImportId } from "../event/import-mark";
import { isKeyBefore, KEY_BYTES, packKey, unpackKey, WEEK_SECONDS } from "../event/key";
import type { Background, Pause } from "../ports";
import { NewestFirst } from "./newest-first";
import { type Target, targetOf } from "./revocation-body";
import { RevocationSkips } from "./revocation-skips";
import { idKeyOfListed, NO_TERMS, SealedKeys, type SealTerms } from "./sealed-keys";
import { Undos } from "./undos";

export { importedRevocationBody, revocationBody, type Target, targetOf, undoBody } from "./revocation-body";

const sub = string.sub;

const noPause: Pause = () => {};

/** Entries that are read, packed or settled between two looks at the frame's budget. */
const STEP = 16;

/** A revocation that stands in the log. */
export interface RevocationEvent {
    readonly time: number;
    readonly id: number;
    /** Its packed key. */
    readonly key: string;
    readonly body: string;
}

interface Revocation extends RevocationEvent {
    readonly target: Target;
    /** Packed key of the target. */
    readonly targetKey: string;
    /** Its place in `list`; nil once it is removed. */
    index?: number;
    /** Whether the count of its target includes it; of an undo, whether it may count. */
    isCounted: boolean;
    /** Whether the count of its id among sealed events includes it. */
    isCountedForSealed: string | undefined;
    /** Whether it waits to be settled. */
    isUnsettled: boolean;
}

/**
 * The last entry of the saved list. Versions that do not know revocations by id drop it along with these: it tells that
 * none is missing.
 */
const SEAL = `${packKey(0, 0)}\x01\x00`;

export class Revocations {
    /** By packed key. */
    private readonly revocations = new LuaMap<string, Revocation>();
    /** In no order that matters. */
    private readonly list: Revocation[] = [];
    /** Number of revocations. Read only. */
    size = 0;
    /** Raised by every revocation that comes or goes. */
    revision = 0;
    /** By packed key of a target: how many revocations that are not revoked themselves name it; none for 0. */
    private readonly counts = new LuaMap<string, number>();
    /** The same by id of an imported target, and of those the ones that count for sealed events. */
    private readonly importCounts = new LuaMap<ImportId, number>();
    private readonly sealedImportCounts = new LuaMap<string, number>();
    private readonly undos: Undos;
    private terms = NO_TERMS;
    private sealed = new SealedKeys(NO_TERMS);
    /**
     * Those of which it may have changed whether they are revoked. What revokes one is newer: the newest first, each is
     * settled once, however long a chain is and in whatever order it came.
     */
    private readonly unsettled = new NewestFirst<Revocation>();
    private isSettling = false;

    /**
     * @param background settles what takes longer than one call may.
     * @param changed called for each event that is now revoked and was not, or the other way; not for revocations but undos. With
     * (0, 0) for imported events that are revoked by their id: where they stand is not known here.
     */
    constructor(
        private readonly background: Background,
        private readonly changed: (this: void, time: number, id: number) => void,
    ) {
        this.undos = new Undos(changed);
    }

    /** Number of revocations. */
    count(): number {
        return this.size;
    }

    /** Whether the event with this key is revoked by that key, or is an undo that does not count since another one does. */
    isRevoked(time: number, id: number): boolean {
        if (this.size === 0) {
            return false;
        }
        const key = packKey(time, id);
        return this.counts.has(key) || this.undos.passedOver.has(key) || this.isTooLate(key);
    }

    /**
     * Whether an imported event with this id is revoked by it. Revocations are not: they have to be named by key.
     * @param time of the event.
     */
    isImportRevoked(importId: ImportId, time: number): boolean {
        const { sealed, sealedImportCounts } = this;
        if (time >= sealed.before) {
            return this.importCounts.has(importId);
        }
        const ofSegment = sealed.idKeyAt(time, importId);
        return sealedImportCounts.has(ofSegment) || sealedImportCounts.has(idKeyOfListed(importId));
    }

    /** Whether an undo that counts names the event with this key. */
    isUndone(time: number, id: number): boolean {
        const key = packKey(time, id);
        return this.undos.isUndone(key) || this.sealed.isUndone(key);
    }

    /**
     * From now on a seal says which revocations count for what it covers, in the place of one before. All is settled when this
     * returns. Listed revocations that are not here count as soon as they come.
     */
    seal(terms: SealTerms, pause: Pause = noPause): void {
        const before = this.sealed;
        const after = new SealedKeys(terms);
        this.terms = terms;
        this.sealed = after;
        // From the end on: what comes on the way is settled under this seal, and so is what takes the place of a removed one.
        for (const index of $range(this.size - 1, 0, -1)) {
            const revocation = index < this.size ? this.list[index] : undefined;
            if (revocation !== undefined && isOtherwise(revocation, before, after)) {
                this.unsettle(revocation);
            }
            if (index % STEP === 0) {
                pause();
            }
        }
        while (this.settle()) {
            pause();
        }
        const hasIds = next(this.importCounts)[0] !== undefined || next(this.sealedImportCounts)[0] !== undefined;
        if (hasIds && !before.hasSameSegments(after)) {
            this.changed(0, 0);
        }
    }

    /** Packed keys of the events that are undone by undos which are not here, as the seal says. */
    undoneElsewhere(): readonly string[] {
        return this.terms.undone;
    }

    /**
     * What is revoked of the events that a seal covers if it holds. Later changes do not matter. What was undone before, of which
     * the undos are not here, is that of the seal that holds now.
     * @param isWhole whether it is for a replay from the first event on, which comes to all undos.
     */
    skipsFor(terms: Omit<SealTerms, "undone">, isWhole: boolean, pause: Pause): RevocationSkips {
        const undone = isWhole ? [] : this.terms.undone;
        const sealed = new SealedKeys({ ...terms, undone });
        const members = this.select(
            (one) => (isUndo(one) ? one.time < sealed.before : sealed.has(one.time, one.key)),
            pause,
        );
        return new RevocationSkips(members, sealed, undone, pause);
    }

    /**
     * What a new seal has to list: the revocations from a week on that count for events or revocations before it. In no order that matters.
     * @param week the weeks before it are to be sealed.
     */
    unsealedNaming(week: number, pause: Pause): RevocationEvent[] {
        const before = week * WEEK_SECONDS;
        return this.select((one) => {
            const mayConcern = one.target.importId !== undefined || one.target.time < before;
            return one.time >= before && one.isCounted && mayConcern && !isUndo(one) && !this.isLate(one);
        }, pause);
    }

    /**
     * Whether what one seal says is revoked before its week is what a stronger one says of these weeks. Where the weeks before are not
     * here, those from there on are.
     */
    isSettledAlike(first: SealTerms, second: SealTerms, pause: Pause): boolean {
        const [before, after] = [new SealedKeys(first), new SealedKeys(second)];
        const listed = new LuaSet<string>();
        for (const key of second.listed) {
            listed.add(key);
        }
        const others = this.select((one) => {
            const { time, key, target } = one;
            if (time < before.before || isUndo(one)) {
                return false;
            }
            const isCovered = target.importId === undefined ? after.has(time, key) : listed.has(key);
            const mayConcern = target.importId !== undefined || target.time < before.before;
            return mayConcern && before.has(time, key) !== isCovered;
        }, pause);
        return others.length === 0;
    }

    /** Whether all revocations from a week on are here that a seal of the weeks before it lists. */
    hasListed({ week, listed }: Pick<SealTerms, "week" | "listed">): boolean {
        return listed.every((key) => {
            const [time] = unpackKey(key, 1);
            return time! < week * WEEK_SECONDS || this.revocations.has(key);
        });
    }

    /** Whether the revocation under a packed key names an id. */
    isById(key: string): boolean {
        return this.revocations.get(key)?.target.importId !== undefined;
    }

    /** Those of some revocations that would count, and do not because of the seal. In no order that matters. */
    lateRevocations(isWanted: (this: void, revocation: RevocationEvent) => boolean, pause: Pause): RevocationEvent[] {
        return this.select((one) => !this.counts.has(one.key) && this.isLate(one) && isWanted(one), pause);
    }

    /** Takes in a revocation. All but a long chain of revocations of revocations is settled when this returns. */
    add(time: number, id: number, body: string): void {
        this.enter(time, id, body);
        this.settleSoon();
    }

    /** Forgets a revocation whose body lost a conflict. */
    remove(time: number, id: number): void {
        const revocation = this.revocations.get(packKey(time, id));
        if (revocation !== undefined) {
            const index = revocation.index!;
            const last = this.list[this.size - 1];
            this.list[index] = last;
            last.index = index;
            table.remove(this.list);
            this.size--;
            this.revision++;
            revocation.index = undefined;
            this.revocations.delete(revocation.key);
            if (isUndo(revocation)) {
                // Another one may come under its key before this one is settled.
                this.undos.settle(revocation, false);
            }
            this.unsettle(revocation);
            this.settleSoon();
        }
    }

    /** All revocations, for the archive: packed key, varint length, body each. What comes or goes on the way may be missing. */
    pack(pause: Pause): string {
        const { list, size } = this;
        const parts: string[] = [];
        // From the end on: what takes the place of a removed one is packed already.
        for (const index of $range(size - 1, 0, -1)) {
            const revocation = index < this.size ? list[index] : undefined;
            parts[index] =
                revocation === undefined ? "" : revocation.key + encodeVarint(revocation.body.length) + revocation.body;
            if (index % STEP === 0) {
                pause();
            }
        }
        return table.concat(parts, "", 1, size) + SEAL;
    }

    /**
     * Takes in what pack() wrote. False when it is damaged, or written by a version that does not know all of them: the
     * revocations must then be found in the log.
     */
    unpack(bytes: string, pause: Pause): boolean {
        let position = 1;
        let count = 0;
        while (position <= bytes.length) {
            const [time, id] = unpackKey(bytes, position);
            const [length, next] = decodeVarint(bytes, position + KEY_BYTES);
            if (time === undefined || length === undefined || length === 0 || next + length - 1 > bytes.length) {
                break;
            }
            this.enter(time, id, sub(bytes, next, next + length - 1));
            position = next + length;
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        while (this.settle()) {
            pause();
        }
        return position > bytes.length && sub(bytes, -SEAL.length) === SEAL;
    }

    /** Those of which something is so. What comes on the way may be missing: from the end on, what takes the place of a removed one was seen. */
    private select(isWanted: (this: void, revocation: Revocation) => boolean, pause: Pause): Revocation[] {
        const found: Revocation[] = [];
        let count = 0;
        for (const index of $range(this.size - 1, 0, -1)) {
            const one = index < this.size ? this.list[index] : undefined;
            if (one !== undefined && isWanted(one)) {
                found[count] = one;
                count++;
            }
            if (index % STEP === 0) {
                pause();
            }
        }
        return found;
    }

    private enter(time: number, id: number, body: string): void {
        const target = targetOf(body);
        const key = packKey(time, id);
        if (target === undefined || this.revocations.has(key)) {
            return;
        }
        if (target.importId === undefined && !isKeyBefore(target.time, target.id, time, id)) {
            return;
        }
        const index = this.size;
        const targetKey = packKey(target.time, target.id);
        const revocation: Revocation = {
            time,
            id,
            key,
            body,
            target,
            targetKey,
            index,
            isCounted: false,
            isCountedForSealed: undefined,
            isUnsettled: false,
        };
        this.revocations.set(key, revocation);
        this.list[index] = revocation;
        this.size++;
        this.revision++;
        this.unsettle(revocation);
    }

    private unsettle(revocation: Revocation): void {
        if (!revocation.isUnsettled) {
            revocation.isUnsettled = true;
            this.unsettled.add(revocation);
        }
    }

    /** Settles a few revocations at once, and the rest of a long chain in the background. */
    private settleSoon(): void {
        if (this.settle() && !this.isSettling) {
            this.isSettling = true;
            this.background.run((pause) => {
                while (this.settle()) {
                    pause();
                }
                this.isSettling = false;
            });
        }
    }

    /** Settles a few revocations. Returns whether there are more. */
    private settle(): boolean {
        for (const _ of $range(1, STEP)) {
            const revocation = this.unsettled.take();
            if (revocation === undefined) {
                return false;
            }
            revocation.isUnsettled = false;
            this.settleOne(revocation);
        }
        return this.unsettled.count() > 0;
    }

    private settleOne(revocation: Revocation): void {
        const { target, key, time, targetKey } = revocation;
        const { sealed } = this;
        const isStanding = revocation.index !== undefined && !this.counts.has(key);
        if (isUndo(revocation)) {
            this.undos.settle(revocation, isStanding && !sealed.isUndone(targetKey));
        } else if (target.importId !== undefined) {
            // Who has the sealed state alone does not know those of sealed weeks.
            const isForUnsealed = isStanding && time >= sealed.before;
            const idKey = isStanding ? sealed.idKeyOf(time, key, target.importId) : undefined;
            this.countId(revocation, target.importId, isForUnsealed, idKey);
        } else {
            this.countTarget(revocation, isStanding && isHeeded(revocation, this.sealed));
        }
    }

    /** @param idKey under which it counts for sealed events; nil when it does not. */
    private countId(revocation: Revocation, importId: ImportId, isCounting: boolean, idKey: string | undefined): void {
        let hasChanged = false;
        if (isCounting !== revocation.isCounted) {
            revocation.isCounted = isCounting;
            hasChanged = count(this.importCounts, importId, isCounting ? 1 : -1);
        }
        const before = revocation.isCountedForSealed;
        if (idKey !== before) {
            revocation.isCountedForSealed = idKey;
            const isLess = before !== undefined && count(this.sealedImportCounts, before, -1);
            const isMore = idKey !== undefined && count(this.sealedImportCounts, idKey, 1);
            hasChanged ||= isLess || isMore;
        }
        if (hasChanged) {
            this.changed(0, 0);
        }
    }

    /** Counts a revocation by key in or out. Where that revokes or restores a revocation, that one is to be settled. */
    private countTarget(revocation: Revocation, isCounting: boolean): void {
        if (isCounting === revocation.isCounted) {
            return;
        }
        revocation.isCounted = isCounting;
        const { target, targetKey } = revocation;
        if (count(this.counts, targetKey, isCounting ? 1 : -1)) {
            const named = this.revocations.get(targetKey);
            if (named === undefined) {
                this.changed(target.time, target.id);
            } else {
                this.unsettle(named);
            }
        }
    }

    /** Whether a key is that of an undo of what an undo that is not here has undone. */
    private isTooLate(key: string): boolean {
        const revocation = this.revocations.get(key);
        return revocation !== undefined && isUndo(revocation) && this.sealed.isUndone(revocation.targetKey);
    }

    /** Whether the seal keeps a revocation from what it names. */
    private isLate(revocation: Revocation): boolean {
        const { target, time, key } = revocation;
        // Where the events with an id stand need not be known.
        const namesSealed = target.importId !== undefined && target.time > 0 && target.time < this.sealed.before;
        const isKept = namesSealed && !this.sealed.has(time, key);
        return isKept || (!isUndo(revocation) && !isHeeded(revocation, this.sealed));
    }
}

function isUndo({ target }: Revocation): boolean {
    return target.undoBody !== undefined;
}

/** Whether a revocation may count for the key that it names: what a seal covers, only covered ones revoke. */
function isHeeded({ time, key, target, targetKey }: Revocation, sealed: SealedKeys): boolean {
    return target.importId !== undefined || !sealed.has(target.time, targetKey) || sealed.has(time, key);
}

/** Whether a revocation may count for something else under another seal. */
function isOtherwise(revocation: Revocation, before: SealedKeys, after: SealedKeys): boolean {
    const { time, key } = revocation;
    return (
        before.has(time, key) !== after.has(time, key) ||
        revocation.target.importId !== undefined ||
        time < before.before !== time < after.before ||
        isHeeded(revocation, before) !== isHeeded(revocation, after) ||
        before.isUndone(revocation.targetKey) !== after.isUndone(revocation.targetKey)
    );
}

/** Changes a count; there is none for 0. Returns whether it is now 0 and was not, or the other way. */
function count<Key extends AnyNotNil>(counts: LuaMap<Key, number>, key: Key, change: 1 | -1): boolean {
    const before = counts.get(key) ?? 0;
    const after = before + change;
    if (after > 0) {
        counts.set(key, after);
    } else {
        counts.delete(key);
    }
    return before > 0 !== after > 0;
}
