/** What the methods of a ledger take, checked and in the form that the library works with. */

import type { EventFilter, EventKey } from "../api/event";
import { expectList, expectNames, expectTable, misuse, mustBe, raise, show } from "../misuse";
import { isFiniteNumber, isWholeWithin } from "../numbers";
import { parseGuid } from "../event/guid";
import { COUNTERS, toId } from "../event/key";
import { type FieldDefinition, parseField, RESERVED_NAMES } from "../event/field";
import { KINDS_IN_WORDS } from "../event/field-kinds";
import { encodeBody, FIELD_LIMIT, type Schema } from "../event/schema";

const format = string.format;

const MAX_U32 = 4294967295;

const CREATOR = format("a player GUID or a whole number from 0 to %.0f", MAX_U32);

/** The creator of a filter as u32; nil when it is none. */
export function readCreator(creator: string | number | undefined): number | undefined {
    return isWholeWithin(creator, 0, MAX_U32) ? creator : readPlayer(creator);
}

/** The u32 in a player GUID; nil when it is none. */
export function readPlayer(guid: string | number | undefined): number | undefined {
    const [, id] = parseGuid(typeof guid === "string" ? guid : "");
    return id;
}

/** The names of EventFilter. */
const FILTER = ["from", "to", "type", "creator", "player", "newestFirst", "limit"];

/** The members of a filter: what each has to be, and whether a value is that. */
const FILTER_MEMBERS: readonly (readonly [
    name: keyof EventFilter,
    expected: string,
    fits: (this: void, value: unknown) => boolean,
])[] = [
    ["from", "a number of Unix seconds", isFiniteNumber],
    ["to", "a number of Unix seconds", isFiniteNumber],
    ["type", "the name of a type", (value) => typeof value === "string"],
    ["creator", CREATOR, (value) => readCreator(value as string) !== undefined],
    ["player", "a player GUID", (value) => readPlayer(value as string) !== undefined],
    ["newestFirst", "a boolean", (value) => typeof value === "boolean"],
    ["limit", "a whole number from 1 to 4294967295", (value) => isWholeWithin(value, 1, MAX_U32)],
];

/** Raises for what the filter of a method cannot hold. */
export function checkFilter(method: string, filter: EventFilter): void {
    expectTable(method, "filter", filter);
    expectNames(method, filter, FILTER);
    for (const [name, expected, fits] of FILTER_MEMBERS) {
        const value = filter[name];
        if (value !== undefined && !fits(value)) {
            misuse(method, name, mustBe(expected, value));
        }
    }
}

const FIELD_FORMS =
    `must hold "name", "name:kind" or "name:kind?" with kind ${KINDS_IN_WORDS} ` +
    `and a name other than ${table.concat(RESERVED_NAMES, ", ")}`;

/** The fields of a type as define() takes them. */
export function readFields(fields: readonly string[]): FieldDefinition[] {
    expectList("define", "fields", fields);
    if (fields.length > FIELD_LIMIT) {
        misuse("define", "fields", format("must hold at most %.0f fields, got %.0f", FIELD_LIMIT, fields.length));
    }
    const definitions: FieldDefinition[] = [];
    for (const text of fields) {
        const definition = typeof text === "string" ? parseField(text) : undefined;
        if (definition === undefined) {
            return misuse("define", "fields", `${FIELD_FORMS}, got ${show(text)}`);
        }
        if (definitions.find((other) => other.name === definition.name) !== undefined) {
            misuse("define", "fields", `must have each name once, got ${show(text)} as another "${definition.name}"`);
        }
        definitions[definitions.length] = definition;
    }
    return definitions;
}

/** The body of an event as submit() takes it. */
export function packEvent(
    method: string,
    schema: Schema,
    type: string,
    values: Readonly<Record<string, unknown>>,
): string {
    const definition = schema.writable(type);
    if (definition === undefined) {
        return misuse(method, "type", mustBe("a defined event type", type));
    }
    expectTable(method, "values", values);
    const [body, problem] = encodeBody(definition, values);
    return body ?? raise(method, problem!);
}

/** The members of a key, each with its largest value. */
const KEY_LIMITS = [
    ["time", MAX_U32],
    ["creator", MAX_U32],
    ["counter", COUNTERS - 1],
] as const;

/** The key of an event, or of a table that names one. */
export function readKey(method: string, event: EventKey): LuaMultiReturn<[time: number, id: number]> {
    expectTable(method, "event", event);
    for (const [name, limit] of KEY_LIMITS) {
        const value = event[name];
        if (!isWholeWithin(value, 0, limit)) {
            const problem = format("whose '%s' is a whole number from 0 to %.0f", name, limit);
            misuse(method, "event", `must be an event or a table ${problem}, got ${show(value)}`);
        }
    }
    return $multi(event.time, toId(event.creator, event.counter));
}
