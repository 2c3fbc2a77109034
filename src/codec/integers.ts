/** Unsigned integers of fixed width, big-endian, so that the byte order of packed values is their numeric order. */

const byte = string.byte;
const char = string.char;

/**
 * Packs an integer into 2 bytes.
 * @param value 0 to 2^16 - 1.
 */
export function packU16(value: number): string {
    const low = value % 256;
    return char((value - low) / 256, low);
}

/**
 * Packs an integer into 3 bytes.
 * @param value 0 to 2^24 - 1.
 */
export function packU24(value: number): string {
    const low = value % 256;
    const middle = value % 65536;
    return char((value - middle) / 65536, (middle - low) / 256, low);
}

/**
 * Packs an integer into 4 bytes.
 * @param value 0 to 2^32 - 1.
 */
export function packU32(value: number): string {
    const b4 = value % 256;
    const low16 = value % 65536;
    const low24 = value % 16777216;
    return char((value - low24) / 16777216, (low24 - low16) / 65536, (low16 - b4) / 256, b4);
}

/**
 * Reads the 2 bytes at a position.
 * @param position 1-based.
 * @returns 0 to 2^16 - 1, or undefined when the bytes end before.
 */
export function readU16(bytes: string, position: number): number | undefined {
    const [b1, b2] = byte(bytes, position, position + 1);
    if (b2 === undefined) return undefined;
    return b1 * 256 + b2;
}

/**
 * Reads the 3 bytes at a position.
 * @param position 1-based.
 * @returns 0 to 2^24 - 1, or undefined when the bytes end before.
 */
export function readU24(bytes: string, position: number): number | undefined {
    const [b1, b2, b3] = byte(bytes, position, position + 2);
    if (b3 === undefined) return undefined;
    return b1 * 65536 + b2 * 256 + b3;
}

/**
 * Reads the 4 bytes at a position.
 * @param position 1-based.
 * @returns 0 to 2^32 - 1, or undefined when the bytes end before.
 */
export function readU32(bytes: string, position: number): number | undefined {
    const [b1, b2, b3, b4] = byte(bytes, position, position + 3);
    if (b4 === undefined) return undefined;
    return b1 * 16777216 + b2 * 65536 + b3 * 256 + b4;
}
