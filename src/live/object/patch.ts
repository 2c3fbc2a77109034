/**
 * Patches: MongoDB's update operators on plain Lua tables. Everything here is a function of data, patch and time alone: clients that apply
 * the same patches in the same order have the same data, byte for byte.
 */

import { bytesLess } from "../../codec/compare";
import { ARRAY_OPERATORS } from "./array-operators";
import { isEqual, Work } from "./compare";
import { Draft } from "./draft";
import { type Context, FIELD_OPERATORS } from "./operators";
import { parsePatch, refuse, type Refusal, type Step, type Target } from "./parse-patch";
import { objectionTo } from "./reading";

/** Moves a field. @returns why not, as the end of a sentence. */
function rename(draft: Draft, { path, parts, operand }: Step, changed: string[]): string | undefined {
    const target = operand as unknown as Target;
    const [value, objection] = draft.find(parts);
    if (value === undefined) {
        return objection;
    }
    if (draft.leadsThroughArray(parts) || draft.leadsThroughArray(target.parts)) {
        return "must not move an element of an array, nor into one";
    }
    const [old, problem] = draft.find(target.parts);
    if (problem !== undefined) {
        return `goes to '${target.path}', which ${problem}`;
    }
    draft.set(parts, undefined);
    table.insert(changed, path);
    if (old === undefined || !isEqual(old, value)) {
        draft.set(target.parts, value);
        table.insert(changed, target.path);
    }
    return undefined;
}

/** Applies one step. @returns why not, as the end of a sentence. */
function applyStep(draft: Draft, step: Step, context: Context, changed: string[]): string | undefined {
    const { operator, path, parts, operand } = step;
    if (operator === "$rename") {
        return rename(draft, step, changed);
    }
    const [old, objection] = draft.find(parts);
    if (operator === "$unset") {
        if (old !== undefined) {
            draft.set(parts, undefined);
            // Of an array there is null now, and perhaps there was.
            if (draft.find(parts)[0] !== old) {
                table.insert(changed, path);
            }
        }
        return undefined;
    }
    if (objection !== undefined) {
        return objection;
    }
    const [value, reason] = (FIELD_OPERATORS[operator] ?? ARRAY_OPERATORS[operator]).apply(old, operand, context);
    if (value !== undefined && (old === undefined || !isEqual(old, value))) {
        draft.set(parts, value);
        table.insert(changed, path);
    }
    return reason;
}

/**
 * Applies a patch. What others hold of the old data stays as it was; the new data shares with it what did not change. Never raises.
 * @param data what readData() or this function gave.
 * @param patch from a program or from a message: anything.
 * @param now when it was made, in seconds: the same for all who apply it.
 * @returns the new data and the paths that changed, ascending; or nil and why not, and then nothing has changed.
 */
export function applyPatch(
    data: object,
    patch: unknown,
    now: number,
): LuaMultiReturn<[data: object, changed: readonly string[]] | [data: undefined, refusal: Refusal]> {
    const [steps, refusal] = parsePatch(patch);
    if (steps === undefined) {
        return $multi(undefined, refusal);
    }
    const draft = new Draft(data);
    const changed: string[] = [];
    const work = new Work();
    for (const step of steps) {
        const reason = applyStep(draft, step, { now, work }, changed);
        if (work.isSpent()) {
            return refuse(step.operator, step.path, "takes too many comparisons");
        }
        if (reason !== undefined) {
            return refuse(step.operator, step.path, reason);
        }
    }
    if (changed.length === 0) {
        return $multi(data, changed);
    }
    const objection = objectionTo(draft.root);
    if (objection !== undefined) {
        return refuse("", "", `makes an object that ${objection}`);
    }
    table.sort(changed, bytesLess);
    return $multi(draft.root, changed);
}
