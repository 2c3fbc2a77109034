/** Lines of CSV, as RFC 4180 has them. */

function quoted(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a spreadsheet takes for a formula, and runs, when it opens the file. */
const FORMULA = /^[=+@\t\r-]/;

function csvCell(value: unknown): string {
    if (typeof value === "string") return quoted(FORMULA.test(value) ? `'${value}` : value);
    return value === undefined || value === null ? "" : quoted(JSON.stringify(value));
}

/**
 * A line of cells; what is no text stands there as JSON, and what is missing is empty. Names may come from anybody: a text that a spreadsheet
 * would run has an apostrophe in front, by which it is shown as it is.
 */
export function csvLine(cells: readonly unknown[]): string {
    return cells.map(csvCell).join(",");
}

/** A line of texts as they are: for what programs read back. */
export function csvLineAsIs(cells: readonly (string | number)[]): string {
    return cells.map((cell) => quoted(String(cell))).join(",");
}
