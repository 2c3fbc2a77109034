/** Reads patches: what is wrong with one whatever the data is, and in which order its paths are applied. */

import { bytesLess } from "../../codec/compare";
import { hintAt, show } from "../../misuse";
import { ARRAY_OPERATORS } from "./array-operators";
import { FIELD_OPERATORS, type Operator } from "./operators";
import { eachParent, indexOf, parsePath } from "./paths";
import { Budget, joinPath, quote } from "./reading";
import { namesOf, type ObjectTable } from "./values";

const format = string.format;

/** Most paths of a patch. */
const PATH_LIMIT = 32;

/** Level of an operand in a patch: inside of the patch and of its operator. */
const OPERAND_LEVEL = 3;

/** Why a patch does not go. */
export interface Refusal {
    /** The operator; "" when it is the patch as a whole. */
    readonly operator: string;
    /** The path behind it, and what is wrong in its operand: "bids.$each.2". */
    readonly path: string;
    /** The end of a sentence: "must be a finite number". */
    readonly reason: string;
}

type Refused = LuaMultiReturn<[undefined, Refusal]>;

/** One path of a patch, read. */
export interface Step {
    readonly operator: string;
    readonly path: string;
    readonly parts: readonly string[];
    readonly operand: AnyNotNil;
}

/** Where $rename moves a field. */
export interface Target {
    readonly path: string;
    readonly parts: readonly string[];
}

export function refuse(operator: string, path: string, reason: string): Refused {
    return $multi(undefined, { operator, path, reason });
}

const parseRename: Operator["parse"] = (operand) => {
    const [parts, reason] = parsePath(operand);
    if (parts === undefined) {
        return $multi(undefined, reason, "");
    }
    return $multi({ path: operand as string, parts } as unknown as AnyNotNil);
};

/** What is behind a path of $unset says nothing. */
const parseUnset: Operator["parse"] = () => $multi(true);

function parserOf(name: string): Operator["parse"] | undefined {
    if (name === "$rename") {
        return parseRename;
    }
    if (name === "$unset") {
        return parseUnset;
    }
    const operator = (FIELD_OPERATORS[name] ?? ARRAY_OPERATORS[name]) as Operator | undefined;
    return operator?.parse;
}

function namesOfOperators(): string[] {
    const names = ["$rename", "$unset"];
    for (const operators of [FIELD_OPERATORS, ARRAY_OPERATORS]) {
        for (const [name] of pairs(operators)) {
            table.insert(names, name);
        }
    }
    table.sort(names, bytesLess);
    return names;
}

/** The update operators by bytes, for messages. */
const OPERATOR_NAMES = namesOfOperators();

/** The paths of a patch, and which of them conflict: no path may be another one, nor lead to it. */
class Paths {
    private readonly taken = new LuaSet<string>();
    private readonly parents = new LuaSet<string>();

    /** Takes a path. @returns whether it conflicts with one that has been taken. */
    add(path: string): boolean {
        let isConflict = this.taken.has(path) || this.parents.has(path);
        eachParent(path, (parent) => {
            isConflict = isConflict || this.taken.has(parent);
            this.parents.add(parent);
        });
        this.taken.add(path);
        return isConflict;
    }
}

/** Whether all keys of a table are text. */
function hasNames(value: unknown): value is ObjectTable {
    if (type(value) !== "table") {
        return false;
    }
    for (const [key] of pairs(value as LuaTable<AnyNotNil, unknown>)) {
        if (typeof key !== "string") {
            return false;
        }
    }
    return true;
}

/** Reads what stands behind one operator, and adds its steps. */
function parseOperator(
    operator: string,
    given: unknown,
    steps: Step[],
    paths: Paths,
    budget: Budget,
): Refusal | undefined {
    const parse = parserOf(operator);
    if (parse === undefined) {
        return { operator, path: "", reason: `is no update operator; ${hintAt(operator, OPERATOR_NAMES)}` };
    }
    if (!hasNames(given)) {
        const got = type(given) === "table" ? "a list" : show(given);
        return { operator, path: "", reason: `must be a table of paths, got ${got}` };
    }
    for (const path of namesOf(given)) {
        if (steps.length === PATH_LIMIT) {
            return { operator: "", path: "", reason: format("must have %.0f paths at most", PATH_LIMIT) };
        }
        const [parts, problem] = parsePath(path);
        if (parts === undefined) {
            return { operator, path, reason: problem };
        }
        const [operand, reason, at] = parse(given.get(path), OPERAND_LEVEL, budget);
        if (operand === undefined) {
            return { operator, path: joinPath(path, at), reason };
        }
        const isConflict = paths.add(path);
        const target = operator === "$rename" ? (operand as unknown as Target).path : undefined;
        if (isConflict || (target !== undefined && paths.add(target))) {
            return { operator, path, reason: "must not conflict with another path of the patch" };
        }
        table.insert(steps, { operator, path, parts, operand });
    }
    return undefined;
}

/** Whether a path comes before another: part by part, indices first and by number. This is the order in which steps are applied. */
function isBefore(a: readonly string[], b: readonly string[]): boolean {
    for (const at of $range(0, math.min(a.length, b.length) - 1)) {
        const part = a[at];
        const other = b[at];
        if (part !== other) {
            const index = indexOf(part);
            const otherIndex = indexOf(other);
            if (index !== undefined && otherIndex !== undefined) {
                return index < otherIndex;
            }
            return index === undefined && otherIndex === undefined ? bytesLess(part, other) : index !== undefined;
        }
    }
    return a.length < b.length;
}

/** Reads a patch into steps, in the order in which they are applied. Never raises. */
export function parsePatch(patch: unknown): LuaMultiReturn<[steps: readonly Step[]] | [undefined, Refusal]> {
    if (!hasNames(patch)) {
        return refuse("", "", `must be a table of update operators, got ${show(patch)}`);
    }
    const steps: Step[] = [];
    const paths = new Paths();
    const budget = new Budget();
    for (const operator of namesOf(patch)) {
        const refusal = parseOperator(operator, patch.get(operator), steps, paths, budget);
        if (refusal !== undefined) {
            return $multi(undefined, refusal);
        }
    }
    if (next(patch)[0] === undefined) {
        return refuse("", "", "must have an update operator");
    }
    table.sort(steps, (a, b) => isBefore(a.parts, b.parts));
    return $multi(steps);
}

/** A refusal as a sentence: "'$inc' of 'boss.hp' must be a finite number". */
export function describeRefusal({ operator, path, reason }: Refusal): string {
    if (operator === "") {
        return `the patch ${reason}`;
    }
    return path === "" ? `${quote(operator)} ${reason}` : `${quote(operator)} of ${quote(path)} ${reason}`;
}

/**
 * Looks at a patch before it is made, whatever the data will be.
 * @returns what is wrong with it, as a sentence for the programmer; nil when nothing is.
 */
export function checkPatch(patch: unknown): string | undefined {
    const [steps, refusal] = parsePatch(patch);
    return steps === undefined ? describeRefusal(refusal) : undefined;
}
