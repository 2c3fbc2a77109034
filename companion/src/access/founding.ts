/** Founding a room. */
import { randomBytes } from "node:crypto";
import { KIND } from "../room/contents";
import type { Character } from "../room/content-items";
import { SECRET_BYTES, type Signer, ZERO } from "../room/keys";
import { START } from "../room/position";
import { type RoomRecord, signRecord } from "../room/record";
import { recoveryCode, recoverySigner } from "../room/recovery-code";

/** A code that is to be written down, and the key that it stands for. */
export interface NewRecovery {
    readonly code: string;
    readonly key: Buffer;
}

/** Draws a recovery code. It is kept nowhere. */
export function newRecovery(): NewRecovery {
    const secret = randomBytes(SECRET_BYTES);
    return { code: recoveryCode(secret), key: recoverySigner(secret).key };
}

/** What a founder says. */
export interface Founding {
    readonly name: string;
    /** Of the founder. */
    readonly label: string;
    readonly characters: readonly Character[];
    /** The recovery key. */
    readonly recovery: Buffer;
    /** Unix seconds. */
    readonly now: number;
}

/** The founding entry: its id is that of the room. @throws RangeError for a name or label that no receiver takes. */
export function foundingRecord(signer: Signer, { now, ...said }: Founding): RoomRecord {
    return signRecord(
        signer,
        { room: ZERO, seq: 1, previous: ZERO, sight: START },
        { kind: KIND.entry, parent: ZERO, time: now, said: { action: "found", ...said } },
    );
}
