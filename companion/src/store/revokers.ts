/** Who took events back, and when. */
import { splitBody, SYSTEM_TYPE } from "../format/body";
import { unmark } from "../format/import-mark";
import { revocationsAmong } from "../format/revocations";
import type { Reader, Row } from "./driver";
import type { EventInfo } from "./event-page";
import type { LogName } from "./event-columns";
import { eventOf } from "./revoked";

/** Of a revocation. */
export interface Revoker {
    /** GUID. */
    readonly creator: string;
    /** Unix seconds. */
    readonly time: number;
}

/** By what is taken back, as targetOf() in revocations.ts has it. */
type Revokers = ReadonlyMap<string, Revoker>;

const revokerOf = (row: Row): Revoker => ({ creator: String(row["creator"]), time: Number(row["time"]) });

/** What the revocations of a log that count take back: of several the first. */
async function revokersIn(reader: Reader, log: LogName): Promise<Revokers> {
    const revokers = new Map<string, Revoker>();
    for (const row of await reader.read("system", { ledger: log.ledger, scope: log.scope })) {
        if (row["status"] !== "counted" || row["revoked"] === 1) continue;
        for (const target of revocationsAmong([eventOf(row)]).values()) {
            const known = revokers.get(target);
            const found = revokerOf(row);
            if (known === undefined || found.time < known.time) revokers.set(target, found);
        }
    }
    return revokers;
}

/** The names under which an event may be taken back: by its key, and by the id that it was imported with. */
function targetsOf({ place, body }: EventInfo): string[] {
    const key = place.split("-", 1)[0];
    const bytes = Buffer.from(body, "hex");
    const items = bytes[0] === SYSTEM_TYPE ? undefined : splitBody(bytes);
    const id = items === undefined ? undefined : unmark(items).id;
    return id === undefined ? [key] : [key, `id ${id.toString("hex")}`];
}

const nameOf = ({ ledger, scope }: LogName): string => JSON.stringify([ledger, scope]);

/** Who took back each of these events, in their order; null for one that stands, or whose revocation is not here. */
export async function readRevokers(reader: Reader, events: readonly EventInfo[]): Promise<(Revoker | null)[]> {
    const byLog = new Map<string, Revokers>();
    for (const event of events) {
        if (!event.revoked || byLog.has(nameOf(event))) continue;
        byLog.set(nameOf(event), await revokersIn(reader, event));
    }
    return events.map((event) => {
        if (!event.revoked) return null;
        const revokers = byLog.get(nameOf(event));
        const found = targetsOf(event).map((target) => revokers?.get(target));
        return found.find((revoker) => revoker !== undefined) ?? null;
    });
}
