/** Logs for specs, and what stands in them. */
import { BlockWriter } from "../../src/block/writer";
import { LogCursor } from "../../src/log/cursor";
import type { Log } from "../../src/log/log";
import { Revocations } from "../../src/log/revocations";
import type { Week } from "../../src/log/week";
import { formatWeek, type PackedWeek, parseWeek, type WeekHeader } from "../../src/block/packed-week";
import { formatUnit, parseUnit } from "../../src/unit/packed-unit";
import { UnitWriter } from "../../src/unit/unit-writer";
import { ImmediateBackground, noPause } from "./background";
import type { TestEvent } from "./events";
import { NO_NATIVE } from "./natives";

/** The events of a log as a cursor gives them. */
export function walk(log: Log): TestEvent[] {
    const cursor = new LogCursor(log);
    const events: TestEvent[] = [];
    while (cursor.next(noPause)) {
        events.push({ time: cursor.time, id: cursor.id, server: 0, body: cursor.body() });
    }
    return events;
}

/** Events without what a log does not keep with them. */
export function withoutServer(events: readonly TestEvent[]): TestEvent[] {
    return events.map(({ time, id, body }) => ({ time, id, server: 0, body }));
}

export function insertAll(log: Log, events: readonly TestEvent[]): void {
    for (const { time, id, body } of events) log.insert(time, id, body);
}

/** Revocations of which nobody hears. */
export function newRevocations(): Revocations {
    return new Revocations(new ImmediateBackground(), () => {});
}

/** The saved text of an open week. */
export function textOf(week: Week, native = NO_NATIVE): string {
    week.hash(noPause);
    const writer = new BlockWriter();
    for (const index of $range(0, week.size - 1)) writer.add(week.times[index], week.ids[index], 0, week.bodies[index]);
    return formatWeek(week.header(), writer.finish(), native, noPause);
}

/** Packs a week of a log, opening it first if need be. */
export function packWeek(log: Log, number: number): PackedWeek {
    const week = log.open(number, noPause)!;
    const packed = parseWeek(textOf(week), number)!;
    week.pack(packed);
    return packed;
}

/** Packs all weeks of a log into one unit, opening them first if need be. */
export function packUnit(log: Log): void {
    const headers: WeekHeader[] = [];
    const writer = new UnitWriter();
    for (const number of log.weekNumbers) {
        const week = log.open(number, noPause)!;
        week.hash(noPause);
        headers.push(week.header());
        for (const index of $range(0, week.size - 1)) {
            writer.add(week.times[index], week.ids[index], 0, week.bodies[index]);
        }
    }
    const unit = parseUnit(formatUnit(headers, writer.finish(), NO_NATIVE, noPause), log.weekNumbers[0])!;
    for (const packed of unit.weeks) log.week(packed.weekNumber)!.pack(packed);
}
