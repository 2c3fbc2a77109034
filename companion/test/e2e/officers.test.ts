import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinAs, linkIn, ok, Stage } from "./stage";

describe("a guild where officers award", () => {
    let stage: Stage;
    beforeEach(async () => {
        stage = await Stage.open();
        await stage.game.run(`
            anna = player("Anna", 0, "guildRank") carl = player("Carl", 1, "guildRank")
            bob = player("Bob", 2, "guildRank") dora = player("Dora", 2, "guildRank")`);
    });
    afterEach(() => stage.close());

    /** Logs in, waits until all is read, does something and logs out; the file is then on the computer. */
    const plays = async (name: string, what = ""): Promise<void> => {
        const client = name.toLowerCase();
        await stage.game.run(
            `login(${client}) realm:advance(40) calm() ${what} realm:advance(5) calm() ${client}:logout()`,
        );
        stage.copyAccount(name);
    };
    const pointsOf = (client: string): Promise<string> => stage.game.run(`return points(${client})`);

    it("brings what officers wrote to a member who was never online with them, and back from any of them", async () => {
        await plays(
            "Anna",
            "assert(not award(anna, bob, 10)) assert(not award(anna, carl, 7)) assert(not award(anna, dora, 1))",
        );
        await plays("Bob");
        await plays("Carl", "assert(not award(carl, bob, 5))");
        ok(await stage.found("Anna"));
        await joinAs(stage, "Bob", "own");
        await joinAs(stage, "Carl", "relay");
        for (const name of ["Bob", "Anna"]) ok(await stage.sync(name));
        for (const name of ["Bob", "Anna", "Carl"]) await plays(name, "");
        const stored = stage.storedPoints();
        expect(stored.split("\n")).toHaveLength(3);
        for (const client of ["bob", "anna"]) {
            await stage.game.run(`login(${client}) realm:advance(40) calm()`);
            expect(await pointsOf(client)).toBe(stored);
            await stage.game.run(`${client}:logout()`);
        }
        // What the inbox has brought needs to be brought no more.
        stage.copyAccount("Bob");
        ok(await stage.sync("Bob"));
        expect(stage.inbox("Bob")).not.toContain("guild:Dawn-Realm");
    });

    it("brings what an officer wrote who has left since, by who has it from him", async () => {
        await plays("Anna", "assert(not award(anna, carl, 7)) assert(not award(anna, dora, 1))");
        await plays("Carl", "assert(not award(carl, dora, 5))");
        await plays("Dora");
        ok(await stage.found("Anna"));
        await joinAs(stage, "Carl", "relay");
        ok(await stage.sync("Anna"));
        await plays("Anna");
        // Her game has let in what he wrote: her companion says so.
        ok(await stage.sync("Anna"));
        await stage.game.run(`carl:setGuild(nil)`);
        ok(await stage.run("Anna", "remove", "Carl", "--yes"));
        // Nobody who wrote it may speak for it any more: who has it does so at once.
        ok(await stage.sync("Anna"));
        await joinAs(stage, "Dora", "own");
        ok(await stage.sync("Dora"));
        await stage.game.run(`login(dora) realm:advance(40) calm()`);
        expect(await pointsOf("dora")).toBe(stage.storedPoints());
        expect((await pointsOf("dora")).split("\n")).toHaveLength(2);
    });

    it("brings what an officer wrote who has no companion, by who was online with him", async () => {
        await plays("Anna", "assert(not award(anna, dora, 1))");
        await plays("Dora");
        await stage.game.run(`login(anna) login(carl) realm:advance(40) calm()
            assert(not award(carl, dora, 5)) realm:advance(20) calm() carl:logout() anna:logout()`);
        stage.copyAccount("Anna");
        ok(await stage.found("Anna"));
        await joinAs(stage, "Dora", "own");
        ok(await stage.sync("Dora"));
        await stage.game.run(`login(dora) realm:advance(40) calm()`);
        expect(await pointsOf("dora")).toBe(stage.storedPoints());
        expect(await pointsOf("dora")).toMatch(/ 6$/);
    });

    it("gives back what an old backup of the game's file has lost", async () => {
        await plays("Anna", "assert(not award(anna, bob, 1))");
        await plays("Bob");
        stage.keep("Anna");
        await plays("Anna", "assert(not award(anna, bob, 2))");
        ok(await stage.found("Anna"));
        ok(await stage.run("Anna", "sync", "--once"));
        stage.restore("Anna");
        ok(await stage.sync("Anna"));
        const game = stage.newGame(1, "accounts", 1800);
        await game.run(`anna = player("Anna", 0, "guildRank") login(anna) realm:advance(40) calm()`);
        expect(await game.run(`return points(anna)`)).toBe(stage.storedPoints());
        expect(await game.run(`return points(anna)`)).toMatch(/ 3$/);
        game.close();
    });

    it("says to who wrote something that games refuse, once, that it was refused", async () => {
        await plays("Anna", "assert(not award(anna, bob, 1))");
        // Bob has changed his addon: it lets him award points to himself.
        await stage.game.run(`setPolicy(bob, "everyone")`);
        await plays("Bob", "assert(not award(bob, bob, 1000))");
        ok(await stage.found("Anna", "--open"));
        await joinAs(stage, "Bob", "own");
        ok(await stage.sync("Anna"));
        await plays("Anna");
        ok(await stage.sync("Anna"));
        const first = ok(await stage.sync("Bob"));
        expect(first.text).toMatch(/refused/);
        expect(ok(await stage.sync("Bob")).text).not.toMatch(/refused/);
        expect(ok(await stage.run("Bob", "refused")).text).toMatch(/type 1: refused by games \(unauthorized\)/);
        await stage.game.run(`login(anna) realm:advance(40) calm()`);
        expect(await pointsOf("anna")).toMatch(/ 1$/);
        expect(stage.storedPoints()).toMatch(/ 1$/);
    });

    it("takes its links once", async () => {
        await plays("Anna", "assert(not award(anna, bob, 1))");
        await plays("Bob");
        await plays("Carl");
        ok(await stage.found("Anna"));
        const link = linkIn(ok(await stage.run("Anna", "invite", "Bob")));
        ok(await stage.run("Bob", "join", link, "--yes"));
        expect((await stage.run("Carl", "join", link, "--yes")).code).not.toBe(0);
    });
});
