/** Bytes that mostly are text, such as names of ledgers, scopes and types. */
import { isUtf8 } from "node:buffer";

/** With this begins the hex of bytes that are no text. */
const HEX = "\\x";

/** A text for bytes, another one for other bytes: what they say as UTF-8; where that is nothing, "\x" and their hex. */
export function textOfBytes(bytes: Buffer): string {
    const text = bytes.toString("utf8");
    return isUtf8(bytes) && !text.startsWith(HEX) ? text : HEX + bytes.toString("hex");
}
