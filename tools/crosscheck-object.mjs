// Compares the update operators of shared objects with mingo's, on seeded random objects and patches.
//   node tools/crosscheck-object.mjs [BUILD-FOLDER]       the folder holds the compiled specs; "build" if not given
//
// Where mingo does otherwise than MongoDB, MongoDB counts:
// - It passes in silence over what MongoDB refuses: a field of the wrong kind, a path through what is no object and no array,
//   a $rename from or into an array. Such patches have to be refused: see refuses().
// - Other results: see differs().
import { cdeEncodeOptions, encode } from "cbor2";
import { Query } from "mingo";
import { update } from "mingo/updater";
import { runLua } from "./lua.mjs";
import { Random } from "./random.mjs";
import { fail } from "./run.mjs";

const SEED = 20260815;
const CASES = 6000;
const REFUSED = "refused";

const random = new Random(SEED);
const integer = (low, high) => random.integer(low, high);

const pick = (list) => list[integer(0, list.length - 1)];
const chance = (percent) => integer(1, 100) <= percent;
const listOf = (length, make) => Array.from({ length }, make);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const FIELDS = ["a", "b", "c", "d", "e"];
const INNER = ["x", "y", "z"];
const BITS = ["and", "or", "xor"];

const randomNumber = () => pick([integer(-9, 9), integer(-9, 9), integer(-9, 9) / 2, integer(-(2 ** 31), 2 ** 31 - 1)]);
const randomScalar = () =>
    pick([randomNumber, randomNumber, () => pick(["", "p", "q", "ö"]), () => chance(50), () => null])();
const randomObject = (depth) => Object.fromEntries(listOf(integer(0, 3), () => [pick(INNER), randomValue(depth - 1)]));
const randomArray = (depth) => listOf(integer(0, 4), () => randomValue(depth - 1));

function randomValue(depth) {
    return pick(depth > 0 ? [randomScalar, () => randomObject(depth), () => randomArray(depth)] : [randomScalar])();
}

/** An array as $push, $pull and $sort are for: of numbers, or of objects alike. */
function randomList() {
    return pick([
        () => listOf(integer(0, 6), () => integer(0, 6)),
        () => listOf(integer(0, 6), () => ({ x: integer(0, 4), y: pick(["p", "q", null]) })),
    ])();
}

const randomData = () =>
    Object.fromEntries(
        FIELDS.filter(() => chance(80)).map((name) => [
            name,
            pick([randomNumber, randomList, randomList, () => randomValue(2)])(),
        ]),
    );

/** A path below a field: to something that is there, mostly. */
function pathBelow(data, field) {
    const parts = [field];
    let at = data[field];
    while (chance(50) && parts.length < 4) {
        const isList = Array.isArray(at) && chance(90);
        const part = isList ? String(integer(0, at.length + 1)) : pick(INNER);
        parts.push(part);
        at = at?.[part];
    }
    return parts.join(".");
}

const randomCondition = () =>
    pick([
        () => ({ $gte: integer(0, 6) }),
        () => ({ $lt: integer(0, 6), $ne: integer(0, 6) }),
        () => ({ $in: [integer(0, 6), integer(0, 6), pick(["p", null])] }),
        () => ({ $nin: [integer(0, 6)] }),
        () => ({ $not: { $gt: integer(0, 6) } }),
        () => ({ $eq: integer(0, 6) }),
    ])();

const randomQuery = () =>
    pick([
        () => ({ x: integer(0, 4) }),
        () => ({ x: randomCondition() }),
        () => ({ x: randomCondition(), y: pick(["p", null]) }),
        () => ({ $or: [{ x: integer(0, 4) }, { y: "q" }] }),
        () => ({ $and: [{ x: randomCondition() }, { y: { $exists: chance(50) } }] }),
        () => ({ $nor: [{ x: randomCondition() }] }),
        () => ({ y: { $all: ["p"] } }),
        () => ({ y: { $elemMatch: { $gt: 2 } } }),
        () => ({ y: { $size: integer(0, 2) } }),
        () => ({ "y.x": integer(0, 4) }),
    ])();

function randomPush() {
    if (chance(40)) return pick([() => integer(0, 6), () => ({ x: integer(0, 4) }), () => randomValue(1)])();
    const each = pick([
        () => listOf(integer(0, 3), () => integer(0, 6)),
        () => listOf(integer(0, 3), () => ({ x: integer(0, 4), y: pick(["p", "q"]) })),
    ])();
    return {
        $each: each,
        ...(chance(40) ? { $position: integer(-4, 6) } : {}),
        ...(chance(50) ? { $sort: pick([1, -1, { x: 1 }, { x: -1 }, { y: 1 }]) } : {}),
        ...(chance(50) ? { $slice: integer(-4, 6) } : {}),
    };
}

const OPERANDS = {
    $set: () => randomValue(2),
    $unset: () => "",
    $inc: randomNumber,
    $mul: () => integer(-9, 9),
    $min: () => pick([randomNumber, randomScalar, () => randomValue(1)])(),
    $max: () => pick([randomNumber, randomScalar, () => randomValue(1)])(),
    $push: randomPush,
    $addToSet: () =>
        pick([() => integer(0, 6), () => ({ x: integer(0, 4), y: "p" }), () => ({ $each: randomList() })])(),
    $pop: () => pick([1, -1]),
    $pull: () => pick([() => integer(0, 6), randomCondition, randomQuery, randomQuery])(),
    $pullAll: () => randomList(),
    $bit: () => ({ [pick(BITS)]: integer(-(2 ** 31), 2 ** 31 - 1) }),
};

/** What is at a path, and whether something can be put there. */
function look(data, path) {
    let at = data;
    let isThroughArray = false;
    for (const part of path.split(".")) {
        if (at === undefined) return { isViable: true, isThroughArray };
        if (Array.isArray(at)) {
            if (!/^\d+$/.test(part)) return { isViable: false, isThroughArray };
            isThroughArray = true;
        } else if (!isObject(at)) {
            return { isViable: false, isThroughArray };
        }
        at = Object.hasOwn(at, part) ? at[part] : undefined;
    }
    return { value: at, isViable: true, isThroughArray };
}

const isInt32 = (value) => Number.isInteger(value) && (value | 0) === value;
/** An empty table of Lua is an object or an array, as the operator needs it. */
const canBeList = (value) => Array.isArray(value) || (isObject(value) && Object.keys(value).length === 0);
const NEEDS = {
    $inc: (value) => typeof value === "number",
    $mul: (value) => typeof value === "number",
    $bit: isInt32,
    $push: canBeList,
    $addToSet: canBeList,
    $pop: canBeList,
    $pull: canBeList,
    $pullAll: canBeList,
};

/** One to three operators, each for a field of its own; mostly such as the field has the right kind for. */
function randomPatch(data) {
    const fields = [...FIELDS];
    const takeField = () => fields.splice(integer(0, fields.length - 1), 1)[0];
    const patch = {};
    for (let count = integer(1, 3); count > 0 && fields.length > 1; count--) {
        const path = pathBelow(data, takeField());
        const { value } = look(data, path);
        const fitting = Object.keys(OPERANDS).filter((name) => value === undefined || NEEDS[name]?.(value) !== false);
        const operator = chance(10) ? "$rename" : pick(chance(90) ? fitting : Object.keys(OPERANDS));
        const operand = operator === "$rename" ? pathBelow(data, takeField()) : OPERANDS[operator]();
        patch[operator] = { ...patch[operator], [path]: operand };
    }
    return patch;
}

/** Whether MongoDB refuses a path of a patch. */
function refuses(data, operator, path, operand) {
    const { value, isViable, isThroughArray } = look(data, path);
    if (operator === "$unset") return false;
    if (!isViable) return true;
    if (operator === "$rename") {
        const target = look(data, operand);
        return value !== undefined && (isThroughArray || target.isThroughArray || !target.isViable);
    }
    return value !== undefined && NEEDS[operator]?.(value) === false;
}

const hasTwice = (list) => new Set(list.map((item) => JSON.stringify(item))).size < list.length;

/** Whether all elements are sorted by scalars that are there: the elements themselves, or one field of objects. */
function canBeSorted(list, sort) {
    const isScalar = (value) => value !== undefined && (typeof value !== "object" || value === null);
    if (!isObject(sort)) return list.every(isScalar);
    return list.every((item) => isObject(item) && isScalar(item[Object.keys(sort)[0]]));
}

/** Whether mingo's result is another one than MongoDB's. */
function differs(data, operator, path, operand) {
    const { value } = look(data, path);
    // An empty object is no array for it.
    if (operator in NEEDS && isObject(value)) return true;
    // Into a field that is missing it pushes without $sort and $slice, and adds what is twice in $each twice.
    if (operator === "$push" && value === undefined) return isObject(operand) && "$each" in operand;
    if (operator === "$addToSet" && value === undefined) return hasTwice(operand?.$each ?? []);
    // It takes out of a set what was in it twice before.
    if (operator === "$addToSet") return Array.isArray(value) && hasTwice(value);
    // An array in an array matches a value to pull when it has it as element; in MongoDB only values equal to it count.
    const isOfValues = operator === "$pullAll" || (operator === "$pull" && !isObject(operand));
    if (isOfValues && Array.isArray(value)) return value.some((item) => Array.isArray(item));
    // It compares an array by its least or greatest element, as find() sorts, where an update compares it as a whole; and objects by
    // their fields in the order in which they were put in, which a table of Lua does not know.
    if (operator === "$min" || operator === "$max") {
        return Array.isArray(value) || Array.isArray(operand) || (isObject(value) && isObject(operand));
    }
    if (operator === "$push" && isObject(operand) && "$sort" in operand) {
        // What has no such field is null in MongoDB.
        return !canBeSorted([...value, ...operand.$each], operand.$sort);
    }
    return false;
}

const luaString = (text) => `"${[...Buffer.from(text)].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("")}"`;

/** The value as a Lua expression: a form that has nothing to do with CBOR. */
function luaExpression(value) {
    if (typeof value === "string") return luaString(value);
    if (value === null) return "NULL";
    if (Array.isArray(value)) return value.length === 0 ? "EMPTY_ARRAY" : `{${value.map(luaExpression).join(",")}}`;
    if (typeof value === "object") {
        return `{${Object.entries(value)
            .map(([key, item]) => `[${luaString(key)}]=${luaExpression(item)}`)
            .join(",")}}`;
    }
    return String(value);
}

/** The value in the form in which it travels: docs/rooms-protocol.md, "Shared objects". */
function travelling(value) {
    if (value === null || value === undefined) return new Map([[false, 0]]);
    if (Array.isArray(value)) return value.length === 0 ? new Map([[false, 1]]) : Array.from(value, travelling);
    if (typeof value !== "object") return Object.is(value, -0) ? 0 : value;
    const entries = Object.entries(value);
    return entries.length === 0 ? [] : new Map(entries.map(([key, item]) => [key, travelling(item)]));
}

const LOGICAL = ["$and", "$or", "$nor"];

/**
 * The patch that mingo gets. Its $pull takes conditions on fields for conditions on the element where there is an $and, $or or $nor, and
 * elements that are no objects for objects: so its query alone says which elements stay.
 */
function forMingo(data, patch) {
    const { $pull = {}, ...others } = structuredClone(patch);
    const result = { $pull: {}, ...others };
    for (const [path, condition] of Object.entries($pull)) {
        const { value } = look(data, path);
        const isQuery =
            isObject(condition) && Object.keys(condition).every((key) => !key.startsWith("$") || LOGICAL.includes(key));
        if (isQuery && value !== undefined) {
            // Its $all wants an array, where in MongoDB a value by itself has all of the one that is asked for.
            const query = new Query(JSON.parse(JSON.stringify(condition).replaceAll('"$all"', '"$in"')));
            const rest = value.filter((element) => !isObject(element) || !query.test(element));
            result.$set = { ...result.$set, [path]: rest };
        } else {
            result.$pull[path] = condition;
        }
    }
    return result;
}

/** The paths of a patch whose values are others in the result, ascending. */
function changedPaths(data, result, steps) {
    const paths = steps.flatMap(([operator, path, operand]) => (operator === "$rename" ? [path, operand] : [path]));
    const valueAt = (from, path) => {
        const { value } = look(from, path);
        return value === undefined ? "" : hex(encode(travelling(value), cdeEncodeOptions));
    };
    return paths.filter((path) => valueAt(data, path) !== valueAt(result, path)).sort();
}

function randomCase() {
    const data = randomData();
    const patch = randomPatch(data);
    const steps = Object.entries(patch).flatMap(([operator, paths]) =>
        Object.entries(paths).map(([path, operand]) => [operator, path, operand]),
    );
    const input = `${hex(luaExpression(data))}\t${hex(luaExpression(patch))}\n`;
    if (steps.some((step) => refuses(data, ...step))) return { data, patch, input, expected: REFUSED };
    if (steps.some((step) => differs(data, ...step))) return undefined;
    const result = structuredClone(data);
    update(result, forMingo(data, patch), [], {}, { cloneMode: "deep" });
    const expected = `${hex(encode(travelling(result), cdeEncodeOptions))}\t${changedPaths(data, result, steps).join(" ")}`;
    return { data, patch, input, result, expected };
}

const build = process.argv[2] ?? "build";
const cases = listOf(CASES, randomCase).filter((each) => each !== undefined);
const output = runLua(
    [
        "-e",
        `package.path = [[${build}/?.lua;]] .. package.path; bit = require("bit")`,
        `${build}/spec/live/object/crosscheck.lua`,
    ],
    {
        input: cases.map(({ input }) => input).join(""),
        stdio: ["pipe", "pipe", "inherit"],
        encoding: "utf8",
        maxBuffer: 2 ** 28,
    },
);
const answers = output.split(/\r?\n/);
const differing = cases.findIndex(({ expected }, index) =>
    expected === REFUSED ? !answers[index].startsWith(REFUSED) : answers[index] !== expected,
);
if (differing >= 0) {
    const { data, patch, result, expected } = cases[differing];
    fail(
        [
            `object crosscheck: seed ${SEED}, case ${differing} differs`,
            `  data     ${JSON.stringify(data)}`,
            `  patch    ${JSON.stringify(patch)}`,
            `  result   ${JSON.stringify(result)}`,
            `  expected ${expected}`,
            `  answer   ${answers[differing]}`,
        ].join("\n"),
    );
}
const refused = cases.filter(({ expected }) => expected === REFUSED).length;
console.log(`object crosscheck: ${cases.length} patches agree, ${refused} of them refused`);
