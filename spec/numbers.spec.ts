import * as numbers from "../src/numbers";

type Checks = typeof numbers;

const NAN = 0 / 0;

/** A Lua's answers when NaN is compared: whether it is said to be less, less or equal, on either side, and equal. */
interface Answers {
    less: boolean;
    lessRight: boolean;
    lessEqual: boolean;
    lessEqualRight: boolean;
    equal: boolean;
}

function isNan(value: unknown): boolean {
    return tostring(value).includes("nan");
}

/** The comparison of a Lua with these answers. As in Lua 5.1, a > b is b < a, and a ~= b is not a == b. */
function comparisonOf(answers: Answers) {
    const less = (a: number, b: number): boolean => (isNan(a) ? answers.less : isNan(b) ? answers.lessRight : a < b);
    const lessEqual = (a: number, b: number): boolean =>
        isNan(a) ? answers.lessEqual : isNan(b) ? answers.lessEqualRight : a <= b;
    const equal = (a: number, b: number): boolean => (isNan(a) || isNan(b) ? answers.equal : a === b);
    return {
        "<": less,
        ">": (a: number, b: number) => less(b, a),
        "<=": lessEqual,
        ">=": (a: number, b: number) => lessEqual(b, a),
        "==": equal,
        "~=": (a: number, b: number) => !equal(a, b),
    };
}

/** The module compiled again, with each comparison of two numbers a call of the given one. */
function load(answers: Answers): Checks {
    const [path] = string.gsub(debug.getinfo(numbers.isFiniteNumber, "S")!.source!, "^@", "");
    const [file] = io.open(path, "r");
    const source = file!.read("*a") as string;
    file!.close();
    let code = source;
    let replaced = 0;
    for (const operator of ["<=", ">=", "==", "~=", "<", ">"]) {
        const [changed, count] = string.gsub(code, `([%w_.]+) ${operator} ([%w_.]+)`, `compare["${operator}"](%1, %2)`);
        code = changed;
        replaced += count;
    }
    // Two of isFiniteNumber and two of isNumberWithin. isWholeWithin compares behind them: NaN does not come so far.
    assert.equal(4, replaced);
    const [chunk] = loadstring(code);
    const environment = setmetatable({ compare: comparisonOf(answers) }, { __index: _G });
    return (setfenv as (this: void, chunk: unknown, environment: object) => (this: void) => Checks)(
        chunk,
        environment,
    )();
}

/** Every way to answer. */
function allAnswers(): Answers[] {
    const all: Answers[] = [];
    const both = [false, true];
    for (const less of both) {
        for (const lessRight of both) {
            for (const lessEqual of both) {
                for (const lessEqualRight of both) {
                    for (const equal of both) all.push({ less, lessRight, lessEqual, lessEqualRight, equal });
                }
            }
        }
    }
    return all;
}

/** What each check must say: finite, within 1 to 5, whole within 1 to 5. */
const CASES: readonly (readonly [unknown, boolean, boolean, boolean])[] = [
    [1, true, true, true],
    [5, true, true, true],
    [2.5, true, true, false],
    [0, true, false, false],
    [6, true, false, false],
    [-1.7976931348623157e308, true, false, false],
    [1.7976931348623157e308, true, false, false],
    [math.huge, false, false, false],
    [-math.huge, false, false, false],
    [NAN, false, false, false],
    [-NAN, false, false, false],
    ["3", false, false, false],
    [{}, false, false, false],
    [true, false, false, false],
];

function check({ isFiniteNumber, isNumberWithin, isWholeWithin }: Checks): void {
    for (const [value, isFinite, isWithin, isWhole] of CASES) {
        assert.equal(isFinite, isFiniteNumber(value), tostring(value));
        assert.equal(isWithin, isNumberWithin(value, 1, 5), tostring(value));
        assert.equal(isWhole, isWholeWithin(value, 1, 5), tostring(value));
    }
    assert.is_false(isFiniteNumber(undefined));
    assert.is_false(isWholeWithin(undefined, 1, 5));
}

describe("checks of numbers", () => {
    it("take finite numbers in their range, and nothing else", () => {
        check(numbers);
    });

    it("refuse NaN however a Lua compares it", () => {
        const all = allAnswers();
        assert.equal(32, all.length);
        for (const answers of all) check(load(answers));
    });
});
