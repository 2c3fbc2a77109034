/** Whether LONG_SPECS is set, as `npm test -- --long` does. */
const IS_LONG = os.getenv("LONG_SPECS") !== undefined;

/**
 * How many rounds a search at random has: inputs, seeds or whatever it tries.
 * @param full With LONG_SPECS=1.
 * @param quick Without; a tenth if not given.
 */
export function rounds(full: number, quick = math.ceil(full / 10)): number {
    return IS_LONG ? full : quick;
}

/** Seeds of all simulations of rooms, if they are told. */
const ROOM_SEEDS = tonumber(os.getenv("ROOM_SEEDS"));

/**
 * How many seeds a simulation of rooms plays: as many as ROOM_SEEDS says, for the thousand that take hours.
 * @param full With LONG_SPECS=1.
 * @param quick Without.
 */
export function seeds(full: number, quick: number): number {
    return ROOM_SEEDS ?? rounds(full, quick);
}
