/** The events of a batch, within its bounds. */
import { readBlock } from "../format/block-reader";
import { Damage } from "../format/damage";
import type { StoredEvent } from "../format/key";

/** Bounds of a batch that is taken: events, bytes of their bodies. */
export const BATCH_LIMITS = { events: 500, bodies: 131_072 } as const;

/** Bounds of a batch that is written: a reader takes more, so that these can be changed. */
export const WRITTEN_LIMITS = { events: 250, bodies: 16_384 } as const;

/**
 * Reads a block to its end.
 * @returns its events; or a Damage where it is out of form or out of bounds.
 */
export function eventsOfBlock(block: Buffer): readonly StoredEvent[] | Damage {
    let [events, bodies] = [0, 0];
    const read = readBlock(block, ({ body }) => {
        events++;
        bodies += body.length;
        if (events > BATCH_LIMITS.events) throw new Damage(`more than ${BATCH_LIMITS.events} events`);
        if (bodies > BATCH_LIMITS.bodies) throw new Damage(`more than ${BATCH_LIMITS.bodies} bytes of bodies`);
    });
    return read.fault === undefined ? read.events : new Damage(read.fault);
}
