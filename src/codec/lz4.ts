/**
 * LZ4 blocks (Yann Collet, "LZ4 Block Format Description"): sequences of literals and copies of what came before. For messages of some
 * hundred bytes, whose parts repeat each other: there it takes less code, memory and time than Deflate.
 */

const byte = string.byte;
const ceil = math.ceil;
const char = string.char;
const concat = table.concat;
const min = math.min;
const rep = string.rep;
const sub = string.sub;

/** Least bytes of a match. */
const MIN_MATCH = 4;
/** How many bytes at the end are literals, and how many before the end the last match begins at the latest. */
const LAST_LITERALS = 5;
const MATCH_MARGIN = 12;
const MAX_OFFSET = 65535;
/** What a half of a token says where more bytes of a length follow. */
const MORE = 15;
const FULL = char(255);

/** What follows a token for a length: its bytes above 15. */
function encodeMore(length: number): string {
    if (length < MORE) {
        return "";
    }
    const rest = length - MORE;
    return rep(FULL, math.floor(rest / 255)) + char(rest % 255);
}

/** A sequence; without a match it is the last one. */
function encodeSequence(literals: string, offset: number, length: number): string {
    const more = length === 0 ? 0 : length - MIN_MATCH;
    const token = char(min(literals.length, MORE) * 16 + min(more, MORE));
    const head = token + encodeMore(literals.length) + literals;
    return length === 0 ? head : head + char(offset % 256, math.floor(offset / 256)) + encodeMore(more);
}

/** How many bytes at two places are equal, up to a limit. */
function matchLength(bytes: string, at: number, other: number, limit: number): number {
    let length = MIN_MATCH;
    while (length < limit && byte(bytes, at + length) === byte(bytes, other + length)) {
        length++;
    }
    return length;
}

/** Compresses bytes into a block, which has at most 1 % and 16 bytes more than these. */
export function encodeLz4(bytes: string): string {
    const parts: string[] = [];
    let count = 0;
    const seen = new LuaTable<string, number>();
    const lastStart = bytes.length - MATCH_MARGIN + 1;
    let from = 1;
    let at = 1;
    while (at <= lastStart) {
        const four = sub(bytes, at, at + MIN_MATCH - 1);
        const other = seen.get(four);
        seen.set(four, at);
        if (other === undefined || at - other > MAX_OFFSET) {
            at++;
        } else {
            const length = matchLength(bytes, at, other, bytes.length - LAST_LITERALS - at + 1);
            parts[count] = encodeSequence(sub(bytes, from, at - 1), at - other, length);
            count++;
            at += length;
            from = at;
        }
    }
    parts[count] = encodeSequence(sub(bytes, from), 0, 0);
    return concat(parts);
}

/** Reads a block; anything that is not of the form makes it bad. */
class BlockReader {
    isBad = false;
    private position = 1;

    constructor(private readonly block: string) {}

    isAtEnd(): boolean {
        return this.position > this.block.length;
    }

    byte(): number {
        const value = byte(this.block, this.position);
        this.isBad = this.isBad || value === undefined;
        this.position++;
        return value ?? 0;
    }

    take(count: number): string {
        const start = this.position;
        this.position += count;
        this.isBad = this.isBad || this.position > this.block.length + 1;
        return sub(this.block, start, start + count - 1);
    }

    /** A length of which a token has said this much. */
    length(half: number): number {
        let length = half;
        let more = half === MORE ? 255 : 0;
        while (more === 255 && !this.isBad) {
            more = this.byte();
            length += more;
        }
        return length;
    }
}

/**
 * Decompresses a block. Never raises.
 * @param size how many bytes it has to give: the memory that this takes is bounded by it and the block.
 * @returns nil when the block is not of the form, or does not give as many.
 */
export function decodeLz4(block: string, size: number): string | undefined {
    const reader = new BlockReader(block);
    let out = "";
    while (!reader.isAtEnd()) {
        const token = reader.byte();
        const low = token % 16;
        out += reader.take(reader.length((token - low) / 16));
        if (reader.isBad || out.length > size) {
            return undefined;
        }
        if (reader.isAtEnd()) {
            return low === 0 && out.length === size ? out : undefined;
        }
        const offset = reader.byte() + reader.byte() * 256;
        const length = reader.length(low) + MIN_MATCH;
        if (reader.isBad || offset === 0 || offset > out.length || out.length + length > size) {
            return undefined;
        }
        // A match that runs into what it writes repeats the bytes in front.
        const period = sub(out, -offset, length < offset ? length - offset - 1 : -1);
        out += length <= offset ? period : sub(rep(period, ceil(length / offset)), 1, length);
    }
    return undefined;
}
