/** The line of a unit in a file: heads of its weeks, and the unit, deflated, in base64. */
import type { Budget } from "./budget";
import { ByteReader, u24, u32, u8, varint } from "./bytes";
import { attempt, Damage } from "./damage";
import { headerOf, type WeekHeader } from "./hashes";
import { MAX_TIME, type StoredEvent, WEEK_SECONDS, weekOf } from "./key";
import type { LuaKey } from "./lua-value";
import { differences, type SavedWeek } from "./saved-week";
import { checksumOf, fromBase64, inflate, MAX_INFLATED, toBase64 } from "./text";
import { readUnit } from "./unit-reader";
import { MAX_WEEK_EVENTS } from "./week-line";

const LINE = /^u (\d+) ([A-Za-z0-9+/]+={0,2}) (\d+) ([^]*)$/;

/** A line whose head is one. */
interface Line {
    readonly headers: ReadonlyMap<number, WeekHeader>;
    readonly checksum: number;
    readonly base64: string;
}

/** By the number of the week. */
function readHeaders(first: number, bytes: ByteReader): Map<number, WeekHeader> {
    const headers = new Map<number, WeekHeader>();
    let week = first;
    while (!bytes.isAtEnd()) {
        const step = bytes.varint();
        const count = bytes.varint();
        week += step;
        const [hash, fingerprint] = [bytes.u32(), bytes.u32()];
        const lastTime = week * WEEK_SECONDS + bytes.take(3).readUIntBE(0, 3);
        const lastId = bytes.u32() * 256 + bytes.u8();
        const isFirst = headers.size === 0;
        const isInRange = count > 0 && count <= MAX_WEEK_EVENTS && lastTime <= MAX_TIME && weekOf(lastTime) === week;
        if (!isInRange || (step === 0) !== isFirst) bytes.fail("head out of range");
        headers.set(week, { count, hash, fingerprint, lastTime, lastId });
    }
    if (headers.size === 0) bytes.fail("head without weeks");
    return headers;
}

function parseLine(number: LuaKey, text: unknown): Line {
    const match = typeof text === "string" && typeof number === "number" ? LINE.exec(text) : null;
    if (match === null || typeof number !== "number") throw new Damage("no unit");
    const [, headSum, head, checksum, base64] = match;
    if (checksumOf(head) !== Number(headSum)) throw new Damage("checksum of the head");
    return { headers: readHeaders(number, new ByteReader(fromBase64(head))), checksum: Number(checksum), base64 };
}

/** The events of a line up to the first fault; those of each week are in order. */
function readEvents({ checksum, base64 }: Line, budget: Budget): { events: StoredEvent[]; fault?: string | undefined } {
    if (checksumOf(base64) !== checksum) throw new Damage("checksum");
    const bytes = inflate(fromBase64(base64), Math.min(MAX_INFLATED, budget.bytes));
    budget.spend(bytes.length);
    return readUnit(bytes, budget.passed);
}

function groupByWeek(events: readonly StoredEvent[]): Map<number, StoredEvent[]> {
    const weeks = new Map<number, StoredEvent[]>();
    for (const event of events) {
        const week = weekOf(event.time);
        const group = weeks.get(week);
        if (group === undefined) weeks.set(week, [event]);
        else group.push(event);
    }
    return weeks;
}

/**
 * Reads the line of a unit as the game does, and as far as it can be read: of a stream that is damaged there is nothing to be had.
 * @param number under which it stands. @param text whatever stands there.
 * @param isTaken whether a unit before it has a week: then this one is none.
 * @returns its weeks; one with the number of the unit where its head cannot be read.
 */
export function readUnitLine(
    number: LuaKey,
    text: unknown,
    isTaken: (week: number) => boolean,
    budget: Budget,
): SavedWeek[] {
    const length = typeof text === "string" ? text.length : 0;
    const nothing = { mode: "u", events: [] } as const;
    const line = attempt(() => parseLine(number, text));
    if (line instanceof Damage) return [{ ...nothing, number, bytes: length, problems: [`unit: ${line.message}`] }];
    const { headers } = line;
    if ([...headers.keys()].some(isTaken))
        return [{ ...nothing, number, bytes: length, problems: ["unit: a week of it is in another unit"] }];
    const read = attempt(() => readEvents(line, budget));
    const total = [...headers.values()].reduce((sum, { count }) => sum + count, 0);
    const byWeek = read instanceof Damage ? undefined : groupByWeek(read.events);
    return [...headers].map(([week, header]) => {
        const bytes = Math.round((length * header.count) / total);
        if (read instanceof Damage)
            return { ...nothing, number: week, bytes, header, problems: [`unit: ${read.message}`] };
        const events = byWeek?.get(week) ?? [];
        const actual = headerOf(events);
        const wrong = differences(header, actual);
        const problems = wrong.length > 0 && read.fault !== undefined ? [`unit: ${read.fault}`, ...wrong] : wrong;
        return { mode: "u" as const, number: week, bytes, header, actual, events, problems };
    });
}

/**
 * The line of a unit.
 * @param headers of its weeks, in order. @param unit before Deflate.
 */
export function formatUnitLine(
    headers: readonly WeekHeader[],
    unit: Buffer,
    deflate: (bytes: Buffer) => Buffer,
): string {
    let previous = weekOf(headers[0].lastTime);
    const heads = headers.map(({ count, hash, fingerprint, lastTime, lastId }) => {
        const week = weekOf(lastTime);
        const step = varint(week - previous);
        previous = week;
        const key = [u24(lastTime % WEEK_SECONDS), u32(Math.floor(lastId / 256)), u8(lastId % 256)];
        return Buffer.concat([step, varint(count), u32(hash), u32(fingerprint), ...key]);
    });
    const head = toBase64(Buffer.concat(heads));
    const base64 = toBase64(deflate(unit));
    return `u ${checksumOf(head)} ${head} ${checksumOf(base64)} ${base64}`;
}
