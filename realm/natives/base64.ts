/** Base64 with padding (RFC 4648, section 4), written apart from the library's so that each can be held against the other. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const values = new LuaTable<string, number>();
for (const value of $range(0, 63)) values.set(string.sub(ALPHABET, value + 1, value + 1), value);

function digit(word: number, place: number): string {
    const value = math.floor(word / 64 ** place) % 64;
    return string.sub(ALPHABET, value + 1, value + 1);
}

export function encodeBase64(bytes: string): string {
    const [text] = string.gsub(bytes, "..?.?", (chunk: string) => {
        const missing = 3 - chunk.length;
        const [a, b, c] = string.byte(chunk + string.rep("\0", missing), 1, 3);
        const word = a * 65536 + b * 256 + c;
        const digits = digit(word, 3) + digit(word, 2) + digit(word, 1) + digit(word, 0);
        return string.sub(digits, 1, 4 - missing) + string.rep("=", missing);
    });
    return text;
}

/** Undefined when the text is not base64. */
export function decodeBase64(text: string): string | undefined {
    const [digits, padding] = string.match(text, "^([%w+/]*)(=?=?)$");
    if (digits === undefined || text.length % 4 !== 0) return undefined;
    const [bytes] = string.gsub(digits, "..?.?.?", (chunk: string) => {
        let word = 0;
        for (const at of $range(1, 4)) word = word * 64 + (values.get(string.sub(chunk, at, at)) ?? 0);
        return string.char(math.floor(word / 65536), math.floor(word / 256) % 256, word % 256);
    });
    return string.sub(bytes, 1, bytes.length - padding.length);
}
