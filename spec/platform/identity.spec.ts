import { GameEvents } from "../../src/platform/events";
import { GameGuard } from "../../src/platform/guard";
import { GameIdentity } from "../../src/platform/identity";
import { FakeGame } from "../support/game";

const format = string.format;

/** A member as GetGuildRosterInfo tells of them. */
interface Member {
    readonly name: string;
    readonly rank: number;
    readonly guid: string;
    readonly isOffline?: boolean;
    readonly isMobile?: boolean;
}

describe("GameIdentity", () => {
    let game: FakeGame;
    let members: Member[];
    let guild: string | undefined;
    let guildRealm: string | undefined;
    let isInGuild: boolean;
    let realm: string | undefined;
    let identity: GameIdentity;
    /** Names of the units that the game knows, and which of them lead and assist. */
    let units: Record<string, [name: string, realm?: string] | undefined>;
    let isRaid: boolean;
    let groupSize: number;
    let leader: string | undefined;
    let assistant: string | undefined;

    before_each(() => {
        game = new FakeGame();
        members = [];
        guild = "Guild";
        guildRealm = undefined;
        isInGuild = true;
        realm = "TwistingNether";
        units = {};
        isRaid = false;
        groupSize = 0;
        leader = undefined;
        assistant = undefined;
        game.set({
            UnitGUID: (unit: string) => {
                if (unit === "player") return realm === undefined ? undefined : "Player-1084-0000000A";
                return units[unit] && `Player-1-${unit}`;
            },
            UnitName: (unit: string) => {
                const [name, unitRealm] = unit === "player" ? ["Thrall"] : (units[unit] ?? []);
                return $multi(name, unitRealm);
            },
            IsInGroup: () => groupSize > 0,
            IsInRaid: () => isRaid,
            GetNumGroupMembers: () => groupSize,
            UnitIsGroupLeader: (unit: string) => unit === leader,
            UnitIsGroupAssistant: (unit: string) => unit === assistant,
            UnitIsUnit: (a: string, b: string) => a === b || (a === "player" && units[b]?.[0] === "Thrall"),
            GetNormalizedRealmName: () => realm,
            IsInGuild: () => isInGuild,
            GetGuildInfo: () => $multi(guild, "rank", 0, guildRealm),
            GetNumGuildMembers: () => members.length,
            GetGuildRosterInfo: (index: number) => {
                const { name, rank, guid, isOffline, isMobile } = members[index - 1];
                const isOnline = isOffline !== true;
                const rest = [0, "C", 0, 0, isMobile === true, false, 4, guid] as const;
                return $multi(name, "r", rank, 1, "c", "z", "", "", isOnline, ...rest);
            },
            C_GuildInfo: { GuildRoster: () => {} },
        });
        identity = new GameIdentity(new GameEvents(new GameGuard()));
    });
    after_each(() => game.end());

    it("knows nothing until the game does", () => {
        realm = undefined;
        assert.is_false(identity.isReady());
        const [isKnown] = identity.scope("guild");
        assert.is_false(isKnown);
        realm = "TwistingNether";
        assert.is_true(identity.isReady());
        assert.equal("Thrall-TwistingNether", identity.name);
        assert.equal("Player-1084-0000000A", identity.guid);
    });

    it("takes a bare name for one of the own realm, and leaves others as they are", () => {
        identity.isReady();
        assert.equal("Jaina-TwistingNether", identity.canonicalName("Jaina"));
        assert.equal("Jaina-Proudmoore", identity.canonicalName("Jaina-Proudmoore"));
    });

    it("knows the name of a GUID: its own, a member's, one of the group", () => {
        identity.isReady();
        members = [{ name: "Jaina-Proudmoore", rank: 1, guid: "Player-1084-0000000B" }];
        units = { party1: ["Anna"] };
        groupSize = 1;
        assert.equal("Thrall-TwistingNether", identity.nameOf("Player-1084-0000000A"));
        assert.equal("Jaina-Proudmoore", identity.nameOf("Player-1084-0000000B"));
        assert.is_nil(identity.nameOf("Player-7-0000000B"));
        assert.equal("Anna-TwistingNether", identity.nameOf("Player-1-party1"));
        assert.is_nil(identity.nameOf("Player-1-party2"));
    });

    it("tells of the player, the guild and the group, with their classes where the game does", () => {
        identity.isReady();
        members = [
            { name: "Thrall", rank: 0, guid: "Player-1084-0000000A" },
            { name: "Jaina", rank: 1, guid: "Player-1084-0000000B" },
        ];
        units = { party1: ["Anna"], party2: ["Jaina"] };
        groupSize = 3;
        const guest = { name: "Anna-TwistingNether", guid: "Player-1-party1", classToken: "", isMember: false };
        assert.same(guest, identity.told()[3]);
        game.set({ UnitClass: (unit: string) => $multi(unit, string.upper(unit)) });
        const told = identity.told();
        assert.equal(4, told.length);
        assert.same(
            { name: "Thrall-TwistingNether", guid: "Player-1084-0000000A", classToken: "PLAYER", isMember: true },
            told[0],
        );
        assert.same({ ...guest, classToken: "PARTY1" }, told[3]);
        table.sort(told, (one, other) => one.name < other.name);
        assert.same(
            { name: "Jaina-TwistingNether", guid: "Player-1084-0000000B", classToken: "C", isMember: true },
            told[1],
        );
    });

    describe("where characters have surnames", () => {
        const WAYS: readonly (readonly [way: string, name: string, surname?: string])[] = [
            ["as two values", "Anna", "Lind"],
            ["as one value", "Anna Lind"],
            ["as one value and nothing", "Anna Lind", ""],
        ];

        for (const [way, name, surname] of WAYS) {
            it(`knows the player, the roster and the guild without a realm: names ${way}`, () => {
                game.set({ UnitName: () => $multi(name, surname), UnitGUID: () => "Player-1084-0000000A" });
                for (const known of ["", "TwistingNether"]) {
                    realm = known === "" ? undefined : known;
                    identity = new GameIdentity(new GameEvents(new GameGuard()));
                    members = [{ name: "Anna Lind", rank: 1, guid: "Player-1084-0000000A" }];
                    assert.is_true(identity.isReady());
                    assert.equal("Anna Lind", identity.name);
                    assert.equal("Bert Holm", identity.canonicalName("Bert Holm"));
                    assert.equal(1, identity.member("Anna Lind")!.rankIndex);
                    assert.equal("guild:Guild", identity.scope("guild")[1]);
                }
            });

            it(`knows who is in the group: names ${way}`, () => {
                game.set({
                    UnitName: () => $multi(name, surname),
                    UnitGUID: () => "Player-1084-0000000A",
                    IsInRaid: () => true,
                    GetNumGroupMembers: () => 1,
                });
                members = [{ name: "Bert Holm", rank: 1, guid: "Player-1084-0000000B" }];
                identity.isReady();
                assert.is_false(identity.isGroupOfGuild());
                members[0] = { ...members[0], name: "Anna Lind" };
                game.fire("GUILD_ROSTER_UPDATE");
                assert.is_true(identity.isGroupOfGuild());
                assert.is_true(identity.isStranger("Bert Holm"));
            });
        }
    });

    it("does not know the group while the names in it are secret", () => {
        const secret = setmetatable({}, { __concat: () => error("touched", 0), __eq: () => error("touched", 0) });
        let isSecret = [false, false];
        const of = (value: string, index: number): string => (isSecret[index] ? (secret as unknown as string) : value);
        game.set({
            issecretvalue: (value: unknown) => rawequal(value, secret),
            UnitName: (unit: string) => {
                if (unit === "player") return $multi("Thrall");
                return $multi(of("Jaina", 0), of("Proudmoore", 1));
            },
            IsInRaid: () => true,
            GetNumGroupMembers: () => 1,
        });
        members = [{ name: "Jaina-Proudmoore", rank: 1, guid: "Player-5-0000000B" }];
        identity.isReady();
        assert.is_true(identity.isGroupOfGuild());
        members[0] = { ...members[0], name: "Other" };
        game.fire("GUILD_ROSTER_UPDATE");
        assert.is_false(identity.isStranger("Jaina-Proudmoore"));
        for (isSecret of [
            [true, false],
            [false, true],
        ]) {
            assert.is_false(identity.isGroupOfGuild());
            assert.is_true(identity.isStranger("Jaina-Proudmoore"));
            assert.is_false(identity.isStranger("Other-TwistingNether"));
        }
    });

    it("tells the guild's scope once it is known, with the guild's realm", () => {
        guild = undefined;
        assert.is_false(identity.scope("guild")[0]);
        guild = "Guild";
        assert.equal("guild:Guild-TwistingNether", identity.scope("guild")[1]);
        guildRealm = "Area 52";
        assert.equal("guild:Guild-Area52", identity.scope("guild")[1]);
        isInGuild = false;
        const [isKnown, scope] = identity.scope("guild");
        assert.is_true(isKnown);
        assert.is_nil(scope);
        assert.equal("everybody", identity.scope("everybody")[1]);
    });

    it("has no roster while it is empty, and looks again until it is not", () => {
        identity.isReady();
        assert.is_false(identity.hasRoster());
        members = [{ name: "Jaina", rank: 2, guid: "Player-1084-0000000B" }];
        assert.is_true(identity.hasRoster());
        const jaina = { rankIndex: 2, guid: "Player-1084-0000000B", classToken: "C", isOnline: true };
        assert.same(jaina, identity.member("Jaina-TwistingNether"));
        assert.equal("Player-1084-0000000B", identity.guidOf("Jaina-TwistingNether"));
        assert.equal("Player-1084-0000000A", identity.guidOf("Thrall-TwistingNether"));
        assert.is_nil(identity.guidOf("Nobody-TwistingNether"));
    });

    it("reads the roster anew when the game says that it changed, and only then", () => {
        identity.isReady();
        members = [{ name: "Jaina-Proudmoore", rank: 2, guid: "Player-5-0000000B" }];
        assert.equal(2, identity.member("Jaina-Proudmoore")!.rankIndex);
        members = [{ name: "Jaina-Proudmoore", rank: 1, guid: "Player-5-0000000B" }];
        assert.equal(2, identity.member("Jaina-Proudmoore")!.rankIndex);
        game.fire("GUILD_ROSTER_UPDATE");
        assert.equal(1, identity.member("Jaina-Proudmoore")!.rankIndex);
    });

    it("asks for the roster when the game says that it may", () => {
        let requests = 0;
        game.set({ C_GuildInfo: { GuildRoster: () => requests++ } });
        identity.isReady();
        assert.equal(1, requests);
        game.fire("GUILD_ROSTER_UPDATE", false);
        assert.equal(1, requests);
        game.fire("GUILD_ROSTER_UPDATE", true);
        assert.equal(2, requests);
    });

    it("says whether the roster is still on its way", () => {
        identity.isReady();
        assert.is_true(identity.isRosterDue());
        members = [{ name: "Jaina", rank: 2, guid: "Player-1084-0000000B" }];
        assert.is_false(identity.isRosterDue());
        members = [];
        isInGuild = false;
        game.fire("PLAYER_GUILD_UPDATE");
        assert.is_false(identity.isRosterDue());
    });

    describe("of a group", () => {
        before_each(() => {
            identity.isReady();
            groupSize = 3;
        });

        function formRaid(): void {
            isRaid = true;
            units = { raid1: ["Jaina", "Proudmoore"], raid2: ["Thrall"], raid3: ["Rexxar", ""] };
        }

        it("knows ranks and GUIDs, also of players of other guilds and realms", () => {
            formRaid();
            [leader, assistant] = ["raid1", "player"];
            assert.equal(2, identity.groupRank("Jaina-Proudmoore"));
            assert.equal(1, identity.groupRank("Thrall-TwistingNether"));
            assert.equal(0, identity.groupRank("Rexxar-TwistingNether"));
            assert.is_nil(identity.groupRank("Jaina-TwistingNether"));
            assert.equal("Player-1-raid1", identity.guidOf("Jaina-Proudmoore"));
            assert.is_nil(identity.guidOf("Jaina-TwistingNether"));
        });

        it("knows its own rank in a party, whose units leave the player out", () => {
            units = { party1: ["Jaina"], party2: ["Rexxar"] };
            leader = "player";
            assert.equal(2, identity.groupRank("Thrall-TwistingNether"));
            assert.equal(0, identity.groupRank("Rexxar-TwistingNether"));
        });

        it("asks a raid of forty for few names, and for a place again whoever stood there", () => {
            isRaid = true;
            groupSize = 40;
            let asked = 0;
            for (const index of $range(1, 40)) units[format("raid%d", index)] = [format("M%d", index)];
            game.set({
                UnitName: (unit: string) => {
                    asked++;
                    const [name, unitRealm] = unit === "player" ? ["Thrall"] : (units[unit] ?? []);
                    return $multi(name, unitRealm);
                },
            });
            for (const _ of $range(1, 3)) {
                for (const index of $range(1, 40)) {
                    assert.is_true(identity.isInGroupWith(format("M%d-TwistingNether", index)));
                }
            }
            // Each time twice: whether it is secret is asked, too.
            assert.is_true(asked <= 320, `${asked} names`);
            [units.raid3, units.raid9] = [units.raid9, ["New"]];
            assert.is_false(identity.isInGroupWith("M3-TwistingNether"));
            assert.is_true(identity.isInGroupWith("M9-TwistingNether"));
            assert.is_true(identity.isInGroupWith("New-TwistingNether"));
        });

        it("is still on its way while the game names nobody in it", () => {
            assert.is_true(identity.isGroupDue());
            units = { party1: ["Jaina"] };
            assert.is_false(identity.isGroupDue());
            units = {};
            groupSize = 0;
            assert.is_false(identity.isGroupDue());
            assert.is_nil(identity.groupRank("Thrall-TwistingNether"));
        });

        it("knows the master looter of a raid and of a party, by either function of the game", () => {
            const looters = (): string[] =>
                ["Thrall", "Jaina-Proudmoore", "Jaina", "Rexxar", "Nobody"].filter((name) =>
                    identity.isMasterLooter(identity.canonicalName(name)),
                );
            const setLoot = (method: number | string, place?: number, raidPlace?: number): void => {
                const isWord = typeof method === "string";
                const get = (): LuaMultiReturn<unknown[]> => $multi(method, place, raidPlace);
                game.set({ C_PartyInfo: isWord ? {} : { GetLootMethod: get }, GetLootMethod: get });
            };
            formRaid();
            game.set({ C_PartyInfo: {} });
            assert.same([], looters());
            setLoot(3);
            assert.same([], looters());
            setLoot(2, undefined, 1);
            assert.same(["Jaina-Proudmoore"], looters());
            setLoot("master", 0, 2);
            assert.same(["Thrall"], looters());
            setLoot("group", undefined, 1);
            assert.same([], looters());
            isRaid = false;
            units = { party1: ["Jaina"], party2: ["Rexxar"] };
            setLoot(2, 2);
            assert.same(["Rexxar"], looters());
            setLoot("master", 0);
            assert.same(["Thrall"], looters());
            setLoot(2);
            assert.same([], looters());
        });
    });

    it("tells who of the guild is online: a phone does not count", () => {
        identity.isReady();
        assert.is_nil(identity.isInGuildWith("Jaina-Proudmoore"));
        assert.is_nil(identity.isOnlineInGuild("Jaina-Proudmoore"));
        members = [
            { name: "Jaina-Proudmoore", rank: 2, guid: "Player-5-0000000B" },
            { name: "Rexxar-Proudmoore", rank: 1, guid: "Player-5-0000000C", isOffline: true },
            { name: "Uther-Proudmoore", rank: 1, guid: "Player-5-0000000D", isMobile: true },
        ];
        assert.is_true(identity.isOnlineInGuild("Jaina-Proudmoore"));
        assert.is_false(identity.isOnlineInGuild("Rexxar-Proudmoore"));
        assert.is_false(identity.isOnlineInGuild("Uther-Proudmoore"));
        assert.is_true(identity.isInGuildWith("Rexxar-Proudmoore"));
        assert.is_false(identity.isInGuildWith("Nobody-Proudmoore"));
        assert.same(["Rexxar-Proudmoore", "Uther-Proudmoore"], identity.namesOfRanks([1]));
    });

    it("tells who of the group is connected, once the game names all of it", () => {
        identity.isReady();
        const connected = new LuaSet<string>();
        game.set({ UnitIsConnected: (unit: string) => connected.has(unit), IsInGroup: () => groupSize > 0 });
        assert.is_false(identity.isInGroup());
        groupSize = 2;
        units = { party1: ["Jaina"] };
        connected.add("party1");
        assert.is_true(identity.isConnectedInGroup("Jaina-TwistingNether"));
        connected.delete("party1");
        assert.is_false(identity.isConnectedInGroup("Jaina-TwistingNether"));
        assert.is_true(identity.isInGroupWith("Jaina-TwistingNether"));
        assert.is_nil(identity.isInGroupWith("Nobody-TwistingNether"));
        groupSize = 1;
        assert.is_false(identity.isInGroupWith("Nobody-TwistingNether"));
    });

    it("forgets the roster of a guild that was left", () => {
        identity.isReady();
        members = [{ name: "Thrall", rank: 0, guid: "Player-1084-0000000A" }];
        assert.is_true(identity.hasRoster());
        members = [];
        game.fire("PLAYER_GUILD_UPDATE");
        assert.is_false(identity.hasRoster());
        assert.is_nil(identity.member("Thrall-TwistingNether"));
    });
});
