/** Bytes as hexadecimal digits, for vectors and for messages of failing specs. */

/** @example fromHex("0aff") is the bytes 10 and 255 */
export function fromHex(hex: string): string {
    const [bytes] = string.gsub(hex, "%x%x", (digits) => string.char(tonumber(digits, 16)!));
    return bytes;
}

/** @example toHex(string.char(10, 255)) === "0aff" */
export function toHex(bytes: string): string {
    const parts: string[] = [];
    for (const at of $range(1, bytes.length)) {
        parts[at - 1] = string.format("%02x", string.byte(bytes, at));
    }
    return table.concat(parts);
}
