import { describeRefusal } from "../../../src/live/object/parse-patch";
import { applyPatch } from "../../../src/live/object/patch";
import { readData } from "../../../src/live/object/reading";

/** The time of all patches of these specs. */
export const NOW = 1785500000;

/** What a patch makes of data; or the sentence that says why it is refused. */
export function applied(data: object, patch: unknown): unknown {
    const [read, reason] = readData(data);
    if (read === undefined) {
        return error(reason);
    }
    const [result, refusal] = applyPatch(read, patch, NOW);
    return result ?? describeRefusal(refusal as never);
}

/** What one operator makes of one field, x; or why it is refused. */
export function appliedTo(value: unknown, operator: string, operand: unknown): unknown {
    const result = applied(value === undefined ? {} : { x: value }, { [operator]: { x: operand } });
    return type(result) === "table" ? (result as Record<string, unknown>).x : result;
}
