const byte = string.byte;

/** How many bytes of each string are fetched by one call. */
const STRIDE = 4;

/**
 * Whether the first string comes before the second in byte order. Lua's own `<` follows the locale of the client, so
 * nothing that is hashed, sent or sorted for others may use it.
 * @example bytesLess("a", "ab") === true
 */
export function bytesLess(a: string, b: string): boolean {
    if (a === b) return false;
    let position = 1;
    while (true) {
        const [a1, a2, a3, a4] = byte(a, position, position + 3);
        const [b1, b2, b3, b4] = byte(b, position, position + 3);
        if (a1 !== b1) return b1 !== undefined && (a1 === undefined || a1 < b1);
        if (a2 !== b2) return b2 !== undefined && (a2 === undefined || a2 < b2);
        if (a3 !== b3) return b3 !== undefined && (a3 === undefined || a3 < b3);
        if (a4 !== b4) return b4 !== undefined && (a4 === undefined || a4 < b4);
        position += STRIDE;
    }
}
