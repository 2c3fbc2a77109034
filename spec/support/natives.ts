import type { NativeCodec } from "../../src/ports";

/** A client without native codecs. */
export const NO_NATIVE: NativeCodec = {};

/** What stands in front of a string that the toy compression below has shortened. */
const MARK = "\xffrle";

/**
 * A client whose "deflate" shortens runs of one byte: not the real algorithm, but lossless, and sometimes longer than
 * the original as that is.
 */
export const TOY_NATIVE: NativeCodec = {
    deflate: (bytes) => {
        const parts = [MARK];
        let at = 1;
        while (at <= bytes.length) {
            const byte = string.byte(bytes, at);
            let run = 1;
            while (run < 255 && at + run <= bytes.length && string.byte(bytes, at + run) === byte) run++;
            parts.push(string.char(run, byte));
            at += run;
        }
        return table.concat(parts);
    },
    inflate: (bytes) => {
        if (string.sub(bytes, 1, MARK.length) !== MARK || (bytes.length - MARK.length) % 2 !== 0) return undefined;
        const parts: string[] = [];
        for (const at of $range(MARK.length + 1, bytes.length, 2)) {
            parts.push(string.rep(string.sub(bytes, at + 1, at + 1), string.byte(bytes, at)));
        }
        return table.concat(parts);
    },
};
