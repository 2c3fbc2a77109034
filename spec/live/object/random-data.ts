/** Random values of shared objects, and copies of them with other insertion orders. */
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import type { SeededRandom } from "../../random";

export const FIELD_NAMES = ["a", "b", "c", "d"];

function randomName(random: SeededRandom): string {
    return FIELD_NAMES[random.integer(0, FIELD_NAMES.length - 1)];
}

export function randomScalar(random: SeededRandom): unknown {
    const kind = random.integer(1, 7);
    if (kind <= 2) return random.integer(-5, 5);
    if (kind === 3) return random.integer(-99, 99) / 8;
    if (kind === 4) return ["", "x", "y", string.char(255)][random.integer(0, 3)];
    if (kind === 5) return random.integer(0, 1) === 1;
    return kind === 6 ? NULL : EMPTY_ARRAY;
}

export function randomObject(random: SeededRandom, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const _ of $range(1, random.integer(0, 4))) object[randomName(random)] = randomData(random, depth - 1);
    return object;
}

export function randomData(random: SeededRandom, depth: number): unknown {
    const kind = random.integer(1, depth > 0 ? 4 : 2);
    if (kind <= 2) return randomScalar(random);
    if (kind === 3) return randomObject(random, depth);
    const list: unknown[] = [];
    for (const index of $range(0, random.integer(0, 4))) list[index] = randomData(random, depth - 1);
    return list;
}

/** "a", "b.2", "c.a.d": to something that may be there or not. */
export function randomPath(random: SeededRandom): string {
    const parts = [randomName(random)];
    for (const index of $range(1, random.integer(0, 2))) {
        parts[index] = random.integer(0, 2) === 0 ? string.format("%d", random.integer(0, 6)) : randomName(random);
    }
    return parts.join(".");
}

/** Equal to a value, with fields put in in another order, among others that are gone again. */
export function shuffled(random: SeededRandom, value: unknown): unknown {
    if (type(value) !== "table" || value === NULL || value === EMPTY_ARRAY) return value;
    const fields = value as LuaTable<AnyNotNil, unknown>;
    const keys: AnyNotNil[] = [];
    for (const [key] of pairs(fields)) keys.push(key);
    const copy = new LuaTable<AnyNotNil, unknown>();
    for (const index of $range(1, random.integer(0, 9))) copy.set(`gone${string.format("%d", index)}`, 1);
    while (keys.length > 0) {
        const key = table.remove(keys, random.integer(1, keys.length))!;
        copy.set(key, shuffled(random, fields.get(key)));
    }
    for (const index of $range(1, 9)) copy.delete(`gone${string.format("%d", index)}`);
    return copy;
}
