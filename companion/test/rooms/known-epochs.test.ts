import { expect, it } from "vitest";
import { ROLE } from "../../src/room/content-items";
import { KIND } from "../../src/room/contents";
import { strongestEpoch } from "../../src/room/epoch";
import { START } from "../../src/room/position";
import { beginEpoch } from "../../src/rooms/begin-epoch";
import { KeptRoom } from "../../src/rooms/kept-room";
import { KnownEpochs } from "../../src/rooms/known-epochs";
import { deviceOf, FOUNDER, Guild } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";

it("the epochs of a room are those of list and loose records whose author is a server as the chain is now", async () => {
    const guild = new Guild();
    const servers = [guild.join(1, ROLE.server), guild.join(2, ROLE.server)];
    const room = await KeptRoom.open(guild.room.id, new MemoryStore());
    const known = new KnownEpochs(room);
    expect(known.strongest()).toBeUndefined();
    await room.follow(START, guild.list);
    expect(await beginEpoch(room, FOUNDER, "")).toBeUndefined();
    expect(await beginEpoch(room, deviceOf(9), "")).toBeUndefined();
    const base = room.room.position;
    expect(await beginEpoch(room, servers[0], "wss://one.example/")).toBe(2);
    expect(known.strongest()).toEqual(strongestEpoch(room.room));
    // Above what it only knows of.
    const other = guild.sign(servers[1], { kind: KIND.epoch, epoch: 7, url: "" }, base);
    await room.keep(other);
    expect(known.strongest()?.id).toEqual(other.id);
    expect(await beginEpoch(room, servers[0], "")).toBe(8);
    expect(known.all().map(({ content }) => content.kind === KIND.epoch && content.epoch)).toEqual([8, 7, 2]);
    // A rewind: they are loose then, and count all the same.
    await room.follow(base, []);
    expect(known.all()).toHaveLength(3);
    expect(room.waiting).toEqual([]);
    const device = servers[1].key;
    const said = { action: "drop", device, seq: 0, id: Buffer.alloc(32) } as const;
    const drop = guild.sign(FOUNDER, { kind: KIND.entry, parent: room.room.chain.last, time: 1, said }, base);
    await room.follow(base, [drop.bytes]);
    expect(known.all().map(({ author }) => author)).toEqual([servers[0].key, servers[0].key]);
});
