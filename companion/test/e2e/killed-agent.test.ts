/** The companion of a player is killed at random moments, while it uploads what the game has written, and while it writes the inbox. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { searchSize } from "../support/long";
import { joinAs, ok, Stage } from "./stage";

const SEED = 17;
const KILLS = searchSize(6, 20);
/** Milliseconds that a sync takes here at most, about. */
const LONGEST = 1500;

let stage: Stage;
beforeEach(async () => {
    stage = await Stage.open();
});
afterEach(() => stage.close());

it("loses nothing and doubles nothing, whenever it is killed", async () => {
    console.log(`killed agents: seed ${SEED}, ${KILLS} of each`);
    const random = new Random(SEED);
    random.bytes(4);
    const { game } = stage;
    await game.run(`anna = player("Anna", 0, "guildRank") bob = player("Bob", 2, "guildRank")
        login(anna) realm:advance(40) assert(not award(anna, bob, 1)) realm:advance(5) anna:logout()
        login(bob) realm:advance(40) bob:logout() calm()`);
    stage.copyAccount("Anna");
    stage.copyAccount("Bob");
    ok(await stage.found("Anna"));
    await joinAs(stage, "Bob", "own");
    ok(await stage.sync("Bob"));
    let killed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
        await game.run(`login(anna) realm:advance(40)
            for amount = 1, 5 do assert(not award(anna, bob, amount)) realm:advance(5) end anna:logout() calm()`);
        stage.copyAccount("Anna");
        // Bob's next game reads what the killed one has left of the inbox.
        for (const name of ["Anna", "Bob"]) killed += Number(await stage.killSync(name, random.integer(0, LONGEST)));
        await game.run(`login(bob) realm:advance(40) bob:logout() calm()`);
        stage.copyAccount("Bob");
    }
    expect(killed).toBeGreaterThan(KILLS / 2);
    for (const name of ["Anna", "Bob"]) ok(await stage.sync(name));
    const stored = stage.storedPoints();
    expect(stored).toMatch(new RegExp(` ${1 + 15 * KILLS}$`));
    for (const name of ["anna", "bob"])
        expect(
            await game.run(
                `login(${name}) realm:advance(40) calm() local text = points(${name}) ${name}:logout() return text`,
            ),
        ).toBe(stored);
});
