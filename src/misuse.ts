/** Misuse by the programmer: errors that name method, argument and what came, raised where the addon called. */

/** Deepest call inside the library that is looked through for the addon's own. */
const MAX_LEVEL = 20;

/** A value as it stands in an error message. */
function show(value: unknown): string {
    if (typeof value === "string") {
        return `"${value}"`;
    }
    return typeof value === "number" || typeof value === "boolean" ? tostring(value) : type(value);
}

/** The file in which the function at a stack level stands; level 1 is the caller of this function. */
function fileAt(level: number): string | undefined {
    // Above error() stand pcall, which has no file, and this function.
    const [, position] = pcall(error, "", level + 2);
    const [file] = string.match(position as unknown as string, "^(.*):%d+: $");
    return file;
}

/** The stack level, for an error() in the caller, of the first function that is not in the library's file. */
function outsideLevel(): number {
    const own = fileAt(1);
    for (const level of $range(2, MAX_LEVEL)) {
        const file = fileAt(level);
        if (file !== undefined && file !== own) {
            return level - 1;
        }
    }
    return 0;
}

/** Raises "LibEventLedger: method: 'argument' - what expected, got value". */
export function misuse(method: string, argument: string, expected: string, value: unknown): never {
    const level = outsideLevel();
    error(`LibEventLedger: ${method}: '${argument}' - ${expected} expected, got ${show(value)}`, level);
}

export function expectTable(method: string, argument: string, value: unknown): void {
    if (type(value) !== "table") {
        misuse(method, argument, "table", value);
    }
}

export function expectFunction(method: string, argument: string, value: unknown): void {
    if (typeof value !== "function") {
        misuse(method, argument, "function", value);
    }
}

/** A string of `low` to `high` bytes. */
export function expectString(method: string, argument: string, value: unknown, low: number, high: number): void {
    if (typeof value !== "string" || value.length < low || value.length > high) {
        misuse(method, argument, string.format("string of %.0f to %.0f bytes", low, high), value);
    }
}

/** A whole number from `low` to `high`. */
export function expectInteger(method: string, argument: string, value: unknown, low: number, high: number): void {
    if (typeof value !== "number" || value % 1 !== 0 || value < low || value > high) {
        misuse(method, argument, string.format("whole number from %.0f to %.0f", low, high), value);
    }
}

/** A number from `low` to `high`. */
export function expectNumber(method: string, argument: string, value: unknown, low: number, high: number): void {
    if (typeof value !== "number" || !(value >= low && value <= high)) {
        misuse(method, argument, string.format("number from %.0f to %.0f", low, high), value);
    }
}
