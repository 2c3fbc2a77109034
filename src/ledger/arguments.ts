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

/** The creator of a filter as u32; nil when the filter names none. */
export function readCreator(creator: string | number | undefined): number | undefined {
    if (creator === undefined || isWholeWithin(creator, 0, MAX_U32)) {
        return creator;
    }
    const [, id] = parseGuid(typeof creator === "string" ? creator : "");
    return id ?? misuse("events", "creator", mustBe(CREATOR, creator));
}

/** The names of EventFilter. */
const FILTER = ["from", "to", "creator", "type"];

/** Raises for what a filter cannot hold. */
export function checkFilter(filter: EventFilter): void {
    expectTable("events", "filter", filter);
    expectNames("events", filter, FILTER);
    const { from, to, type: name } = filter;
    if (from !== undefined && !isFiniteNumber(from)) {
        misuse("events", "from", mustBe("a number of Unix seconds", from));
    }
    if (to !== undefined && !isFiniteNumber(to)) {
        misuse("events", "to", mustBe("a number of Unix seconds", to));
    }
    if (name !== undefined && typeof name !== "string") {
        misuse("events", "type", mustBe("the name of a type", name));
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
