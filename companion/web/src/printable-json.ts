/** Names and texts of an answer may come from anybody: what turns a line round, or ends it, is spelt out before anything is shown. */
import { printable } from "../../src/format/printable";

/** What stands in a text of JSON for one character that may be a control; a backslash before another sign is passed over with it. */
const MAYBE_CONTROL = /\\u([0-9a-fA-F]{4})|\\[^u]|[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const SHORT = new Map([
    ["\\b", "\b"],
    ["\\f", "\f"],
    ["\\n", "\n"],
    ["\\r", "\r"],
    ["\\t", "\t"],
]);

function spelt(match: string, hex: string | undefined): string {
    const sign = hex === undefined ? (SHORT.get(match) ?? match) : String.fromCharCode(parseInt(hex, 16));
    if (sign.length > 1) return match;
    const shown = printable(sign);
    return shown === sign ? match : JSON.stringify(shown).slice(1, -1);
}

/** JSON in whose texts all controls are spelt out, as printable() does. Raises a SyntaxError for what is no JSON. */
export function parsePrintable(json: string): unknown {
    return JSON.parse(json.replace(MAYBE_CONTROL, spelt));
}
