/** Events that a seal counts and that are not in a room: games may drop them, since they have the state that was sealed. */
import { counted } from "../format/counted";
import { isoDate } from "../format/iso-time";
import { packKey, WEEK_SECONDS } from "../format/key";
import { type SealContent, sealContent } from "../format/seal-content";
import type { LogName } from "../store/event-columns";
import type { Reader } from "../store/driver";

/** The seal of the latest week that is among the events that count. */
async function latestSeal(reader: Reader, log: LogName): Promise<SealContent | undefined> {
    const rows = (await reader.read("system", log)).filter(({ status }) => status === "counted");
    const seals = rows.flatMap(({ body }) => sealContent(body as Buffer) ?? []);
    return seals
        .sort((one, other) => (other.week === one.week ? other.count - one.count : other.week - one.week))
        .at(0);
}

/** What a seal says, and what there is of it. */
export interface Sealed {
    /** Unix seconds: all before this is sealed. */
    readonly before: number;
    /** Events that were sealed. */
    readonly events: number;
    /** How many of them are not in the room. */
    readonly missing: number;
}

/** The latest seal of a log; undefined where there is none. */
export async function sealedOf(reader: Reader, log: LogName): Promise<Sealed | undefined> {
    const seal = await latestSeal(reader, log);
    if (seal === undefined) return undefined;
    const before = seal.week * WEEK_SECONDS;
    const key = packKey({ time: before, creator: 0, counter: 0 });
    const [{ events }] = await reader.read("countedBefore", { ...log, key });
    return { before, events: seal.count, missing: Math.max(0, seal.count - Number(events)) };
}

/** What is to be said of a state that is made without them; null where none is missing. */
export async function sealedGap(reader: Reader, log: LogName): Promise<string | null> {
    const { before, missing } = (await sealedOf(reader, log)) ?? { before: 0, missing: 0 };
    if (missing === 0) return null;
    return `${counted(missing, "event")} from before ${isoDate(before)} sealed and not here: this is made of the others, and not what the game shows`;
}
