/** A ledger and a room as an addon in TypeScript has them, and a way to say of which type something has to be. */

import type { Ledger, LibEventLedger, LibEventLedgerRooms, Room } from "lib-event-ledger";

export interface State {
    points: Record<string, number>;
}

export declare const LibStub: {
    (this: void, name: "LibEventLedger-1.0"): LibEventLedger;
    (this: void, name: "LibEventLedgerRooms-1.0"): LibEventLedgerRooms;
};

export declare const ledger: Ledger<State>;

export declare const room: Room;

/** True when the types are the same, `unknown`, optional and readonly members told apart. */
export type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Takes `true` alone: `expectType<Same<A, B>>()`. */
export declare function expectType<_ extends true>(this: void): void;
