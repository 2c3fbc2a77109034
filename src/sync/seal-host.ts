/** What the sync asks and tells whoever keeps the seals. docs/seals.md is normative. */

import type { WeekSummary } from "./week-summary";

/** Answers about a seal are sums of these. */
export const enum AnswerFlag {
    /** It was checked by replay. */
    Checked = 1,
    /** It was refused: the replay came to another state. */
    Refused = 2,
    /** The sealed state is here. */
    HasState = 4,
}

/** A seal as messages name it. */
export interface SealName {
    /** The weeks before it are sealed. */
    readonly week: number;
    /** The digest of the sealed state, 16 bytes; messages carry the first 4. */
    readonly digest: string;
}

export interface SealHost {
    /** The seal whose state this client has or wants; nil for none. */
    standing(): (SealName & { readonly root: number }) | undefined;
    /** What this client says of the seal with these first 4 bytes of its digest, a sum of AnswerFlag; 0 when it does not know it. */
    flags(digest: string): number;
    /** Calls `then`, now or later, with the Deflate stream of a sealed state; with nil when that is not here. */
    stream(digest: string, then: (this: void, stream: string | undefined) => void): void;
    /** The seal whose state this client lacks and wants; nil for none. */
    wanted(): SealName | undefined;
    /** The seal that this client has adopted, or would, and of which no peer has told that it checked it; nil for none. */
    unconfirmed(): SealName | undefined;
    /**
     * A stream has come in full. Calls `done` when it is known whether it is the state: at once, or later.
     * @param peer who sent it, or its last piece.
     */
    streamReceived(digest: string, stream: string, peer: string, done: (this: void, isRight: boolean) => void): void;
    /** A peer said what it knows of a seal. @param maySpeak whether it may speak. */
    answered(peer: string, digest: string, flags: number, maySpeak: boolean): void;
    /** All rows of a peer before a week, which it told and which are believed. They may be told more than once. */
    rowsTold(rows: readonly WeekSummary[], base: number, peer: string): void;
    /** Events of this client are not sealed, as a peer says: anybody, so it is to be checked. */
    surplusTold(weekNumber: number, ids: readonly SurplusEvent[]): void;
    /** The first week that is here in full, as are all after it; 0 when all are. */
    keptFrom(): number;
    /** Whether a week is not to be asked for now, since its sealed state is on its way. */
    holdsBack(weekNumber: number): boolean;
    /** Whether absent weeks are to be asked for in the background. */
    wantsHistory(): boolean;
    /** Which absent weeks these are, as things are now. */
    historyFilter(): (this: void, weekNumber: number) => boolean;
    /** Whether they are wanted to decide which state is right, so that they cannot wait. */
    needsHistory(): boolean;
}

/** The key of an event. */
export interface SurplusEvent {
    readonly time: number;
    readonly id: number;
}
