/** A ledger as an addon in TypeScript has it, and a way to say of which type something has to be. */

import type { Ledger, LibEventLedger } from "lib-event-ledger";

export interface State {
    points: Record<string, number>;
}

export declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;

export declare const ledger: Ledger<State>;

/** True when the types are the same, `unknown`, optional and readonly members told apart. */
export type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Takes `true` alone: `expectType<Same<A, B>>()`. */
export declare function expectType<_ extends true>(this: void): void;
