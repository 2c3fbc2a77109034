import { formatGuid, packGuid, packGuids, parseGuid, unpackGuid, unpackGuids } from "../../src/event/guid";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import type { SeededRandom } from "../random";

function randomGuid(random: SeededRandom): string {
    const server = random.integer(0, 3) === 0 ? random.integer(0, 0xffffff) : random.integer(4440, 4442);
    return formatGuid(server, random.integer(0, 65535) * 65536 + random.integer(0, 65535));
}

function randomGuids(random: SeededRandom): string[] {
    const guids: string[] = [];
    for (const _ of $range(1, random.integer(0, 12))) guids.push(randomGuid(random));
    return guids;
}

describe("guid", () => {
    it("splits and joins, unsigned to the last bit", () => {
        const vectors: [string, number, number][] = [
            ["Player-1001-0000ABCD", 1001, 43981],
            ["Player-0-00000000", 0, 0],
            ["Player-4440-7FFFFFFF", 4440, 0x7fffffff],
            ["Player-4440-80000000", 4440, 0x80000000],
            ["Player-16777215-FFFFFFFF", 0xffffff, 0xffffffff],
        ];
        for (const [guid, server, id] of vectors) {
            const [parsedServer, parsedId] = parseGuid(guid);
            assert.equal(server, parsedServer);
            assert.equal(id, parsedId);
            assert.equal(guid, formatGuid(server, id));
        }
    });

    it("is not a creature's, a short one, or one with anything around it", () => {
        const others = [
            "",
            "Player",
            "Player--0000ABCD",
            "Player-1001-000ABCD",
            "Player-1001-00000ABCD",
            "Player-1001-0000ABCG",
            "Player-16777216-0000ABCD",
            "Player-99999999999999999999-0000ABCD",
            " Player-1001-0000ABCD",
            "Player-1001-0000ABCD\n",
            "player-1001-0000ABCD",
            "Player-0x10-0000ABCD",
            "Creature-0-1461-1-0-69-000044B4B6",
            "Pet-0-1001-1-0-69-000044B4B6",
        ];
        for (const text of others) {
            const [server, id] = parseGuid(text);
            assert.is_nil(server, text);
            assert.is_nil(id, text);
            assert.is_nil(packGuid(text), text);
        }
    });

    it("packs into the bytes that are stored for ever", () => {
        assert.equal("e9070000abcd", toHex(packGuid("Player-1001-0000ABCD")!));
        const [packed] = packGuids([
            "Player-1001-0000ABCD",
            "Player-1001-FFFFFFFF",
            "Player-5-00000001",
            "Player-1001-00000002",
        ]);
        assert.equal("e907020000abcdffffffff" + "050100000001" + "e9070100000002", toHex(packed!));
        const [none] = packGuids([]);
        assert.equal("", none);
    });

    it("takes little more than four bytes a raider", () => {
        const raid: string[] = [];
        for (const index of $range(1, 25)) raid.push(formatGuid(4440, 0x06000000 + index * 7919));
        const [packed] = packGuids(raid);
        assert.equal(103, packed!.length);
        assert.same(raid, unpackGuids(packed!));
    });

    it("names the index of what is not a player GUID, of whatever type it is", () => {
        const good = "Player-1001-0000ABCD";
        for (const bad of ["Thrall", "", 5, true, {}] as unknown as string[]) {
            const [packed, index] = packGuids([good, good, bad]);
            assert.is_nil(packed);
            assert.equal(3, index);
        }
    });

    it("does not take a set or a list with a gap for a list", () => {
        const guid = "Player-1001-0000ABCD";
        const set = new LuaTable<string, boolean>();
        set.set(guid, true);
        const [fromSet, first] = packGuids(set as unknown as string[]);
        assert.is_nil(fromSet);
        assert.equal(1, first);
        const gap = new LuaTable<number, string>();
        gap.set(1, guid);
        gap.set(3, guid);
        const [fromGap, second] = packGuids(gap as unknown as string[]);
        assert.is_nil(fromGap);
        assert.equal(2, second);
    });

    it("takes a list of 1,000 and no more, in either direction", () => {
        const guids: string[] = [];
        for (const index of $range(1, 1000)) guids.push(formatGuid(1, index));
        const [packed] = packGuids(guids);
        assert.equal(1000, unpackGuids(packed!)!.length);
        guids.push(formatGuid(1, 0));
        const [none, index] = packGuids(guids);
        assert.is_nil(none);
        assert.equal(1001, index);
        assert.is_nil(unpackGuids(fromHex("01e907") + string.rep("\0", 4004)));
        assert.is_nil(unpackGuids(packed! + fromHex("020100000000")));
    });

    it("accepts of random and damaged bytes only one packed GUID", () => {
        fuzzDecoder(
            31,
            (random) => packGuid(randomGuid(random))!,
            (input) => {
                const guid = unpackGuid(input);
                if (guid === undefined) return false;
                return packGuid(guid) === input || `${guid} packs to something else`;
            },
        );
    });

    it("accepts of random and damaged bytes only what packs to the same list", () => {
        fuzzDecoder(
            32,
            (random) => {
                const [packed] = packGuids(randomGuids(random));
                return packed!;
            },
            (input) => {
                const guids = unpackGuids(input);
                if (guids === undefined) return false;
                const [packed] = packGuids(guids);
                return packed === input || "packs to something else";
            },
        );
    });
});
