import { mkdtempSync, existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Game } from "./game";

it("plays clients that leave their files on disk", async () => {
    const folder = mkdtempSync(join(tmpdir(), "game-"));
    const game = new Game({ savedFolder: folder, addonFolder: folder, startTime: 1_790_000_000, seed: 1 });
    await game.run(
        `anna = player("Anna", 0, "guildRank"); login(anna); realm:advance(10); assert(#realm.errors == 0, realm.errors[1] and realm.errors[1].message)`,
    );
    await game.run(`anna:run("ledger:submit('award', { player = UnitGUID('player'), amount = 5 })") realm:advance(5)`);
    expect(await game.run(`return anna:evaluate("ledger:getState().awards")`)).toBe("1");
    await game.run(`anna:logout() assert(#realm.errors == 0, realm.errors[1] and realm.errors[1].message)`);
    const path = join(folder, "Anna", "SavedVariables", "Points.lua");
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, "utf8")).toContain("Points_Saved");
    await expect(game.run("error('no', 0)")).rejects.toThrow("no");
    game.close();
});
