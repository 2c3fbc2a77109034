/** Labels: what a request says of itself, as key and value. */

import { bytesLess } from "../../codec/compare";
import { mustBe, show } from "../../misuse";
import { isKey, LabelScanner, quoteValue, VALUE_BYTES } from "./label-scanner";

/** Most labels of a request. */
const LABEL_LIMIT = 32;
/** Most bytes of a text of labels. */
const LABELS_BYTES = 2048;

const STRING = string.format("a string of at most %.0f bytes", VALUE_BYTES);
const TOO_MANY = string.format("must have at most %.0f labels", LABEL_LIMIT);
const TOO_LONG = string.format("must take at most %.0f bytes", LABELS_BYTES);

/** Values by keys. */
export type Labels = ReadonlyLuaMap<string, string>;

/** The labels, or nil and what is wrong with them, as the end of a sentence. */
type LabelsOrProblem = LuaMultiReturn<[labels: Labels] | [labels: undefined, problem: string]>;

/**
 * The labels in a text: "role=tank, realm=\"Die Aldor\"". Never raises; takes time in proportion to the text.
 * @returns nil and what is wrong when a key stands there twice, or when the text is too long or not of this form.
 */
export function parseLabels(text: string): LabelsOrProblem {
    if (text.length > LABELS_BYTES) {
        return $multi(undefined, TOO_LONG);
    }
    const labels = new LuaMap<string, string>();
    const scanner = new LabelScanner(text);
    if (scanner.isAtEnd()) {
        return $multi(labels);
    }
    let count = 0;
    while (true) {
        count++;
        if (count > LABEL_LIMIT) {
            return $multi(undefined, TOO_MANY);
        }
        const isTwice = labels.has(scanner.value);
        const key = isTwice ? undefined : scanner.takeKey();
        if (key === undefined) {
            return $multi(undefined, scanner.expected(isTwice ? "another key" : "a key"));
        }
        if (!scanner.accept("=")) {
            return $multi(undefined, scanner.expected('"="'));
        }
        const value = scanner.takeValue();
        if (value === undefined) {
            return $multi(undefined, scanner.expected("a value"));
        }
        labels.set(key, value);
        if (scanner.isAtEnd()) {
            return $multi(labels);
        }
        if (!scanner.accept(",")) {
            return $multi(undefined, scanner.expected('"," or the end'));
        }
    }
}

/**
 * The labels that an addon gave, as a text or as a table of values by keys.
 * @returns nil and what is wrong: "must be a table or a text, got 5".
 */
export function readLabels(given: unknown): LabelsOrProblem {
    if (typeof given === "string") {
        return parseLabels(given);
    }
    if (type(given) !== "table") {
        return $multi(undefined, mustBe("a table or a text", given));
    }
    const labels = new LuaMap<string, string>();
    let count = 0;
    // Of several faults any one may be told.
    for (const [key, value] of given as LuaTable<AnyNotNil, unknown>) {
        if (typeof key !== "string" || !isKey(key)) {
            return $multi(undefined, `must have keys of Kubernetes labels, got ${show(key)}`);
        }
        if (typeof value !== "string" || value.length > VALUE_BYTES) {
            return $multi(undefined, `has '${key}', which ${mustBe(STRING, value)}`);
        }
        labels.set(key, value);
        count++;
    }
    if (count > LABEL_LIMIT) {
        return $multi(undefined, TOO_MANY);
    }
    if (formatLabels(labels).length > LABELS_BYTES) {
        return $multi(undefined, TOO_LONG);
    }
    return $multi(labels);
}

/** The one text of labels: keys in the order of their bytes, no white space, quotes only where a value needs them. */
export function formatLabels(labels: Labels): string {
    const keys: string[] = [];
    let count = 0;
    for (const [key] of labels) {
        keys[count] = key;
        count++;
    }
    table.sort(keys, bytesLess);
    const parts: string[] = [];
    for (const index of $range(0, count - 1)) {
        const key = keys[index];
        parts[index] = `${key}=${quoteValue(labels.get(key)!)}`;
    }
    return table.concat(parts, ",");
}
