/** Names and kinds of the fields of types, as a file of JSON or the addon itself gives them. */
import { textOfBytes } from "./bytes-text";
import { FIELD_KINDS } from "./field-kinds";
import type { DefinedType } from "./tool-entries";

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

/** A field as an addon gives it to define(): "player", "player:guid", "player:guid?"; undefined for another text. */
export function readFieldText(text: string): NamedField | undefined {
    const [, fieldName, kind = "any"] = /^([^:]+)(?::(.*?)\??)?$/.exec(text) ?? [];
    return fieldName === undefined || !FIELD_KINDS.has(kind) ? undefined : { fieldName, kind };
}

/** The types that an addon has defined. A field of a kind that is not known here is called by all of its text, and is of any kind. */
export function namedTypes(types: readonly DefinedType[]): EventTypes {
    const named = types.map(({ id, name, fields }): [number, EventType] => {
        const texts = fields.map(textOfBytes);
        const read = texts.map((text) => readFieldText(text) ?? { fieldName: text, kind: "any" });
        return [id, { name: textOfBytes(name), fields: read }];
    });
    return new Map(named);
}

function parseField(id: string, field: unknown): NamedField {
    const named = typeof field === "string" ? readFieldText(field) : undefined;
    if (named === undefined) {
        const kinds = [...FIELD_KINDS.keys()].join(", ");
        throw new TypeError(`"${id}": "name" or "name:kind" with kind ${kinds} expected, got ${JSON.stringify(field)}`);
    }
    return named;
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
