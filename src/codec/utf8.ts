const byte = string.byte;
const char = string.char;
const find = string.find;

/** A pattern of bytes, not of characters: Lua compares them unsigned, whatever the locale. */
const NON_ASCII = `[${char(0x80)}-${char(0xff)}]`;

function isContinuation(value: number | undefined): boolean {
    return value !== undefined && value >= 0x80 && value <= 0xbf;
}

/**
 * How many bytes the character at a position takes (2 to 4), or 0 when the bytes there are none: cut off, overlong, a
 * surrogate, or above U+10FFFF (RFC 3629, section 4). The byte at the position is 0x80 or above.
 */
function measureCharacter(text: string, position: number): number {
    const [b1, b2, b3, b4] = byte(text, position, position + 3);
    if (b1 < 0xc2 || b1 > 0xf4 || !isContinuation(b2)) return 0;
    if (b1 < 0xe0) return 2;
    if (!isContinuation(b3)) return 0;
    if (b1 < 0xf0) {
        if ((b1 === 0xe0 && b2 < 0xa0) || (b1 === 0xed && b2 > 0x9f)) return 0;
        return 3;
    }
    if (!isContinuation(b4) || (b1 === 0xf0 && b2 < 0x90) || (b1 === 0xf4 && b2 > 0x8f)) return 0;
    return 4;
}

/**
 * Whether a string is valid UTF-8 as RFC 3629 defines it. Control characters, NUL among them, are valid.
 * Text of ASCII alone costs one call of string.find.
 */
export function isUtf8(text: string): boolean {
    let [position] = find(text, NON_ASCII);
    while (position !== undefined) {
        const width = measureCharacter(text, position);
        if (width === 0) return false;
        [position] = find(text, NON_ASCII, position + width);
    }
    return true;
}
