/** JSON in a file, of a format with a number: what a newer version has written is not touched. */
import { StoreError } from "../store/store-error";
import { readWhole, writeWhole } from "./whole-file";

/** What a file holds. Fields that are not known stay as they are. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether something is an object with fields. */
export const isFields = (value: unknown): value is Fields =>
    typeof value === "object" && value !== null && !Array.isArray(value);

function parse(path: string, text: string): Fields {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        value = undefined;
    }
    if (isFields(value)) return value;
    throw new StoreError(`${path} is damaged: put a copy of it back, or move it elsewhere`);
}

/**
 * Reads a file; undefined where there is none.
 * @param format the highest that is known. Raises a StoreError for a newer one, and where the file cannot be read or is damaged.
 */
export function readJson(path: string, format: number): Fields | undefined {
    const text = readWhole(path);
    if (text === undefined) return undefined;
    const fields = parse(path, text);
    const own = fields["format"];
    if (typeof own !== "number") throw new StoreError(`${path} is damaged: it says no format`);
    if (own > format)
        throw new StoreError(
            `${path} is of a newer version of the companion (format ${own}, this one knows ${format}): update this one. Nothing of it was changed`,
        );
    return fields;
}

/** Writes a file. Raises a StoreError where that cannot be. */
export function writeJson(path: string, format: number, fields: Fields): void {
    writeWhole(path, `${JSON.stringify({ ...fields, format }, undefined, 4)}\n`);
}
