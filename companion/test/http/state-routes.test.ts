/** Requests for states: what they answer, and what they refuse. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { serve, type Server } from "../../src/http/server";
import { award, guidOf, type GuildStates, LOG, openGuild, TIME } from "../state/guild-states";
import { importBytes, savedBytes } from "../support/stored";
import { askAt } from "../support/served";
import { localRoomId } from "../../src/store/local-rooms";

let guild: GuildStates;
let server: Server;
beforeAll(async () => {
    guild = await openGuild([award(0, 1, 10), award(10, 2, 20)]);
    await importBytes(guild.driver, savedBytes([award(0, 1, 1)], "guild:Other"), new Map());
    server = await serve(guild.driver, { port: 0, isOpen: true, states: guild.states });
});
afterAll(async () => {
    await server.close();
    await guild.stop();
});

async function ask(path: string, scope = LOG.scope): Promise<{ status: number; body: Record<string, unknown> }> {
    const { status, text } = await askAt(server.url, `/rooms/${localRoomId("", scope)}/${path}`, "GET", {});
    return { status, body: JSON.parse(text) as Record<string, unknown> };
}

test("a state is answered as it is", async () => {
    const { status, body } = await ask("state");
    assert.equal(status, 200);
    const points = {
        table: [
            [guidOf(1), 10],
            [guidOf(2), 20],
        ],
    };
    assert.deepEqual(body["state"], {
        table: [
            ["awards", 2],
            ["points", points],
        ],
    });
    assert.deepEqual([body["source"], body["events"], body["saved"], body["at"]], ["module", 2, null, null]);
});

test("a view, a curve and a difference are answered", async () => {
    const { body: view } = await ask(`view?name=standings&at=${TIME + 5}`);
    assert.deepEqual([view["rows"], view["events"], view["at"]], [[[guidOf(1), 10]], 1, TIME + 5]);
    const { body: curve } = await ask(`curve?player=${guidOf(2)}`);
    assert.deepEqual(curve["points"], [
        [TIME, null],
        [TIME + 10, 20],
    ]);
    const { body: difference } = await ask(`difference?from=${TIME}&view=standings`);
    const row = { key: guidOf(2), before: null, after: [guidOf(2), 20] };
    assert.deepEqual((difference["view"] as { rows: unknown }).rows, [row]);
});

test("what is not there is refused in words", async () => {
    assert.deepEqual(await ask("view?name=nonsense"), {
        status: 404,
        body: { error: "name: one of standings expected" },
    });
    assert.equal((await ask("state?ledger=Other")).status, 404);
    assert.equal((await ask("state?at=yesterday")).status, 400);
    assert.equal((await ask("curve")).status, 400);
    assert.equal((await ask(`curve?player=x&column=player`)).status, 404);
});
