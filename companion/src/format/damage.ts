/** Data that is not what the documents say. Its message says what was expected, and where. It is never raised out of its folder. */
export class Damage extends Error {}

/**
 * Runs what may come upon damage.
 * @returns what it gives; or a Damage, which says why there is nothing. Other errors pass: they are faults of this program.
 */
export function attempt<T>(read: () => T): T | Damage {
    try {
        return read();
    } catch (error) {
        if (error instanceof Damage) return error;
        throw error;
    }
}
