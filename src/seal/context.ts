/** What seals work with, and who hears of them. */

import type { HistoryOption, SealMismatch } from "../api/seal";
import type { LedgerEvent } from "../api/event";
import type { Schema } from "../event/schema";
import type { Archive } from "../log/archive";
import type { Log } from "../log/log";
import type { Revocations } from "../log/revocations";
import type { SealedPart } from "../log/sealed-part";
import type { Background, Clock, Guard, NativeCodec } from "../ports";
import type { Replay } from "../replay/replay";
import type { Seal } from "./known-seals";

export interface SealContext {
    readonly log: Log;
    readonly revocations: Revocations;
    readonly replay: Replay;
    readonly archive: Archive;
    readonly part: SealedPart;
    readonly native: NativeCodec;
    readonly clock: Clock;
    readonly guard: Guard;
    /** Ends with the session. */
    readonly background: Background;
    readonly schema: Schema;
    readonly stateVersion: number;
    readonly history: HistoryOption;
    /** Number of weeks that are kept when they are sealed; nil for all. */
    readonly keepWeeks?: number | undefined;
    /** Makes a sealed state of another version one of this; nil where the addon gives none. */
    readonly upgradeState?: ((this: void, state: Record<string, unknown>, fromVersion: number) => unknown) | undefined;
    /** Whether this player created the events with this id. */
    readonly isOwn: (this: void, id: number) => boolean;
    /** Whether a peer did. */
    readonly isCreator: (this: void, id: number, peer: string) => boolean;
    readonly toEvent: (this: void, time: number, id: number, body: string) => LedgerEvent;
    /** A seal counts now. */
    readonly sealed: (this: void, seal: Seal) => void;
    readonly mismatched: (this: void, mismatch: SealMismatch) => void;
    readonly orphaned: (this: void, event: LedgerEvent) => void;
    /** The status has changed. */
    readonly changed: (this: void) => void;
}
