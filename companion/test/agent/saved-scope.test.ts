/** What the agent takes of damaged files. */
import { expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { eventName } from "../../src/agent/event-name";
import { savedScopesOf } from "../../src/agent/saved-scope";
import { readSavedVariables } from "../../src/format/saved-file";
import { searchSize } from "../support/long";
import { randomEvents } from "../support/random-events";
import { savedBytes } from "../support/saved-file";

const SEED = Number(process.env["SEED"] ?? 3);
const PLACE = { install: "/game", account: "A", changed: 0, kind: "current" } as const;

it("of a mutated file no event is taken that was not in it, and nothing is thrown", () => {
    console.log(`mutated files: seed ${SEED}`);
    const random = new Random(SEED);
    const events = randomEvents(random, "s", 4, 25);
    const whole = savedBytes(events);
    const names = new Set(events.map(eventName));
    let [taken, lost] = [0, 0];
    for (let turn = searchSize(600, 20_000); turn > 0; turn--) {
        const bytes = Buffer.from(whole);
        for (let left = random.integer(1, 4); left > 0; left--)
            bytes[random.integer(0, bytes.length - 1)] = random.pick([
                random.integer(0, 255),
                ...Buffer.from('"]}{\n\\,'),
            ]);
        const scopes = savedScopesOf(PLACE, readSavedVariables(bytes));
        const found = scopes.flatMap((saved) => saved.events.map(eventName));
        expect(found.filter((name) => !names.has(name))).toEqual([]);
        taken += found.length;
        if (found.length < events.length) lost++;
    }
    // Weeks that are intact are taken, and damage has its price.
    expect([taken > 0, lost > 0]).toEqual([true, true]);
});
