/** Controls, which a terminal obeys, and what turns a line round or ends it: what stands in a file may come from anybody. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function spelt(control: string): string {
    const digits = control.charCodeAt(0).toString(16);
    return digits.length <= 2 ? `\\x${digits.padStart(2, "0")}` : `\\u{${digits}}`;
}

/** A text of a file as it may be shown: controls are spelt out, as in "\x1b". */
export function printable(text: string): string {
    return text.replace(CONTROLS, spelt);
}
