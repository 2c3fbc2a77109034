import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinAs, linkIn, ok, Stage } from "./stage";

describe("accounts and computers", () => {
    let stage: Stage;
    beforeEach(async () => {
        stage = await Stage.open();
    });
    afterEach(() => stage.close());

    it("serves two accounts of one install, each with what it lacks", async () => {
        const { game } = stage;
        await game.run(`anna = player("Anna", 0, "guildRank")
            bob = player("Bob", 2, "guildRank", "Home") dora = player("Dora", 2, "guildRank", "Home")
            login(anna) realm:advance(40) assert(not award(anna, bob, 1)) assert(not award(anna, dora, 2)) realm:advance(5) anna:logout()
            login(bob) realm:advance(40) bob:logout() login(dora) realm:advance(40) dora:logout() calm()`);
        stage.copyAccount("Anna");
        stage.copyAccount("Bob", "Home");
        stage.copyAccount("Dora", "Home");
        ok(await stage.found("Anna"));
        ok(await stage.run("Home", "join", linkIn(ok(await stage.run("Anna", "invite", "Bob"))), "--yes"));
        ok(await stage.sync("Home"));
        // Bob reads it; Dora has not yet: it stays for her.
        await game.run(`login(bob) realm:advance(40) calm() bob:logout()`);
        stage.copyAccount("Bob", "Home");
        ok(await stage.sync("Home"));
        expect(stage.inbox("Home")).toContain("guild:Dawn-Realm");
        const points = await game.run(
            `login(dora) realm:advance(40) calm() local text = points(dora) dora:logout() return text`,
        );
        expect(points).toBe(stage.storedPoints());
        stage.copyAccount("Dora", "Home");
        ok(await stage.sync("Home"));
        expect(stage.inbox("Home")).not.toContain("guild:Dawn-Realm");
    });

    it("brings one character's events from one of its computers to the other", async () => {
        const { game } = stage;
        await game.run(`anna = player("Anna", 0, "guildRank") bob = player("Bob", 2, "guildRank")
            login(anna) realm:advance(40) assert(not award(anna, bob, 1)) realm:advance(5) calm() anna:logout()`);
        stage.copyAccount("Anna");
        ok(await stage.found("Anna"));
        // The laptop has a file of its own: that of a game that was begun anew.
        const link = linkIn(ok(await stage.run("Anna", "pair")));
        const laptop = stage.newGame(1, "laptop", 60);
        await laptop.run(`anna = player("Anna", 0, "guildRank", "Laptop") bob = player("Bob", 2, "guildRank")
            login(anna) realm:advance(40) assert(not award(anna, bob, 20)) realm:advance(5) calm() anna:logout()`);
        stage.copyAccount("Anna", "Laptop", "laptop");
        ok(await stage.run("Laptop", "join", link, "--yes"));
        ok(await stage.sync("Laptop"));
        ok(await stage.sync("Anna"));
        const points = "login(anna) realm:advance(40) calm() return points(anna)";
        const stored = stage.storedPoints();
        expect(stored).toMatch(/ 21$/);
        expect(await game.run(points)).toBe(stored);
        expect(await laptop.run(points)).toBe(stored);
        laptop.close();
    });

    it("works both ways where everybody writes for himself", async () => {
        const { game } = stage;
        await game.run(`anna = player("Anna", 0, "creatorOnly") bob = player("Bob", 2, "creatorOnly")
            login(anna) realm:advance(40) assert(not award(anna, bob, 1)) realm:advance(5) anna:logout()
            login(bob) realm:advance(40) assert(not award(bob, anna, 2)) realm:advance(5) bob:logout() calm()`);
        stage.copyAccount("Anna");
        stage.copyAccount("Bob");
        ok(await stage.found("Anna", "--open"));
        await joinAs(stage, "Bob", "own");
        for (const name of ["Anna", "Bob"]) ok(await stage.sync(name));
        const stored = stage.storedPoints();
        expect(stored.split("\n")).toHaveLength(2);
        for (const name of ["anna", "bob"])
            expect(
                await game.run(
                    `login(${name}) realm:advance(40) calm() local text = points(${name}) ${name}:logout() return text`,
                ),
            ).toBe(stored);
    });
});

describe("a client that has sealed and dropped old weeks", () => {
    const WEEKS = 3 * 604_800;
    let stage: Stage;
    beforeEach(async () => {
        stage = await Stage.open(WEEKS + 7200);
    });
    afterEach(() => stage.close());

    it("takes nothing out of the room, and others get all of it", async () => {
        await stage.game.run(`anna = player("Anna", 0, "guildRank") bob = player("Bob", 2, "guildRank")
            login(anna) realm:advance(40) assert(not award(anna, bob, 1)) assert(not award(anna, anna, 2)) realm:advance(5) calm() anna:logout()`);
        stage.copyAccount("Anna");
        ok(await stage.found("Anna"));
        stage.game.close();
        const later = stage.newGame(1, "accounts", WEEKS);
        await later.run(`anna = player("Anna", 0, "guildRank") bob = player("Bob", 2, "guildRank")
            login(anna) realm:advance(40) assert(not award(anna, bob, 4))

            anna:run("ledger:seal({ force = true }, function(result) sealed = result.event ~= nil end)") realm:advance(60)
            assert(anna:evaluate("sealed"), "not sealed")
            anna:run("ledger:prune(1, function(result) pruned = true end)") realm:advance(60) calm()
            assert(anna:evaluate("pruned") and anna:evaluate("ledger:status().events") < 4, "not pruned")
            anna:logout() login(bob) realm:advance(40) bob:logout() calm()`);
        for (const name of ["Anna", "Bob"]) stage.copyAccount(name);
        ok(await stage.sync("Anna"));
        await joinAs(stage, "Bob", "own");
        ok(await stage.sync("Bob"));
        const stored = stage.storedPoints();
        expect(
            stored
                .split("\n")
                .map((line) => line.split(" ")[1])
                .sort(),
        ).toEqual(["2", "5"]);
        for (const name of ["bob", "anna"])
            expect(
                await later.run(
                    `login(${name}) realm:advance(60) calm() local text = points(${name}) ${name}:logout() return text`,
                ),
            ).toBe(stored);
        later.close();
    });
});
