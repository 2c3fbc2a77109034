/** Histories to measure with: a recorded one where the folder with recordings stands beside the repository, else made. */

import { parseField } from "../../src/event/field";
import { encodeBody, type TypeDefinition } from "../../src/event/schema";
import { formatGuid } from "../../src/event/guid";
import { toId } from "../../src/event/key";
import { Random } from "../../realm/random";

const RECORDED = "../shared/data/raid-history-wrath.csv";

/** Players of one server, with ids as they are given out: without pattern. */
const SERVER = 4465;
const U32 = 4294967296;

/** Some Tuesday in 2021. */
const START = 1622419200;
const WEEK = 604800;

/** Events in key order, in parallel arrays. */
export interface History {
    readonly name: string;
    readonly times: number[];
    readonly ids: number[];
    readonly bodies: string[];
    readonly count: number;
}

const FIELDS = ["target:guid", "item", "effort", "gear"];

function definition(id: number): TypeDefinition {
    return { name: "change", id, fields: FIELDS.map((field) => parseField(field)!) };
}

/** A u32 for a small number, always the same one. */
function scatter(number: number): number {
    return (number * 2654435761) % U32;
}

class HistoryBuilder implements History {
    readonly times: number[] = [];
    readonly ids: number[] = [];
    readonly bodies: string[] = [];
    count = 0;
    private counter = 0;

    constructor(readonly name: string) {}

    add(time: number, actor: number, kind: number, target: number, values: readonly (number | undefined)[]): void {
        const creator = scatter(actor);
        const last = this.count - 1;
        const isSame = time === this.times[last] && toId(creator, this.counter) === this.ids[last];
        this.counter = isSame ? this.counter + 1 : 0;
        const [item, effort, gear] = values;
        const fields = { target: formatGuid(SERVER, scatter(target + 1000)), item, effort, gear };
        const [body] = encodeBody(definition(kind), fields);
        this.times[this.count] = time;
        this.ids[this.count] = toId(creator, this.counter);
        this.bodies[this.count] = body!;
        this.count++;
    }
}

function readRecorded(file: LuaFile): History {
    const history = new HistoryBuilder("raid-history-wrath");
    file.read();
    for (const [line] of file.lines()) {
        const [time, actor, kind, target, item, v1, v2] = string.match(
            line,
            "^(%d+),(%d+),(%d+),(%d+),(%d*),(%-?%d*),(%-?%d*)",
        );
        const values = [tonumber(item), tonumber(v1), tonumber(v2)];
        history.add(tonumber(time)!, tonumber(actor)!, tonumber(kind)!, tonumber(target)!, values);
    }
    file.close();
    return history;
}

/** A history of `count` events over `weeks` weeks: a few officers, some dozens of raiders, three raids a week. */
export function makeHistory(count: number, weeks: number): History {
    const random = new Random(1);
    const history = new HistoryBuilder("generated");
    const perWeek = math.ceil(count / weeks);
    for (const index of $range(0, count - 1)) {
        const inWeek = index % perWeek;
        const time = START + math.floor(index / perWeek) * WEEK + math.floor((inWeek * (WEEK - 1)) / perWeek);
        const kind = random.integer(1, 10) <= 8 ? 2 : random.integer(3, 5);
        const item = random.integer(1, 2) === 1 ? undefined : 30000 + random.integer(0, 999);
        const actor = random.integer(1, 8) === 1 ? random.integer(1, 10) : 2;
        history.add(time, actor, kind, random.integer(1, 80), [item, random.integer(0, 3) * 15, random.integer(0, 90)]);
    }
    return history;
}

/** The recorded history of 7,851 events, or one of the same size where it is not there. */
export function recordedHistory(): History {
    const [file] = io.open(RECORDED, "r");
    return file === undefined ? makeHistory(7851, 107) : readRecorded(file);
}
