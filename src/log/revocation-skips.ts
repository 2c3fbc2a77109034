/**
 * What a seal says is revoked of the sealed events: the revocations of sealed weeks and the listed ones, settled among
 * themselves. It is made before the seal holds, to check its state, and stays as it is.
 */

import type { ImportId } from "../event/import-mark";
import { packKey } from "../event/key";
import type { Pause } from "../ports";
import { NewestFirst } from "./newest-first";
import type { Target } from "./revocation-body";
import { idKeyOfListed, type SealedKeys } from "./sealed-keys";

/** Revocations that are looked at between two looks at the frame's budget. */
const STEP = 16;

/** A revocation, as an event of the log. */
export interface Settled {
    readonly time: number;
    readonly id: number;
    /** Packed key of it, and of what it names. */
    readonly key: string;
    readonly targetKey: string;
    readonly target: Target;
}

/** Answers which events are to be skipped. */
export class RevocationSkips {
    /** Number of revocations that it is made of. */
    size = 0;
    private readonly keys = new LuaSet<string>();
    private readonly importIds = new LuaSet<string>();

    /** By packed key of what is undone: the key of the first undo that was met so far; "" for one that is not here. */
    private readonly undos = new LuaMap<string, string>();

    /**
     * @param members the revocations that it is made of, in any order.
     * @param sealed what the seal covers.
     * @param undone packed keys of events that are undone already, by undos that are not here.
     */
    constructor(
        members: readonly Settled[],
        private readonly sealed: SealedKeys,
        undone: readonly string[],
        pause: Pause,
    ) {
        const sorted = new NewestFirst<Settled>();
        for (const member of members) {
            sorted.add(member);
            this.size++;
            this.restAt(this.size, pause);
        }
        for (const key of undone) {
            this.undos.set(key, "");
        }
        let count = 0;
        let member = sorted.take();
        // What revokes one is newer, so it is known whether it counts when its turn comes.
        while (member !== undefined) {
            if (!this.keys.has(member.key)) {
                this.count(member);
            }
            count++;
            this.restAt(count, pause);
            member = sorted.take();
        }
    }

    /** Whether the event with this key is revoked by that key, or is an undo that does not count. */
    isRevoked(time: number, id: number): boolean {
        return this.keys.has(packKey(time, id));
    }

    /** Whether an imported event with this id is revoked by it. @param time of the event. */
    isImportRevoked(importId: ImportId, time: number): boolean {
        return this.importIds.has(this.sealed.idKeyAt(time, importId)) || this.importIds.has(idKeyOfListed(importId));
    }

    private count({ time, key, targetKey, target }: Settled): void {
        const { undos } = this;
        if (target.importId !== undefined) {
            this.importIds.add(this.sealed.idKeyOf(time, key, target.importId)!);
        } else if (target.undoBody === undefined) {
            this.keys.add(targetKey);
        } else {
            const other = undos.get(targetKey);
            if (other === "") {
                this.keys.add(key);
                return;
            }
            undos.set(targetKey, key);
            if (other !== undefined) {
                this.keys.add(other);
            }
        }
    }

    /** Packed keys of the events that are undone, in no order that matters. */
    undone(pause: Pause): string[] {
        const keys: string[] = [];
        let count = 0;
        for (const [key] of this.undos) {
            keys[count] = key;
            count++;
            this.restAt(count, pause);
        }
        return keys;
    }

    private restAt(count: number, pause: Pause): void {
        if (count % STEP === 0) {
            pause();
        }
    }
}
