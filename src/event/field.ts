/** The fields of an event type. */

/**
 * What a field holds and how it is packed: "guid" and "guid[]" are packed binary, a sixth of the text; all others are CBOR.
 * "key" is for the library's own events.
 */
export type FieldKind = "any" | "guid" | "guid[]" | "number" | "string" | "boolean" | "key";

/** What an addon may write behind the colon, in the words of an error. */
export const KINDS_IN_WORDS = "any, guid, guid[], number, string or boolean";

/** The kinds by what stands behind the colon. */
const KINDS: Readonly<Record<string, FieldKind | undefined>> = {
    any: "any",
    guid: "guid",
    "guid[]": "guid[]",
    number: "number",
    string: "string",
    boolean: "boolean",
};

export interface FieldDefinition {
    readonly name: string;
    readonly kind: FieldKind;
    /** Whether every event has it; those without are misfits. */
    readonly isRequired?: boolean;
}

/** Whether a value is of the type that its kind asks for, where that is a type of Lua. */
export function fitsKind(kind: FieldKind, value: unknown): boolean {
    return (kind !== "number" && kind !== "string" && kind !== "boolean") || type(value) === kind;
}

/** A field as define() takes it. */
export function describeField({ name, kind, isRequired }: FieldDefinition): string {
    return kind === "any" || isRequired === true ? `${name}:${kind}` : `${name}:${kind}?`;
}

/** Names of an event's own members, which a field cannot have. */
const RESERVED: readonly string[] = ["type", "time", "creator", "counter", "creatorGuid"];

/**
 * Reads a field as define() takes it: "name", "name:kind", or "name:kind?" when events may lack it.
 * @returns nothing when it is not of that form or the name is reserved.
 */
export function parseField(text: string): FieldDefinition | undefined {
    const [name, kind] = string.match(text, "^([%a_][%w_]*):?(.*)$");
    if (name === undefined) {
        return undefined;
    }
    for (const reserved of RESERVED) {
        if (name === reserved) {
            return undefined;
        }
    }
    if (kind === "" && name.length === text.length) {
        return { name, kind: "any" };
    }
    const [optionalKind] = string.match(kind, "^(.*)%?$");
    const known = KINDS[optionalKind ?? kind];
    if (known === undefined) {
        return undefined;
    }
    return known === "any" || optionalKind !== undefined
        ? { name, kind: known }
        : { name, kind: known, isRequired: true };
}
