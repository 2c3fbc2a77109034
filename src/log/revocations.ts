/**
 * Which events are revoked. A revocation is an event of the library's own that names the key of another event. It counts
 * unless it is revoked itself, and only when it comes behind its target in the total order: HybridClock.issue() sees to
 * that, and one before its target is forged. So the set of revocations alone says what is revoked, not their arrival.
 */

import { decodeVarint, encodeVarint } from "../codec/varint";
import { encodeByteString, readByteString } from "../codec/cbor";
import { typeOf } from "../event/body";
import { isKeyBefore, KEY_BYTES, packKey, unpackKey } from "../event/key";
import { SYSTEM_TYPE } from "../event/schema";
import type { Background, Pause } from "../ports";
import { NewestFirst } from "./newest-first";

const sub = string.sub;

/** Entries that are read, packed or settled between two looks at the frame's budget. */
const STEP = 16;

interface Revocation {
    readonly time: number;
    readonly id: number;
    readonly key: string;
    readonly body: string;
    /** Packed key of the event that it revokes. */
    readonly target: string;
    /** Its place in `list`; nil once it is removed. */
    index?: number;
    /** Whether the count of its target includes it. */
    isCounted: boolean;
    /** Whether it waits to be settled. */
    isUnsettled: boolean;
}

/** The body of an event that revokes the event with this key. */
export function revocationBody(time: number, id: number): string {
    return string.char(SYSTEM_TYPE) + encodeByteString(packKey(time, id));
}

/** The key that a revocation names; nil when the body is not that of a revocation. */
export function revokedKey(body: string): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
    if (typeOf(body) !== SYSTEM_TYPE) {
        return $multi(undefined, undefined);
    }
    const [key, next] = readByteString(body, 2);
    if (key === undefined || key.length !== KEY_BYTES || next !== body.length + 1) {
        return $multi(undefined, undefined);
    }
    return unpackKey(key, 1);
}

export class Revocations {
    /** By packed key. */
    private readonly revocations = new LuaMap<string, Revocation>();
    /** In no order that matters. */
    private readonly list: Revocation[] = [];
    private size = 0;
    /** By packed key of a target: how many revocations that are not revoked themselves name it; none for 0. */
    private readonly counts = new LuaMap<string, number>();
    /**
     * Those of which it may have changed whether they are revoked. What revokes one is newer: the newest first, each is
     * settled once, however long a chain is and in whatever order it came.
     */
    private readonly unsettled = new NewestFirst<Revocation>();
    private isSettling = false;

    /**
     * @param background settles what takes longer than one call may.
     * @param changed called for each event that is now revoked and was not, or the other way; not for revocations.
     */
    constructor(
        private readonly background: Background,
        private readonly changed: (this: void, time: number, id: number) => void,
    ) {}

    /** Number of revocations. */
    count(): number {
        return this.size;
    }

    /** Whether the event with this key is revoked. */
    isRevoked(time: number, id: number): boolean {
        return this.size > 0 && this.counts.has(packKey(time, id));
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
            revocation.index = undefined;
            this.revocations.delete(revocation.key);
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
        return table.concat(parts, "", 1, size);
    }

    /** Takes in what pack() wrote. False when it is damaged: the revocations must then be found in the log. */
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
        return position > bytes.length;
    }

    private enter(time: number, id: number, body: string): void {
        const [targetTime, targetId] = revokedKey(body);
        const key = packKey(time, id);
        if (targetTime === undefined || !isKeyBefore(targetTime, targetId, time, id) || this.revocations.has(key)) {
            return;
        }
        const target = packKey(targetTime, targetId);
        const index = this.size;
        const revocation = { time, id, key, body, target, index, isCounted: false, isUnsettled: false };
        this.revocations.set(key, revocation);
        this.list[index] = revocation;
        this.size++;
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
            const isCounting = revocation.index !== undefined && !this.counts.has(revocation.key);
            if (isCounting !== revocation.isCounted) {
                revocation.isCounted = isCounting;
                this.countTarget(revocation.target, isCounting ? 1 : -1);
            }
        }
        return this.unsettled.count() > 0;
    }

    /** Counts a revocation of `target` in or out. Where that revokes or restores a revocation, that one is to be settled. */
    private countTarget(target: string, change: 1 | -1): void {
        const before = this.counts.get(target) ?? 0;
        const after = before + change;
        if (after > 0) {
            this.counts.set(target, after);
        } else {
            this.counts.delete(target);
        }
        if (before > 0 === after > 0) {
            return;
        }
        const revocation = this.revocations.get(target);
        if (revocation === undefined) {
            const [time, id] = unpackKey(target, 1);
            this.changed(time!, id!);
        } else {
            this.unsettle(revocation);
        }
    }
}
