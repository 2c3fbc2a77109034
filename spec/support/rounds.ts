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
