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
import type { Background, Pause } from "../ports";
import { NewestFirst } from "./newest-first";

const sub = string.sub;

/** Entries that are read, packed or settled between two looks at the frame's budget. */
const STEP = 16;

/** What a revocation names. */
export interface Target {
    /** Key of the event that it revokes. With an id: where an event with that id stood, (0, 0) when that is not known. */
    readonly time: number;
    readonly id: number;
    /** The id of the imported event that it revokes. */
    readonly importId?: ImportId;
}

interface Revocation {
    readonly time: number;
    readonly id: number;
    readonly key: string;
    readonly body: string;
    readonly target: Target;
    /** Its place in `list`; nil once it is removed. */
    index?: number;
    /** Whether the count of its target includes it. */
    isCounted: boolean;
    /** Whether it waits to be settled. */
    isUnsettled: boolean;
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
    /** In no order that matters. */
    private readonly list: Revocation[] = [];
    /** Number of revocations. Read only. */
    size = 0;
    /** Raised by every revocation that comes or goes. */
    revision = 0;
    /** By packed key of a target: how many revocations that are not revoked themselves name it; none for 0. */
    private readonly counts = new LuaMap<string, number>();
    /** The same by id of an imported target. */
    private readonly importCounts = new LuaMap<ImportId, number>();
    /**
     * Those of which it may have changed whether they are revoked. What revokes one is newer: the newest first, each is
     * settled once, however long a chain is and in whatever order it came.
     */
    private readonly unsettled = new NewestFirst<Revocation>();
    private isSettling = false;

    /**
     * @param background settles what takes longer than one call may.
     * @param changed called for each event that is now revoked and was not, or the other way; not for revocations. With (0, 0)
     * for imported events that are revoked by their id: where they stand is not known here.
     */
    constructor(
        private readonly background: Background,
        private readonly changed: (this: void, time: number, id: number) => void,
    ) {}

    /** Number of revocations. */
    count(): number {
        return this.size;
    }

    /** Whether the event with this key is revoked by that key. */
    isRevoked(time: number, id: number): boolean {
        return this.size > 0 && this.counts.has(packKey(time, id));
    }

    /** Whether the imported events with this id are revoked by it. Revocations are not: they have to be named by key. */
    isImportRevoked(importId: ImportId): boolean {
        return this.importCounts.has(importId);
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
        const revocation = { time, id, key, body, target, index, isCounted: false, isUnsettled: false };
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
            const isCounting = revocation.index !== undefined && !this.counts.has(revocation.key);
            if (isCounting !== revocation.isCounted) {
                revocation.isCounted = isCounting;
                this.countTarget(revocation.target, isCounting ? 1 : -1);
            }
        }
        return this.unsettled.count() > 0;
    }

    /** Counts a revocation of `target` in or out. Where that revokes or restores a revocation, that one is to be settled. */
    private countTarget({ time, id, importId }: Target, change: 1 | -1): void {
        if (importId !== undefined) {
            if (count(this.importCounts, importId, change)) {
                this.changed(0, 0);
            }
            return;
        }
        const key = packKey(time, id);
        if (count(this.counts, key, change)) {
            const revocation = this.revocations.get(key);
            if (revocation === undefined) {
                this.changed(time, id);
            } else {
                this.unsettle(revocation);
            }
        }
    }
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
