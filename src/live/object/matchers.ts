/**
 * What a condition asks of the fields of an object. A field that is an array fits when the array or one of its elements does, and a path
 * goes through the objects of an array, too.
 */

import { compareWithin, isEqualWithin, type Work } from "./compare";
import { indexOf } from "./paths";
import { elementsOf, Kind, kindOf, NULL, type ObjectTable } from "./values";

/** Whether a value fits; nil is a field that is missing. */
export type Test = (this: void, value: unknown, work: Work) => boolean;

/**
 * Whether what a path leads to fits.
 * @param asElement whether it is an element that is asked for by itself, so that its own elements do not count.
 */
export type Matcher = (this: void, value: unknown, parts: readonly string[], asElement: boolean, work: Work) => boolean;

/** Whether one of these fits. When the work is spent the answer counts no more. */
export function hasFitting(elements: readonly unknown[], test: Test, work: Work): boolean {
    for (const element of elements) {
        if (work.isSpent() || test(element, work)) {
            return true;
        }
    }
    return false;
}

/** Whether a test fits one of the values that a path leads to: through arrays there are several. */
function fitsAt(test: Test, value: unknown, parts: readonly string[], at: number, work: Work): boolean {
    work.spend(1);
    if (at === parts.length) {
        return test(value, work);
    }
    const part = parts[at];
    const kind = value === undefined ? Kind.Null : kindOf(value);
    if (kind === Kind.Object) {
        return fitsAt(test, (value as ObjectTable).get(part), parts, at + 1, work);
    }
    if (kind !== Kind.Array) {
        return test(undefined, work);
    }
    const elements = elementsOf(value as object);
    const index = indexOf(part);
    if (index !== undefined && elements[index] !== undefined && fitsAt(test, elements[index], parts, at + 1, work)) {
        return true;
    }
    const goOn: Test = (element) => kindOf(element) === Kind.Object && fitsAt(test, element, parts, at, work);
    return hasFitting(elements, goOn, work);
}

/** Fits where the value that a path leads to does. */
export function matchesValue(test: Test): Matcher {
    return (value, parts, _asElement, work) => fitsAt(test, value, parts, 0, work);
}

/** Fits where the value that a path leads to does, or one of its elements. */
export function matchesAny(test: Test): Matcher {
    const ofElements: Test = (value, work) => {
        if (test(value, work)) {
            return true;
        }
        const isList = value !== undefined && kindOf(value) === Kind.Array;
        return isList && hasFitting(elementsOf(value as object), test, work);
    };
    return (value, parts, asElement, work) => fitsAt(asElement ? test : ofElements, value, parts, 0, work);
}

export function matchesNot(matcher: Matcher): Matcher {
    return (value, parts, asElement, work) => !matcher(value, parts, asElement, work);
}

export function matchesAll(matchers: readonly Matcher[]): Matcher {
    return (value, parts, asElement, work) => {
        for (const matcher of matchers) {
            if (!matcher(value, parts, asElement, work)) {
                return false;
            }
        }
        return true;
    };
}

/** A field that is missing is equal to null. */
export function equalTo(wanted: unknown): Test {
    return (value, work) => isEqualWithin(work, value ?? NULL, wanted);
}

export function oneOf(list: readonly unknown[]): Test {
    return (value, work) => hasFitting(list, (wanted) => isEqualWithin(work, value ?? NULL, wanted), work);
}

/** Whether a value compares so with another: only those of one kind do. */
export function comparing(wanted: unknown, fits: (this: void, order: number) => boolean): Test {
    const kind = kindOf(wanted);
    return (value, work) => {
        const given = value ?? NULL;
        return kindOf(given) === kind && fits(compareWithin(work, given, wanted));
    };
}

/** Whether a value is an array of which an element fits. */
export function hasElement(test: Test): Test {
    return (value, work) =>
        value !== undefined && kindOf(value) === Kind.Array && hasFitting(elementsOf(value as object), test, work);
}
