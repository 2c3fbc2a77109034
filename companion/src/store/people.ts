/** The players that a room's events are by, or name. */
import type { Reader } from "./driver";

/** Events that are looked at in one go. */
const CHUNK = 2000;

/** A text field may look like one, and hold more. */
const GUID = /^Player-\d{1,8}-[0-9A-F]{8}$/;

/** A player, by what stands. */
export interface PersonInfo {
    /** GUID. */
    readonly player: string;
    /** How many events it has written, and in how many others a field names it. */
    readonly written: number;
    readonly named: number;
    /** Unix seconds of the first and the last of these. */
    readonly first: number;
    readonly last: number;
}

/** All players, ascending by GUID. A part of the events is looked at at a time, so that others have their turn. */
export async function readPeople(reader: Reader, status: string): Promise<PersonInfo[]> {
    const people = new Map<string, PersonInfo>();
    const count = (player: string, time: number, by: { written: number; named: number }): void => {
        const { written, named, first, last } = people.get(player) ?? { written: 0, named: 0, first: time, last: time };
        people.set(player, {
            player,
            written: written + by.written,
            named: named + by.named,
            first: Math.min(first, time),
            last: Math.max(last, time),
        });
    };
    for (let row = 0, isDone = false; !isDone;) {
        const rows = await reader.read("people", { row, status, limit: CHUNK });
        for (const each of rows) {
            const [creator, time] = [String(each["creator"]), Number(each["time"])];
            count(creator, time, { written: 1, named: 0 });
            const named = each["named"] === null ? [] : String(each["named"]).split(",");
            for (const player of named)
                if (GUID.test(player) && player !== creator) count(player, time, { written: 0, named: 1 });
        }
        row = Number(rows.at(-1)?.["row"] ?? row);
        isDone = rows.length < CHUNK;
    }
    return [...people.values()].sort((one, other) => (one.player < other.player ? -1 : 1));
}
