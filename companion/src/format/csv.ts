/** Lines of CSV, as RFC 4180 has them. */

function csvCell(value: unknown): string {
    const text = typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of cells; what is no text stands there as JSON, and what is missing is empty. */
export function csvLine(cells: readonly unknown[]): string {
    return cells.map(csvCell).join(",");
}
