/** The fields of an event type, as define() takes them and as the library holds them. */

import { type FieldKindName, findKind } from "./field-kinds";

/** One field of a type. */
export interface FieldDefinition {
    readonly name: string;
    readonly kind: FieldKindName;
    /** Whether every event has it: an event without it is a schemaMismatch. */
    readonly isRequired?: boolean;
}

/** A field as define() takes it. */
export function describeField({ name, kind, isRequired }: FieldDefinition): string {
    return kind === "any" || isRequired === true ? `${name}:${kind}` : `${name}:${kind}?`;
}

/** Names of an event's own members, which a field cannot have. */
export const RESERVED_NAMES = ["type", "time", "creator", "counter", "creatorGuid", "importId", "originalTime"];

/**
 * Reads a field as define() takes it: "name", "name:kind", or "name:kind?" when events may lack it.
 * @returns the field; nil when the text is not of that form or the name is reserved.
 */
export function parseField(text: string): FieldDefinition | undefined {
    const [name, kind] = string.match(text, "^([%a_][%w_]*):?(.*)$");
    if (name === undefined || RESERVED_NAMES.includes(name)) {
        return undefined;
    }
    if (kind === "" && name.length === text.length) {
        return { name, kind: "any" };
    }
    const [optionalKind] = string.match(kind, "^(.*)%?$");
    const known = findKind(optionalKind ?? kind)?.name;
    if (known === undefined) {
        return undefined;
    }
    return known === "any" || optionalKind !== undefined
        ? { name, kind: known }
        : { name, kind: known, isRequired: true };
}
