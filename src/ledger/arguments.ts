/** What the methods of a ledger take, checked and in the form that the library works with. */

import type { EventFilter, EventKey } from "../api/event";
import { expectTable, misuse } from "../misuse";
import { parseGuid } from "../event/guid";
import { COUNTERS, toId } from "../event/key";
import { type FieldDefinition, KINDS_IN_WORDS, parseField } from "../event/field";
import { encodeBody, FIELD_LIMIT, type Schema, strayField, SYSTEM_TYPE } from "../event/schema";

/** The creator of a filter as u32. */
export function readCreator(creator: string | number | undefined): number | undefined {
    if (creator === undefined || typeof creator === "number") {
        return creator;
    }
    const [, id] = parseGuid(typeof creator === "string" ? creator : "");
    return id ?? misuse("events", "creator", "player GUID or number", creator);
}

/** Raises for what a filter cannot hold. */
export function checkFilter(filter: EventFilter): void {
    expectTable("events", "filter", filter);
    const { from, to, type: name } = filter;
    if (from !== undefined && typeof from !== "number") {
        misuse("events", "from", "Unix seconds", from);
    }
    if (to !== undefined && typeof to !== "number") {
        misuse("events", "to", "Unix seconds", to);
    }
    if (name !== undefined && typeof name !== "string") {
        misuse("events", "type", "name of a type", name);
    }
}

const FIELD_FORMS = `"name", "name:kind" or "name:kind?" with kind ${KINDS_IN_WORDS}, each name once`;

/** The fields of a type as define() takes them. */
export function readFields(fields: readonly string[]): FieldDefinition[] {
    expectTable("define", "fields", fields);
    if (fields.length > FIELD_LIMIT) {
        misuse("define", "fields", `at most ${FIELD_LIMIT} fields`, fields.length);
    }
    const definitions: FieldDefinition[] = [];
    for (const text of fields) {
        const definition = typeof text === "string" ? parseField(text) : undefined;
        if (definition === undefined || definitions.find((other) => other.name === definition.name) !== undefined) {
            misuse("define", "fields", FIELD_FORMS, text);
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
    const definition = typeof type === "string" ? schema.named(type) : undefined;
    if (definition === undefined || definition.id === SYSTEM_TYPE) {
        return misuse(method, "type", "defined event type", type);
    }
    expectTable(method, "values", values);
    const stray = strayField(definition, values);
    if (stray !== undefined) {
        misuse(method, stray, `field of "${type}"`, stray);
    }
    const [body, field, reason] = encodeBody(definition, values);
    return body ?? misuse(method, field!, reason!, values[field!] ?? values);
}

function isInteger(value: unknown, limit: number): value is number {
    return typeof value === "number" && value % 1 === 0 && value >= 0 && value < limit;
}

/** The key of an event or of a table that names one. */
export function readKey(method: string, event: EventKey): LuaMultiReturn<[time: number, id: number]> {
    expectTable(method, "event", event);
    const { time, creator, counter } = event;
    if (!isInteger(time, 2 ** 32) || !isInteger(creator, 2 ** 32) || !isInteger(counter, COUNTERS)) {
        misuse(method, "event", "event, or table with time, creator and counter", event);
    }
    return $multi(time, toId(creator, counter));
}
