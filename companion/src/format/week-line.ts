/** The line of a week in a file: a header, and its block in base64. */
import { readBlock, type ReadBlock } from "./block-reader";
import { encodeBlock } from "./block-writer";
import type { Budget } from "./budget";
import { attempt, Damage } from "./damage";
import { headerOf, type WeekHeader } from "./hashes";
import { MAX_TIME, type StoredEvent, weekOf } from "./key";
import type { LuaKey } from "./lua-value";
import { differences, type SavedWeek } from "./saved-week";
import { checksumOf, fromBase64, inflate, MAX_INFLATED, toBase64 } from "./text";

const LINE = /^([bz]) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) ([^]*)$/;
/** The longest header, and the last character in it that is none of base64: the block may begin behind that. */
const LONGEST_HEAD = 68;
const HEAD_END = /^[^]*[^A-Za-z0-9+/=]/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}/;

/** Most events of a week. */
export const MAX_WEEK_EVENTS = 1_000_000;

/** A line whose header is one. */
interface Line {
    readonly mode: "b" | "z";
    readonly header: WeekHeader;
    readonly checksum: number;
    readonly base64: string;
}

function formatHead({ mode, header, checksum }: Line): string {
    const { count, hash, fingerprint, lastTime, lastId } = header;
    return `${[mode, count, hash, fingerprint, lastTime, lastId, checksum].join(" ")} `;
}

function parseLine(number: LuaKey, text: unknown): Line {
    const match = typeof text === "string" ? LINE.exec(text) : null;
    if (match === null) throw new Damage("no week");
    const [count, hash, fingerprint, lastTime, lastId, checksum] = match.slice(2, 8).map(Number);
    const isInRange =
        count >= 1 &&
        count <= MAX_WEEK_EVENTS &&
        hash < 2 ** 32 &&
        fingerprint < 2 ** 32 &&
        lastTime <= MAX_TIME &&
        weekOf(lastTime) === number &&
        lastId < 2 ** 40;
    if (!isInRange) throw new Damage("header out of range");
    const header = { count, hash, fingerprint, lastTime, lastId };
    return { mode: match[1] === "z" ? "z" : "b", header, checksum, base64: match[8] };
}

function unfold(bytes: Buffer, isDeflated: boolean, budget: Budget): Buffer {
    const block = isDeflated ? inflate(bytes, Math.min(MAX_INFLATED, budget.bytes)) : bytes;
    budget.spend(block.length);
    return block;
}

/** The events of a block that the game takes of a damaged week: those up to the first fault, if the last is of that week. */
function takenOf({ events }: ReadBlock, number: LuaKey): StoredEvent[] {
    const last = events.at(-1);
    return last !== undefined && weekOf(last.time) === number ? events : [];
}

function readLine(number: LuaKey, line: Line, bytes: number, budget: Budget): SavedWeek {
    const { mode, header, base64 } = line;
    const problems: string[] = [];
    const checksum = checksumOf(base64);
    if (checksum !== line.checksum) problems.push(`checksum ${checksum}, not ${line.checksum}`);
    const week = { number, mode, bytes, header };
    const block = attempt(() => unfold(fromBase64(base64), mode === "z", budget));
    if (block instanceof Damage) return { ...week, events: [], problems: [...problems, block.message] };
    const read = readBlock(block, budget.passed);
    if (read.fault !== undefined) problems.push(read.fault);
    if (read.week !== undefined && read.week !== number) problems.push(`block of week ${read.week}`);
    const actual = headerOf(read.events);
    problems.push(...differences(header, actual));
    return { ...week, actual, events: takenOf(read, number), problems };
}

/** What is left of the block behind a header that cannot be read. */
function salvage(text: string, budget: Budget): Buffer {
    const [head = ""] = HEAD_END.exec(text.slice(0, LONGEST_HEAD)) ?? [];
    const [base64 = ""] = BASE64.exec(text.slice(head.length)) ?? [];
    // What the damage left may end within a group of four digits.
    const bytes = fromBase64(base64.slice(0, base64.length - (base64.length % 4)));
    return unfold(bytes, text.startsWith("z"), budget);
}

/** A week, and whether its header can be read: if not, the week of a unit with that number outranks it. */
export interface WeekLine extends SavedWeek {
    readonly hasHeader: boolean;
}

/**
 * Reads the line of a week as the game does, and as far as it can be read.
 * @param number under which it stands. @param text whatever stands there.
 */
export function readWeekLine(number: LuaKey, text: unknown, budget: Budget): WeekLine {
    const bytes = typeof text === "string" ? text.length : 0;
    const line = attempt(() => parseLine(number, text));
    if (line instanceof Damage) {
        const block = typeof text === "string" ? attempt(() => salvage(text, budget)) : line;
        const events = block instanceof Damage ? [] : takenOf(readBlock(block, budget.passed), number);
        const actual = events.length === 0 ? {} : { actual: headerOf(events) };
        return { number, mode: "?", bytes, ...actual, events, problems: [line.message], hasHeader: false };
    }
    const week = readLine(number, line, bytes, budget);
    const isCanonical = text === formatHead(line) + line.base64;
    const problems = isCanonical ? week.problems : ["header not in its one form", ...week.problems];
    return { ...week, problems, hasHeader: true };
}

/**
 * The line of a week with these events, as the library writes it.
 * @param deflate of a client that has it: then the block is deflated where that is shorter.
 */
export function formatWeekLine(events: readonly StoredEvent[], deflate?: (bytes: Buffer) => Buffer): string {
    const block = encodeBlock(events);
    const deflated = deflate?.(block);
    const isDeflated = deflated !== undefined && deflated.length < block.length;
    const base64 = toBase64(isDeflated ? deflated : block);
    const checksum = checksumOf(base64);
    return formatHead({ mode: isDeflated ? "z" : "b", header: headerOf(events), checksum, base64 }) + base64;
}
