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

const sub = string.sub;

interface Revocation {
    readonly body: string;
    /** Packed key of the event that it revokes. */
    readonly target: string;
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
    /** Packed keys of the revocations in order of arrival. */
    private readonly keys: string[] = [];
    private size = 0;
    /** By packed key of a target: how many revocations that are not revoked themselves name it. */
    private readonly counts = new LuaMap<string, number>();

    /** Number of revocations. */
    count(): number {
        return this.size;
    }

    /** Whether the event with this key is revoked. */
    isRevoked(time: number, id: number): boolean {
        return this.size > 0 && (this.counts.get(packKey(time, id)) ?? 0) > 0;
    }

    /**
     * Takes in a revocation.
     * @returns the key of the last event down the chain (a revocation, its target, the target of that...) that is now
     * revoked and was not, or the other way; nil when nothing changed. It comes before all others that changed.
     */
    add(time: number, id: number, body: string): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        const [targetTime, targetId] = revokedKey(body);
        const key = packKey(time, id);
        if (targetTime === undefined || !isKeyBefore(targetTime, targetId, time, id) || this.revocations.has(key)) {
            return $multi(undefined, undefined);
        }
        const target = packKey(targetTime, targetId);
        this.revocations.set(key, { body, target });
        this.keys[this.size] = key;
        this.size++;
        if ((this.counts.get(key) ?? 0) > 0) {
            return $multi(undefined, undefined);
        }
        return this.propagate(target, 1);
    }

    /** Forgets a revocation whose body lost a conflict. Returns what add() returns. */
    remove(time: number, id: number): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        const key = packKey(time, id);
        const revocation = this.revocations.get(key);
        if (revocation === undefined) {
            return $multi(undefined, undefined);
        }
        this.revocations.delete(key);
        table.remove(this.keys, this.keys.indexOf(key) + 1);
        this.size--;
        if ((this.counts.get(key) ?? 0) > 0) {
            return $multi(undefined, undefined);
        }
        return this.propagate(revocation.target, -1);
    }

    /** All revocations, for the archive: packed key, varint length, body each. */
    pack(): string {
        const parts: string[] = [];
        let count = 0;
        for (const key of this.keys) {
            const { body } = this.revocations.get(key)!;
            parts[count] = key + encodeVarint(body.length) + body;
            count++;
        }
        return table.concat(parts);
    }

    /** Takes in what pack() wrote. False when it is damaged: the revocations must then be found in the log. */
    unpack(bytes: string): boolean {
        let position = 1;
        while (position <= bytes.length) {
            const [time, id] = unpackKey(bytes, position);
            const [length, next] = decodeVarint(bytes, position + KEY_BYTES);
            if (time === undefined || length === undefined || length === 0 || next + length - 1 > bytes.length) {
                return false;
            }
            this.add(time, id, sub(bytes, next, next + length - 1));
            position = next + length;
        }
        return true;
    }

    /** Counts a revocation of `target` in or out. Where that revokes or restores a revocation, its own target follows. */
    private propagate(
        target: string,
        change: 1 | -1,
    ): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        let changed: string | undefined;
        let current: string | undefined = target;
        let step = change;
        while (current !== undefined) {
            const before: number = this.counts.get(current) ?? 0;
            const after = before + step;
            this.counts.set(current, after);
            if (before > 0 === after > 0) {
                break;
            }
            changed = current;
            step = after > 0 ? -1 : 1;
            current = this.revocations.get(current)?.target;
        }
        if (changed === undefined) {
            return $multi(undefined, undefined);
        }
        return unpackKey(changed, 1);
    }
}
