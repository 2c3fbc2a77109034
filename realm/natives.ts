import { type Environment } from "./lua/types";

/**
 * Puts a stand-in for something native, or for another addon, into a client's globals: C_EncodingUtil, ChatThrottleLib.
 * Runs at each login and /reload, before any addon loads, and must draw nothing from the outside: the realm is determined
 * by its seed.
 */
export type Native = (this: void, environment: Environment) => void;

/** Runs the natives of a client, in order. */
export function installNatives(environment: Environment, natives: readonly Native[]): void {
    for (const native of natives) native(environment);
}
