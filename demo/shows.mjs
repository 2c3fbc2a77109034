// The two things that the demo plays: weeks of a ledger, and an evening in a room. What is shown of each while it runs and behind it.
import { createProgress } from "./progress.mjs";
import { createReport, createRoomsReport } from "./report.mjs";
import { faultsOf, table, verdict } from "./result.mjs";
import { createEvening } from "./rooms/evening.mjs";
import { createRoomsProgress } from "./rooms/progress.mjs";
import { auctionsTable, roomsFaultsOf, roomsVerdict } from "./rooms/result.mjs";

const guildOf = ({ clients, officers }) => `${clients} clients, ${officers} officers`;
const chanceOf = ({ loss, seed }) => `${loss * 100} % loss, seed ${seed}`;

/**
 * A show: `summary` says what is played; `take` is to be told every record but the last one, the result; `end` ends the
 * progress; `describe(result)` and `isGood(result)` say what came of it; `createReport()` makes its report.
 * @param trace the name of a recorded history, if one is played.
 */
export function createLedgerShow(job, stream, trace) {
    const progress = createProgress(stream);
    return {
        summary: `${guildOf(job)}, ${trace ?? `${job.weeks} raid weeks`}, ${chanceOf(job)}`,
        take: progress.take,
        end: progress.end,
        describe: (result) => `${table(result)}\n${verdict(result, trace)}`,
        isGood: (result) => faultsOf(result).length === 0,
        createReport,
    };
}

/** The show of an evening of auctions. */
export function createRoomsShow(job, stream) {
    const progress = createRoomsProgress(stream);
    const evening = createEvening();
    return {
        summary: `${guildOf(job)}, an evening of auctions, ${chanceOf(job)}`,
        take: (record) => {
            progress.take(record);
            evening.take(record);
        },
        end: progress.end,
        describe: (result) => `${auctionsTable(evening)}\n${roomsVerdict(result, evening)}`,
        isGood: (result) => roomsFaultsOf(result).length === 0,
        createReport: createRoomsReport,
    };
}
