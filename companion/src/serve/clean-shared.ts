/** Takes away what processes have told each other and nobody needs any more. */
import type { Database } from "../store/postgres/database";

/** The number of the advisory lock: "lels" as a number. */
const LOCK = 0x6c656c73;

/** All of them live and read within 15 s, or read all anew: whatever is older than a minute was read. */
const OLD = "clock_timestamp() - interval '1 minute'";

/** By one process at a time: two would wait for each other's rows. What another one takes away meanwhile is left to it. */
const CLEAN = `
    WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine),
    dead AS (DELETE FROM process USING turn WHERE mine AND seen < ${OLD} RETURNING number),
    gone AS (DELETE FROM presence USING turn WHERE mine AND
        ((NOT online AND changed < ${OLD}) OR process IN (SELECT number FROM dead))),
    made AS (DELETE FROM room_made USING turn WHERE mine AND at < clock_timestamp() - interval '1 day')
    DELETE FROM used USING turn WHERE mine AND at < ${OLD}`;

/** Takes away processes that have gone, with their people; people who have gone; and what was used more than a minute ago. */
export async function cleanShared(database: Database): Promise<void> {
    await database.run(CLEAN);
}
