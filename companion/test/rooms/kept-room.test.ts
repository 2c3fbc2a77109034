import { describe, expect, it } from "vitest";
import { KIND } from "../../src/room/contents";
import { KeptRoom } from "../../src/rooms/kept-room";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { Rooms } from "../../src/rooms/rooms";
import { batchOf, eventOf, FOUNDER, Guild, NOW } from "../support/guild";
import { MemoryStore, MemoryStores } from "../support/memory-stores";
import { stateText } from "../support/room-state";

/** A guild with one member that writes, and a room that keeps its list. */
async function guildRoom(): Promise<{
    guild: Guild;
    member: Signer;
    store: MemoryStore;
    room: KeptRoom;
}> {
    const guild = new Guild();
    guild.takeScope(true);
    const member = guild.join(1, 3);
    const store = new MemoryStore();
    const room = await KeptRoom.open(guild.room.id, store);
    await room.follow(START, guild.list);
    return { guild, member, store, room };
}

describe("a room that is kept", () => {
    it("is what it was after it was read back", async () => {
        const { guild, member, store, room } = await guildRoom();
        await room.follow(room.room.position, [Buffer.from("no record")]);
        await room.sign(member, () => [batchOf([eventOf(2, 1)])]);
        const again = await KeptRoom.open(guild.room.id, store);
        expect(stateText(again.room)).toBe(stateText(room.room));
        expect(stateText(again.counted)).toBe(stateText(room.counted));
        expect(again.loose).toEqual(room.loose);
    });

    it("stores Offers that wait at the same time in one transaction, each whole or not at all", async () => {
        const { guild, member, store, room } = await guildRoom();
        const [first, second] = [
            guild.sign(member, batchOf([eventOf(2, 1)])),
            guild.sign(member, batchOf([eventOf(2, 2)])),
        ];
        const before = store.commits;
        const outcomes = await Promise.all([
            room.offer([first.bytes], NOW),
            room.offer([second.bytes, Buffer.alloc(70)], NOW),
            room.offer([second.bytes], NOW),
        ]);
        expect(store.commits).toBe(before + 1);
        expect(
            outcomes.map((outcome) => ("position" in outcome ? outcome.position.n : outcome.refusals)),
        ).toMatchObject([guild.list.length + 1, [{ index: 1, reason: "malformed" }], guild.list.length + 2]);
    });

    it("numbers what its primary signs at once, with what was loose of that key in front of it", async () => {
        const { guild, member, store, room } = await guildRoom();
        const { n } = room.room.position;
        const [loose] = await room.sign(member, () => [batchOf([eventOf(2, 1)])]);
        const [epoch] = await room.sign(member, () => [{ kind: KIND.epoch, epoch: 2, url: "" }]);
        expect(await room.lead(member, () => [])).toEqual([]);
        expect(room.loose).toEqual([loose, epoch]);
        expect(room.waiting).toEqual([loose]);
        const before = store.commits;
        const [record] = await room.lead(member, (list) => {
            expect(list.position.n).toBe(n + 1);
            return [batchOf([eventOf(2, 2)])];
        });
        expect(store.commits).toBe(before + 1);
        expect([n + 1, n + 2].map((at) => room.room.at(at)?.id)).toEqual([loose.id, record.id]);
        expect(record.sight).toEqual(room.room.positionAt(n + 1));
        expect(room.loose).toEqual([]);
        const again = await KeptRoom.open(guild.room.id, store);
        expect(stateText(again.room)).toBe(stateText(room.room));
    });

    it("keeps a record that its list lacks, once, and loses it to the list", async () => {
        const { guild, member, store, room } = await guildRoom();
        const record = guild.sign(member, batchOf([eventOf(2, 1)]));
        await room.keep(record);
        await room.keep(record);
        expect((await KeptRoom.open(guild.room.id, store)).loose.map(({ id }) => id)).toEqual([record.id]);
        await room.follow(room.room.position, [record.bytes]);
        await room.keep(record);
        expect(room.loose).toEqual([]);
    });

    it("changes nothing when a change cannot be stored, and goes on when it can", async () => {
        const { guild, member, store, room } = await guildRoom();
        const record = guild.sign(member, batchOf([eventOf(2, 1)]));
        const before = stateText(room.counted);
        store.isFull = true;
        await expect(room.offer([record.bytes], NOW)).rejects.toThrow("no room left");
        await expect(room.sign(member, () => [batchOf([eventOf(2, 1)])])).rejects.toThrow("no room left");
        expect(stateText(room.counted)).toBe(before);
        store.isFull = false;
        await room.offer([record.bytes], NOW);
        expect(room.room.byId(record.id)).toBeDefined();
    });

    it("keeps what a rewind leaves loose, in front of what was, and numbers it again", async () => {
        const { guild, member, room } = await guildRoom();
        const fork = room.room.position;
        const mine = guild.sign(member, batchOf([eventOf(2, 1)]));
        await room.follow(fork, [mine.bytes]);
        const [own] = await room.sign(member, () => [batchOf([eventOf(2, 2)])]);
        const other = guild.sign(FOUNDER, batchOf([eventOf(1, 3)]));
        await room.follow(fork, [other.bytes]);
        expect(room.loose.map(({ id }) => id)).toEqual([mine.id, own.id]);
        expect(room.counted.position.n).toBe(fork.n + 3);
        await room.follow(room.room.position, [mine.bytes]);
        expect(room.loose.map(({ id }) => id)).toEqual([own.id]);
    });

    it("signs behind its newest record, loose ones included", async () => {
        const { member, room } = await guildRoom();
        const [first, second] = await room.sign(member, () => [batchOf([eventOf(2, 1)]), batchOf([eventOf(2, 2)])]);
        const [third] = await room.sign(member, () => [batchOf([eventOf(2, 3)])]);
        expect([first, second, third].map(({ seq }) => seq)).toEqual([1, 2, 3]);
        const [anew] = await room.sign(member, () => [batchOf([eventOf(2, 4)])], [second.id, third.id]);
        expect(anew).toMatchObject({ seq: 2, previous: first.id, content: { kind: KIND.batch } });
    });

    it("refuses a position that is none of its list", async () => {
        const { room } = await guildRoom();
        const { epoch, n } = room.room.position;
        await expect(room.follow({ epoch, n, hash: Buffer.alloc(32, 9) }, [])).rejects.toThrow("'since'");
    });

    it("refuses a store that is damaged", async () => {
        const { guild, store } = await guildRoom();
        store.records.pop();
        await expect(KeptRoom.open(guild.room.id, store)).rejects.toThrow("is damaged");
    });
});

describe("rooms", () => {
    it("are each once in memory, and are read anew after a failure", async () => {
        const guild = new Guild();
        const stores = new MemoryStores();
        const rooms = new Rooms(stores);
        expect(await rooms.use(guild.room.id)).toBeUndefined();
        const [one, other] = await Promise.all([rooms.found(guild.list[0]), rooms.found(guild.list[0])]);
        if (one instanceof Error || other instanceof Error) throw new Error("a room expected");
        expect(one.room).toBe(other.room);
        expect((await rooms.use(guild.room.id))?.room).toBe(one.room);
        expect(one.room.room.position.n).toBe(1);
    });

    it("are empty where they are to be fetched, and gone with all that they had where they are removed", async () => {
        const guild = new Guild();
        const stores = new MemoryStores();
        const rooms = new Rooms(stores);
        const [one, other] = [await rooms.join(guild.room.id), await rooms.join(guild.room.id)];
        expect(one.room).toBe(other.room);
        await one.room.follow(START, guild.list);
        one.release();
        other.release();
        expect((await rooms.join(guild.room.id)).room).toBe(one.room);
        await rooms.remove(guild.room.id);
        await rooms.remove(guild.room.id);
        expect([await rooms.use(guild.room.id), await rooms.ids()]).toEqual([undefined, []]);
        expect((await rooms.join(guild.room.id)).room.room.position.n).toBe(0);
    });

    it("are founded by a founding entry only", async () => {
        const guild = new Guild();
        guild.takeScope();
        const rooms = new Rooms(new MemoryStores());
        expect(await rooms.found(guild.list[1])).toBeInstanceOf(Error);
        expect(await rooms.found(Buffer.from("x"))).toBeInstanceOf(Error);
        expect(await rooms.ids()).toEqual([]);
    });
});
