/** Controls, which a terminal obeys: what stands in a file may come from anybody. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/g;

/** A text of a file as it may be shown: controls are spelt out, as in "\x1b". */
export function printable(text: string): string {
    return text.replace(CONTROLS, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
