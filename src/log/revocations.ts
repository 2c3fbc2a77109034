/**
 * Which events are revoked. A revocation is an event of the library's own that names another event: by key, or, of an
 * imported one, by its id, since that event may move to another key. It counts unless it is revoked itself. One that names a
 * key counts only behind it in the total order: HybridClock.issue() sees to that, and one before its target is forged.
 * Ids name events that are no revocations. So there are no cycles, and the set of revocations alone says what is revoked,
 * not their arrival.
 */

import { decodeVarint, encodeVarint } from "../codec/varint";
import { decodeCbor, encodeByteString, readByteString } from "../codec/cbor";
import { splitBody, typeOf } from "../event/body";
import { NULL } from "../event/field-values";
import { encodeId, type ImportId, readMark } from "../event/import-mark";
import { isKeyBefore, KEY_BYTES, packKey, unpackKey } from "../event/key";
import { SYSTEM_TYPE } from "../event/schema";

const sub = string.sub;

/** What a revocation names. */
export interface Target {
    /** Key of the event that it revokes. With an id: where an event with that id stood, (0, 0) when that is not known. */
    readonly time: number;
    readonly id: number;
    /** The id of the imported event that it revokes. */
    readonly importId?: ImportId;
}

interface Revocation {
    readonly body: string;
    readonly target: Target;
}

/**
 * The last entry of the saved list. Versions that do not know revocations by id drop it along with these: it tells that
 * none is missing.
 */
const SEAL = `${packKey(0, 0)}\x01\x00`;

/** The body of an event that revokes the event with this key. @param importId the id of that event, if it is an imported one. */
export function revocationBody(time: number, id: number, importId?: ImportId): string {
    const body = string.char(SYSTEM_TYPE) + encodeByteString(packKey(time, id));
    return importId === undefined ? body : body + encodeId(importId)!;
}

/** The body of an imported revocation; nil when the id is none. Equal for all who import it, wherever the target stands. */
export function importedRevocationBody(importId: unknown): string | undefined {
    const row = encodeId(importId);
    return row === undefined ? undefined : string.char(SYSTEM_TYPE) + NULL + row;
}

/** What a body revokes; nil when it is not that of a revocation. */
export function targetOf(body: string): Target | undefined {
    const pieces = typeOf(body) === SYSTEM_TYPE ? splitBody(body) : undefined;
    if (pieces === undefined) {
        return undefined;
    }
    const [isMarked] = readMark(pieces[pieces.length - 1]);
    const count = isMarked ? pieces.length - 2 : pieces.length - 1;
    if (count === 0 || count > 2) {
        return undefined;
    }
    const importId = count === 2 ? readId(pieces[2]) : undefined;
    if (importId === undefined && count === 2) {
        return undefined;
    }
    if (pieces[1] === NULL && importId !== undefined) {
        return { time: 0, id: 0, importId };
    }
    const [key, next] = readByteString(pieces[1], 1);
    if (key === undefined || key.length !== KEY_BYTES || next !== pieces[1].length + 1) {
        return undefined;
    }
    const [time, id] = unpackKey(key, 1);
    return { time: time!, id: id!, importId };
}

function readId(piece: string): ImportId | undefined {
    const [isRead, value, next] = decodeCbor(piece, 1);
    const isId = type(value) === "string" || type(value) === "number";
    return isRead && isId && next === piece.length + 1 ? (value as ImportId) : undefined;
}

export class Revocations {
    /** By packed key. */
    private readonly revocations = new LuaMap<string, Revocation>();
    /** Packed keys of the revocations in order of arrival. */
    private readonly keys: string[] = [];
    private size = 0;
    /** By packed key of a target: how many revocations that are not revoked themselves name it. */
    private readonly counts = new LuaMap<string, number>();
    /** The same by id of an imported target. */
    private readonly importCounts = new LuaMap<ImportId, number>();

    /** Number of revocations. */
    count(): number {
        return this.size;
    }

    /** Whether the event with this key is revoked by that key. */
    isRevoked(time: number, id: number): boolean {
        return this.size > 0 && (this.counts.get(packKey(time, id)) ?? 0) > 0;
    }

    /** Whether the imported events with this id are revoked by it. Revocations are not: they have to be named by key. */
    isImportRevoked(importId: ImportId): boolean {
        return (this.importCounts.get(importId) ?? 0) > 0;
    }

    /**
     * Takes in a revocation.
     * @returns the key of the last event down the chain (a revocation, its target, the target of that...) that is now
     * revoked and was not, or the other way; nil when nothing changed. It comes before all others that changed.
     */
    add(time: number, id: number, body: string): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        const target = targetOf(body);
        const key = packKey(time, id);
        if (target === undefined || this.revocations.has(key)) {
            return $multi(undefined, undefined);
        }
        if (target.importId === undefined && !isKeyBefore(target.time, target.id, time, id)) {
            return $multi(undefined, undefined);
        }
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
        parts[count] = SEAL;
        return table.concat(parts);
    }

    /**
     * Takes in what pack() wrote. False when it is damaged, or written by a version that does not know all of them: the
     * revocations must then be found in the log.
     */
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
        return sub(bytes, -SEAL.length) === SEAL;
    }

    /** Counts a revocation of `first` in or out. Where that revokes or restores a revocation, its own target follows. */
    private propagate(
        first: Target,
        change: 1 | -1,
    ): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        let changed: Target | undefined;
        let target: Target | undefined = first;
        let step = change;
        while (target !== undefined) {
            const { importId } = target as Target;
            const key: string = packKey(target.time, target.id);
            const before: number =
                (importId === undefined ? this.counts.get(key) : this.importCounts.get(importId)) ?? 0;
            const after: number = before + step;
            if (importId === undefined) {
                this.counts.set(key, after);
            } else {
                this.importCounts.set(importId, after);
            }
            if (before > 0 === after > 0) {
                break;
            }
            changed = target;
            step = after > 0 ? -1 : 1;
            target = importId === undefined ? this.revocations.get(key)?.target : undefined;
        }
        if (changed === undefined) {
            return $multi(undefined, undefined);
        }
        if (changed.importId !== undefined) {
            // Events with this id may stand before the one that is known, and in any second.
            return $multi(0, 0);
        }
        return $multi(changed.time, changed.id);
    }
}
