/**
 * Selectors of labels, with the grammar and the meaning of those of Kubernetes (apimachinery, pkg/labels), and values in
 * quotes:
 *
 *     selector    = [ requirement *( "," requirement ) ]
 *     requirement = KEY | "!" KEY | KEY ( "=" | "==" | "!=" | ">" | "<" ) value | KEY ( "in" | "notin" ) "(" values ")"
 *     values      = value *( "," value )
 *     value       = "" | VALUE | <"> *( any byte but <"> and "\" | "\" <"> | "\\" ) <">
 *
 * White space between tokens means nothing. The value of ">" and "<" is a whole number.
 */

import { LabelScanner } from "./label-scanner";
import type { Labels } from "./labels";

const find = string.find;

/** Most bytes of a selector. */
const SELECTOR_BYTES = 1024;
/** Most requirements of a selector. */
const REQUIREMENT_LIMIT = 32;
/** Most values of a requirement. */
const VALUE_LIMIT = 64;

/** Whole numbers below this in size are exact; no others are compared. */
const NUMBER_BOUND = 2 ** 53;

/** "=" and "==" are "in" of one value, "!=" is "notin". */
export type Operator = "exists" | "absent" | "in" | "notin" | ">" | "<";

/** What a selector asks of one label. */
export interface Requirement {
    readonly key: string;
    readonly operator: Operator;
    /** Of "in" and "notin". */
    readonly values?: ReadonlyLuaSet<string>;
    /** Of ">" and "<". */
    readonly bound?: number;
}

/** All of it has to be met. */
export type Selector = readonly Requirement[];

/** The whole number that a value is, as far as it is exact. */
function wholeNumber(value: string): number | undefined {
    const [digits] = find(value, "^[+-]?[0-9]+$");
    const number = digits === undefined ? undefined : tonumber(value);
    return number !== undefined && math.abs(number) < NUMBER_BOUND ? number : undefined;
}

/** Reads one text. Each method returns nil when it finds something else, and sets `problem`. */
class SelectorParser {
    problem: string | undefined;
    private readonly scanner: LabelScanner;

    constructor(text: string) {
        this.scanner = new LabelScanner(text);
    }

    parse(): Selector | undefined {
        const selector: Requirement[] = [];
        if (this.scanner.isAtEnd()) {
            return selector;
        }
        for (const index of $range(0, REQUIREMENT_LIMIT - 1)) {
            const requirement = this.parseRequirement();
            if (requirement === undefined) {
                return undefined;
            }
            selector[index] = requirement;
            if (this.scanner.isAtEnd()) {
                return selector;
            }
            if (!this.scanner.accept(",")) {
                return this.fail('"," or the end');
            }
        }
        return this.fail(string.format("the end after %.0f requirements", REQUIREMENT_LIMIT));
    }

    private fail(expected: string): undefined {
        this.problem = this.scanner.expected(expected);
    }

    private parseRequirement(): Requirement | undefined {
        const { scanner } = this;
        const isAbsent = scanner.accept("!");
        const key = scanner.takeKey();
        if (key === undefined) {
            return this.fail(isAbsent ? "a key" : 'a key or "!"');
        }
        if (isAbsent) {
            return { key, operator: "absent" };
        }
        const { kind, value } = scanner;
        if (kind === "end" || kind === ",") {
            return { key, operator: "exists" };
        }
        if (kind === "=" || kind === "==" || kind === "!=") {
            scanner.advance();
            return this.parseEqual(key, kind === "!=" ? "notin" : "in");
        }
        if (kind === "<" || kind === ">") {
            scanner.advance();
            return this.parseBound(key, kind);
        }
        if (kind === "word" && (value === "in" || value === "notin")) {
            scanner.advance();
            return this.parseSet(key, value);
        }
        return this.fail("an operator");
    }

    private parseEqual(key: string, operator: "in" | "notin"): Requirement | undefined {
        const value = this.scanner.takeValue();
        if (value === undefined) {
            return this.fail("a value");
        }
        const values = new LuaSet<string>();
        values.add(value);
        return { key, operator, values };
    }

    private parseBound(key: string, operator: "<" | ">"): Requirement | undefined {
        const { kind, value } = this.scanner;
        const bound = kind === "word" || kind === "quoted" ? wholeNumber(value) : undefined;
        if (bound === undefined || this.scanner.takeValue() === undefined) {
            return this.fail("a whole number");
        }
        return { key, operator, bound };
    }

    private parseSet(key: string, operator: "in" | "notin"): Requirement | undefined {
        const { scanner } = this;
        if (!scanner.accept("(")) {
            return this.fail('"("');
        }
        const values = new LuaSet<string>();
        for (const _ of $range(1, VALUE_LIMIT)) {
            const value = scanner.takeValue();
            if (value === undefined) {
                return this.fail("a value");
            }
            values.add(value);
            if (scanner.accept(")")) {
                return { key, operator, values };
            }
            if (!scanner.accept(",")) {
                return this.fail('"," or ")"');
            }
        }
        return this.fail(string.format('")" after %.0f values', VALUE_LIMIT));
    }
}

/**
 * The selector that a text says. Never raises; takes time in proportion to the text.
 * @returns nil and what is wrong, as the end of a sentence, when the text is too long or not of the form above.
 * @example parseSelector("role in (tank, healer), level>59, !away")
 */
export function parseSelector(
    text: string,
): LuaMultiReturn<[selector: Selector] | [selector: undefined, problem: string]> {
    if (text.length > SELECTOR_BYTES) {
        return $multi(undefined, string.format("must take at most %.0f bytes", SELECTOR_BYTES));
    }
    const parser = new SelectorParser(text);
    const selector = parser.parse();
    if (selector === undefined) {
        return $multi(undefined, parser.problem!);
    }
    return $multi(selector);
}

function meets(requirement: Requirement, value: string | undefined): boolean {
    const { operator } = requirement;
    if (value === undefined) {
        return operator === "absent" || operator === "notin";
    }
    if (operator === "in" || operator === "notin") {
        return requirement.values!.has(value) === (operator === "in");
    }
    if (operator === "exists" || operator === "absent") {
        return operator === "exists";
    }
    const number = wholeNumber(value);
    if (number === undefined) {
        return false;
    }
    return operator === ">" ? number > requirement.bound! : number < requirement.bound!;
}

/** Whether labels meet a selector. One without requirements is met by all. */
export function matches(selector: Selector, labels: Labels): boolean {
    for (const requirement of selector) {
        if (!meets(requirement, labels.get(requirement.key))) {
            return false;
        }
    }
    return true;
}
