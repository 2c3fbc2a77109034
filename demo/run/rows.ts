/** Whether a log holds every row of a recorded history: as the event that it became, in the second that was due. */

import { encodeCbor } from "../../src/codec/cbor";
import { type RecordedWorkload } from "../../scenarios/workload/history";
import { type DemoMember } from "./member";

/** What an event has beside its fields. */
const OWN_MEMBERS: readonly string[] = ["type", "time", "creator", "counter", "creatorGuid"];

const READ = "local visit = ... for event in SimpleDKP.ledger:events() do visit(event) end";

/** An event as the ledger gives it. */
export interface SeenEvent {
    readonly type: string;
    /** Unix seconds. */
    readonly time: number;
}

/** How many rows were found; an event stands for one row. */
export interface FoundRows {
    /** With all their fields, in the second in which they were to be written. */
    readonly found: number;
    /** Of these, in the second that the file has. */
    readonly atRecordedTime: number;
}

/** Events that are alike in type, fields and second have the same one. */
function fingerprint(type: string, fields: object, second: number): string {
    const [bytes, reason, path] = encodeCbor([type, fields, second]);
    return bytes ?? error(`demo: an event that cannot be compared: ${path} is ${reason}`, 2);
}

function eventPrint(event: SeenEvent): string {
    const fields = new LuaTable<string, unknown>();
    for (const [name, value] of pairs(event as never as LuaTable<string, unknown>)) fields.set(name, value);
    for (const name of OWN_MEMBERS) fields.delete(name);
    return fingerprint(event.type, fields, event.time);
}

/** Finds the rows of a history among the events of a log. */
export function findRows({ evenings }: RecordedWorkload, events: readonly SeenEvent[]): FoundRows {
    const held = new LuaTable<string, number>();
    for (const event of events) {
        const print = eventPrint(event);
        held.set(print, (held.get(print) ?? 0) + 1);
    }
    let found = 0;
    let atRecordedTime = 0;
    for (const { deeds } of evenings) {
        for (const { recordedTime, submission, time } of deeds) {
            const second = math.floor(time);
            const print = fingerprint(submission.type, submission.fields, second);
            const left = held.get(print) ?? 0;
            if (left > 0) {
                held.set(print, left - 1);
                found++;
                if (second === recordedTime) atRecordedTime++;
            }
        }
    }
    return { found, atRecordedTime };
}

/** All events of an online client, in order. */
export function readEvents(member: DemoMember): SeenEvent[] {
    const events: SeenEvent[] = [];
    member.client.run(READ, (event: SeenEvent) => events.push(event));
    return events;
}
