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

/** Seeds of all simulations that take long, if they are told. */
const SIM_SEEDS = tonumber(os.getenv("SIM_SEEDS"));

/**
 * How many seeds a simulation plays that takes long: as many as SIM_SEEDS says, for the thousand that take hours.
 * @param full With LONG_SPECS=1.
 * @param quick Without.
 */
export function seeds(full: number, quick: number): number {
    return SIM_SEEDS ?? rounds(full, quick);
}
