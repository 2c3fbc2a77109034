/** Policies made of policies. Each of the three questions is answered apart. */

import type { Authorize, Policy } from "../api/authorize";
import { expectTable, misuse } from "../misuse";
import { NOBODY, Relaying, type Rights, readPolicy, toAuthorize } from "./policy";

const format = string.format;
const max = math.max;
const min = math.min;

type Question = "write" | "relay" | "speak";

/** Yes if one says yes; else nil if one does not know yet. */
function anyOf(list: readonly Rights[], question: Question): Authorize {
    return (event, sender, direction, isCreator, state) => {
        let answer: boolean | undefined = false;
        for (const rights of list) {
            const one = rights[question](event, sender, direction, isCreator, state);
            if (one === true) {
                return true;
            }
            if (one === undefined) {
                answer = undefined;
            }
        }
        return answer;
    };
}

/** No if one says no; else nil if one does not know yet. */
function allOf(list: readonly Rights[], question: Question): Authorize {
    return (event, sender, direction, isCreator, state) => {
        let answer: boolean | undefined = true;
        for (const rights of list) {
            const one = rights[question](event, sender, direction, isCreator, state);
            if (one === undefined) {
                answer = undefined;
            } else if (one !== true) {
                return false;
            }
        }
        return answer;
    };
}

function highest(list: readonly Rights[]): Relaying {
    let found = Relaying.None;
    for (const { relaying } of list) {
        found = max(found, relaying);
    }
    return found;
}

function lowest(list: readonly Rights[]): Relaying {
    let found = Relaying.Named;
    for (const { relaying } of list) {
        found = min(found, relaying);
    }
    return found;
}

/** Those of a list that say the most about who passes on: they say who speaks. */
function spokesmen(list: readonly Rights[]): Rights[] {
    const relaying = highest(list);
    return list.filter((rights) => rights.relaying === relaying);
}

function typesOf(list: readonly Rights[]): string[] {
    return list.flatMap(({ types }) => types);
}

function readAll(method: string, ...policies: Policy[]): Rights[] {
    // Lua's # does not count nil at the end.
    const count = select("#", ...policies);
    if (count === 0) {
        misuse(method, "policies", "must be at least one, got none");
    }
    const list: Rights[] = [];
    for (const index of $range(1, count)) {
        list[index - 1] = readPolicy(method, format("policy %.0f", index), policies[index - 1]);
    }
    return list;
}

/** See Policies in api/authorize.ts. */
export function any(this: void, ...policies: Policy[]): Authorize {
    const list = readAll("policies.any", ...policies);
    return toAuthorize({
        write: anyOf(list, "write"),
        relay: anyOf(list, "relay"),
        speak: anyOf(spokesmen(list), "speak"),
        relaying: highest(list),
        types: typesOf(list),
        covers: (type) => list.some((rights) => rights.covers(type)),
    });
}

/** See Policies in api/authorize.ts. */
export function all(this: void, ...policies: Policy[]): Authorize {
    const list = readAll("policies.all", ...policies);
    return toAuthorize({
        write: allOf(list, "write"),
        relay: allOf(list, "relay"),
        speak: allOf(list, "speak"),
        relaying: lowest(list),
        types: typesOf(list),
        covers: (type) => list.every((rights) => rights.covers(type)),
    });
}

/** Key of the policy for all types that are not named. */
const DEFAULT = "default";

/** See Policies in api/authorize.ts. */
export function byType(this: void, types: Readonly<Record<string, Policy>>): Authorize {
    const method = "policies.byType";
    expectTable(method, "types", types);
    const byName = new LuaMap<string, Rights>();
    const list: Rights[] = [];
    const names: string[] = [];
    for (const [name, policy] of pairs(types as unknown as LuaTable<string, Policy>)) {
        const rights = readPolicy(method, tostring(name), policy);
        byName.set(name, rights);
        list[list.length] = rights;
        if (name !== DEFAULT) {
            names[names.length] = name;
        }
    }
    if (list.length === 0) {
        misuse(method, "types", "must name at least one type, or default, got an empty table");
    }
    const otherwise = byName.get(DEFAULT) ?? NOBODY;
    const rightsFor = (type: string): Rights => byName.get(type) ?? otherwise;
    const named = list.filter(({ relaying }) => relaying === Relaying.Named);
    const keepers = otherwise.relaying === Relaying.Named ? [otherwise] : named;
    const mayKeep = keepers.length > 0 ? allOf(keepers, "relay") : NOBODY.relay;
    return toAuthorize({
        write: (event, ...rest) => rightsFor(event!.type).write(event, ...rest),
        relay: (event, ...rest) => {
            const { relaying, relay } = rightsFor(event!.type);
            return (relaying === Relaying.Open ? mayKeep : relay)(event, ...rest);
        },
        speak: anyOf(spokesmen(list), "speak"),
        relaying: highest(list),
        types: names.concat(typesOf(list)),
        covers: (type) => byName.has(type) || byName.has(DEFAULT),
    });
}
