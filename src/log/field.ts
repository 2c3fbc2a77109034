/** The fields of an event type. */

/**
 * How a field is packed: "any" is CBOR; "guid" and "guid[]" are packed binary, a sixth of the text.
 * "key" is for the library's own events.
 */
export type FieldKind = "any" | "guid" | "guid[]" | "key";

export interface FieldDefinition {
    readonly name: string;
    readonly kind: FieldKind;
}

/** Names of an event's own members, which a field cannot have. */
const RESERVED: readonly string[] = ["type", "time", "creator", "counter", "creatorGuid"];

/**
 * Reads a field as define() takes it: "name" or "name:kind".
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
    return kind === "any" || kind === "guid" || kind === "guid[]" ? { name, kind } : undefined;
}
