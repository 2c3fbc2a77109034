/** A room of 100,000 events, by Offers. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { START } from "../../src/room/position";
import { countRoom } from "../../src/room/running-count";
import { KeptRoom } from "../../src/rooms/kept-room";
import { nameOf } from "../../src/room/chain";
import { readPage } from "../../src/store/event-page";
import { roomInfos } from "../../src/store/local-rooms";
import { openRecordStores } from "../../src/store/record-stores";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { NOW } from "../support/guild";
import { newFolder } from "../support/stored";
import { FOUNDED, writingGuild } from "../support/writing-guild";

const [BATCHES, SIZE] = [400, 250];

test("100,000 events in 400 records are all there, in order, and after the room is opened again", async () => {
    const guild = writingGuild(BATCHES, SIZE);
    const { id } = guild.room;
    const driver = openSqlite(newFolder());
    const stores = openRecordStores(driver);
    const kept = await KeptRoom.open(id, await stores.create(id));
    await kept.follow(START, guild.list.slice(0, FOUNDED));
    const outcomes = await Promise.all(guild.list.slice(FOUNDED).map((record) => kept.offer([record], NOW)));
    assert.deepEqual(
        outcomes.map((outcome) => ("position" in outcome ? outcome.position.n : outcome)),
        Array.from({ length: BATCHES }, (_, index) => FOUNDED + 1 + index),
    );
    const [{ ledgers }] = await roomInfos(driver);
    assert.equal(ledgers[0].events, BATCHES * SIZE);
    const room = await driver.room(nameOf(id));
    assert.ok(room !== undefined);
    const page = await readPage(room, {
        ...{ limit: BATCHES * SIZE + 1, after: undefined, type: undefined, player: undefined },
        status: "all",
    });
    const bodies = page.map(({ time, counter, body }) => `${time} ${counter} ${body}`);
    const [counted] = [...countRoom(guild.room).values()];
    assert.deepEqual(
        bodies,
        counted.events.map(({ event: { time, counter, body } }) => `${time} ${counter} ${nameOf(body)}`),
    );
    const store = await stores.open(id);
    assert.ok(store !== undefined);
    const again = await KeptRoom.open(id, store);
    assert.deepEqual(again.room.position, kept.room.position);
    await stores.close();
});
