/** Names and kinds of the fields of types, as a file of JSON gives them. */
import { FIELD_KINDS } from "./field-kinds";

export interface NamedField {
    readonly fieldName: string;
    /** A name of FIELD_KINDS. */
    readonly kind: string;
}

export interface EventType {
    readonly name: string;
    readonly fields: readonly NamedField[];
}

/** By type number. */
export type EventTypes = ReadonlyMap<number, EventType>;

function parseField(id: string, field: unknown): NamedField {
    const match = typeof field === "string" ? /^([^:]+)(?::(.*?)\??)?$/.exec(field) : null;
    const [, fieldName, kind = "any"] = match ?? [];
    if (fieldName === undefined || !FIELD_KINDS.has(kind)) {
        const kinds = [...FIELD_KINDS.keys()].join(", ");
        throw new TypeError(`"${id}": "name" or "name:kind" with kind ${kinds} expected, got ${JSON.stringify(field)}`);
    }
    return { fieldName, kind };
}

/**
 * Reads the names of types and fields. Raises a TypeError or SyntaxError that says what was expected.
 * @param json by type number, as `{ "1": { "name": "award", "fields": ["player:guid", "amount"] } }`
 */
export function parseTypes(json: string): EventTypes {
    const types = new Map<number, EventType>();
    const parsed: unknown = JSON.parse(json);
    const expected = '{ "name": ..., "fields": [...] } under a type id expected';
    if (typeof parsed !== "object" || parsed === null) throw new TypeError(expected);
    for (const [id, type] of Object.entries(parsed as Record<string, unknown>)) {
        const { name, fields } = (type ?? {}) as Record<string, unknown>;
        if (!/^\d+$/.test(id) || typeof name !== "string" || !Array.isArray(fields))
            throw new TypeError(`"${id}": ${expected}`);
        types.set(Number(id), { name, fields: fields.map((field) => parseField(id, field)) });
    }
    return types;
}

/** The JSON of names of types and fields, which parseTypes() reads. The same for the same types. */
export function formatTypes(types: EventTypes): string {
    const sorted = [...types].sort(([one], [other]) => one - other);
    const entries = sorted.map(([id, { name, fields }]) => {
        return [id, { name, fields: fields.map(({ fieldName, kind }) => `${fieldName}:${kind}`) }];
    });
    return JSON.stringify(Object.fromEntries(entries));
}
