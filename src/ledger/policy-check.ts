/** Compares the types that a policy names with those that the addon defines: what is misspelt is told at once. */

import { bytesLess } from "../codec/compare";
import { MAX_TYPE, type Schema } from "../event/schema";
import { misuse, show } from "../misuse";
import type { Rights } from "./policy";

/** Raises if the policy says nothing about who may write a type. */
export function checkCovered(method: string, rights: Rights, type: string): void {
    if (!rights.covers(type)) {
        misuse(method, "authorize", `names neither a default nor the type ${show(type)}: nobody could write it`);
    }
}

/** Raises if the policy names a type that is not defined, or says nothing about one that is. */
export function checkTypes(method: string, rights: Rights, schema: Schema): void {
    const names = [...rights.types];
    table.sort(names, bytesLess);
    for (const name of names) {
        if (schema.named(name) === undefined) {
            misuse(method, "authorize", `names a type that is not defined, got ${show(name)}`);
        }
    }
    for (const id of $range(1, MAX_TYPE)) {
        const definition = schema.withId(id);
        if (definition !== undefined) {
            checkCovered(method, rights, definition.name);
        }
    }
}
