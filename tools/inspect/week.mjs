// The saved text of a week: a header, and the block in base64.
import { inflateRawSync } from "node:zlib";
import { readBlock, WEEK_SECONDS } from "./block.mjs";
import { Damage, fromBase64 } from "./bytes.mjs";
import { adler, headerOf } from "./hashes.mjs";

const LINE = /^([bz]) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) ([^]*)$/;

const MAX_EVENTS = 1_000_000;

/** How the parts of a header are called in messages. */
const NAMES = {
    count: "count",
    hash: "hash",
    fingerprint: "fingerprint",
    lastTime: "last time",
    lastId: "last id",
};

function parseHeader(number, text) {
    const match = typeof text === "string" ? LINE.exec(text) : null;
    if (match === null) throw new Damage("no week");
    const [count, hash, fingerprint, lastTime, lastId, checksum] = match.slice(2, 8).map(Number);
    const isInRange =
        count >= 1 &&
        count <= MAX_EVENTS &&
        hash < 2 ** 32 &&
        fingerprint < 2 ** 32 &&
        lastTime < 2 ** 32 &&
        Math.floor(lastTime / WEEK_SECONDS) === number &&
        lastId < 2 ** 40;
    if (!isInRange) throw new Damage("header out of range");
    return { mode: match[1], header: { count, hash, fingerprint, lastTime, lastId }, checksum, base64: match[8] };
}

function inflate(bytes) {
    try {
        return inflateRawSync(bytes);
    } catch (error) {
        throw new Damage(`no raw Deflate: ${error.message}`);
    }
}

/**
 * Reads a week as far as it can be read.
 * @returns number, mode, header (as it stands there), actual (as its events say), events, bytes (length of the text),
 * and problems: what is wrong with it, empty when all is well.
 */
export function readWeek(number, text) {
    const week = { number, mode: "?", bytes: text?.length ?? 0, events: [], problems: [] };
    try {
        const { mode, header, checksum, base64 } = parseHeader(number, text);
        Object.assign(week, { mode, header });
        const actualChecksum = adler(Buffer.from(base64, "latin1"));
        if (actualChecksum !== checksum) week.problems.push(`checksum ${actualChecksum}, not ${checksum}`);
        const bytes = fromBase64(base64);
        const { week: own = number, events, fault } = readBlock(mode === "z" ? inflate(bytes) : bytes);
        const actual = headerOf(events);
        Object.assign(week, { events, actual });
        if (fault !== undefined) week.problems.push(fault);
        if (own !== number) week.problems.push(`block of week ${own}`);
        for (const [part, name] of Object.entries(NAMES)) {
            if (header[part] !== actual[part]) week.problems.push(`${name} ${actual[part]}, not ${header[part]}`);
        }
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        week.problems.push(error.message);
    }
    return week;
}
