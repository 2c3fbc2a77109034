import { type Widget } from "./widget";

/** The level of the addon's call: behind refuse(), the check, the method, and what the frame's method table holds for it. */
const CALLER = 5;

function refuse(method: string, index: number, expected: string, value: unknown): never {
    return error(`bad argument #${index} to '${method}' (${expected} expected, got ${type(value)})`, CALLER);
}

/** A number, or a text that is one, as the game takes it. */
export function needNumber(method: string, index: number, value: unknown): number {
    const number = type(value) === "number" || type(value) === "string" ? tonumber(value) : undefined;
    return number ?? refuse(method, index, "number", value);
}

/** A text, or a number, which the game takes for one. */
export function needText(method: string, index: number, value: unknown): string {
    if (type(value) !== "string" && type(value) !== "number") refuse(method, index, "string", value);
    return tostring(value);
}

/** The same, or "" for nil. */
export function optionalText(method: string, index: number, value: unknown): string {
    return value === undefined ? "" : needText(method, index, value);
}

/** A function or nil. */
export function checkFunction(method: string, index: number, value: unknown): void {
    if (value !== undefined && type(value) !== "function") refuse(method, index, "function", value);
}

/** Texts that must be there. */
export function checkTexts(method: string, ...values: unknown[]): void {
    for (const index of $range(1, values.length)) {
        if (type(values[index - 1]) !== "string") refuse(method, index, "string", values[index - 1]);
    }
}

/** Three numbers and perhaps a fourth: a colour. */
export function checkColor(method: string, red: unknown, green: unknown, blue: unknown, alpha: unknown): void {
    needNumber(method, 1, red);
    needNumber(method, 2, green);
    needNumber(method, 3, blue);
    if (alpha !== undefined) needNumber(method, 4, alpha);
}

/** A frame, or the global name of one. */
export function needWidget(self: Widget, method: string, index: number, value: unknown): Widget {
    const frame = type(value) === "string" ? (self.world.environment.get(value) as unknown) : value;
    return self.world.find(frame) ?? refuse(method, index, "frame", value);
}
