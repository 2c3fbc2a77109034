/** Recorded histories of real guilds, where the folder with recordings stands beside the repository. */

import { parseField } from "../../src/event/field";
import { encodeBody, type TypeDefinition } from "../../src/event/schema";
import { formatGuid } from "../../src/event/guid";
import { toId } from "../../src/event/key";
import type { PastEvent } from "../../scenarios/guild";

const FOLDER = "../shared/data";

/** Players of one server, with ids as they are given out: without pattern. */
const SERVER = 4465;
const U32 = 4294967296;

/** Types that the addon which syncs them does not know: it would refuse other kinds of fields. */
const FIRST_TYPE = 50;

/** A history that may be there. */
export interface Recording {
    readonly name: string;
    /** Whether an event names one player; else it names any number of them. */
    readonly isSingle: boolean;
}

export const RECORDINGS: readonly Recording[] = [
    { name: "raid-history-wrath", isSingle: true },
    { name: "raid-history-dkp", isSingle: false },
    { name: "loot-history", isSingle: true },
    { name: "epgp-history-text", isSingle: false },
    { name: "dkp-history-text", isSingle: false },
];

function definition(id: number, isSingle: boolean): TypeDefinition {
    const fields = [isSingle ? "target:guid" : "targets:guid[]", "item", "v1", "v2", "percent", "reason"];
    return { name: "change", id, fields: fields.map((field) => parseField(field)!) };
}

/** A u32 for a small number, always the same one. */
function scatter(number: number): number {
    return (number * 2654435761) % U32;
}

function guidOf(target: string): string {
    return formatGuid(SERVER, scatter(tonumber(target)! + 1000));
}

/** Time and creator of a line. */
function headOf(line: string): LuaMultiReturn<[time: number, creator: number]> {
    const [time, actor] = string.match(line, "^(%d+),(%d+),");
    return $multi(tonumber(time)!, scatter(tonumber(actor)!));
}

/** Number in a cell; nil for an empty one. */
function numberOf(cell: string | undefined): number | undefined {
    return cell === undefined ? undefined : tonumber(cell);
}

function bodyOf(line: string, isSingle: boolean): string {
    const [, , kind, targets, item, v1, v2, rest] = string.match(
        line,
        "^(%d+),(%d+),(%d+),([%d ]*),(%d*),(%-?%d*),(%-?%d*),?(.*)$",
    );
    const [percent, reason] = string.match(rest ?? "", '^([%d.]*),"?([^"]*)');
    const players: string[] = [];
    for (const [target] of string.gmatch(targets, "%d+")) players[players.length] = guidOf(target);
    const [body, fault] = encodeBody(definition(FIRST_TYPE + tonumber(kind)!, isSingle), {
        [isSingle ? "target" : "targets"]: isSingle ? players[0] : players,
        item: numberOf(item),
        v1: numberOf(v1),
        v2: numberOf(v2),
        percent: numberOf(percent),
        reason: reason === "" ? undefined : reason,
    });
    if (body === undefined) error(`${line}: ${tostring(fault)}`, 0);
    return body;
}

/** The events of a recording, in key order; nil where it is not there. */
export function readRecording({ name, isSingle }: Recording): PastEvent[] | undefined {
    const [file] = io.open(`${FOLDER}/${name}.csv`, "r");
    if (file === undefined) return undefined;
    const events: PastEvent[] = [];
    const counters = new LuaMap<string, number>();
    file.read();
    for (const [line] of file.lines()) {
        const [time, creator] = headOf(line);
        const place = string.format("%.0f %.0f", time, creator);
        const counter = counters.get(place) ?? 0;
        counters.set(place, counter + 1);
        events[events.length] = { time, id: toId(creator, counter), body: bodyOf(line, isSingle) };
    }
    file.close();
    table.sort(events, (a, b) => a.time < b.time || (a.time === b.time && a.id < b.id));
    return events;
}
