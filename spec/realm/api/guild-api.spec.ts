import { addListener, createGuildRealm, evaluate } from "../support";

const WATCH = `
    Seen = {}
    local f = CreateFrame("Frame")
    f:RegisterEvent("GUILD_ROSTER_UPDATE")
    f:RegisterEvent("PLAYER_GUILD_UPDATE")
    f:SetScript("OnEvent", function(_, event) table.insert(Seen, event .. " " .. floor(GetTime())) end)
`;

describe("guild", () => {
    it("roster is empty for a while after a login, then comes with its event; a /reload keeps it", () => {
        const realm = createGuildRealm({ rosterDelay: 8 });
        const client = addListener(realm, "Thrall", { addons: [{ name: "Watch", source: WATCH }] });
        assert.is_true(evaluate(client, "IsInGuild()"));
        assert.equal(0, evaluate(client, "GetNumGuildMembers()"));
        assert.is_nil(evaluate(client, "GetGuildRosterInfo(1)"));
        assert.is_nil(evaluate(client, "GetGuildInfo('player')"));
        client.run("C_GuildInfo.GuildRoster()");
        realm.advance(7.9);
        assert.equal(0, evaluate(client, "GetNumGuildMembers()"));
        assert.equal("Guild", evaluate(client, "GetGuildInfo('player')"));
        realm.advance(0.2);
        assert.equal(1, evaluate(client, "GetNumGuildMembers()"));
        assert.same(["PLAYER_GUILD_UPDATE 1", "GUILD_ROSTER_UPDATE 8"], client.env.get("Seen"));
        client.reload();
        assert.equal(1, evaluate(client, "GetNumGuildMembers()"));
        client.logout();
        client.login();
        assert.equal(0, evaluate(client, "GetNumGuildMembers()"));
    });

    it("roster shows name 1st, rank 3rd, online 9th, GUID 17th, of members offline too", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall", { rank: 0 });
        const other = realm.addClient({ name: "Jaina", realmName: "Argent Dawn", guild: "Guild", rank: 1 });
        realm.advance(10);
        const info = (index: number): string =>
            evaluate(
                client,
                `(function() local t = { tostringall(GetGuildRosterInfo(${index})) }
                return strjoin(" ", t[1], t[2], t[3], t[9], t[17], #t) end)()`,
            ) as string;
        assert.equal(`Thrall-Realm Leader 0 true ${client.guid} 17`, info(1));
        assert.equal(`Jaina-ArgentDawn Member 1 false ${other.guid} 17`, info(2));
        assert.equal(2, evaluate(client, "(GetNumGuildMembers())"));
        assert.equal(1, evaluate(client, "(select(2, GetNumGuildMembers()))"));
    });

    it("roster comes anew to who is online when somebody joins, also a character made later, or is renamed", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall", { addons: [{ name: "Watch", source: WATCH }] });
        realm.advance(10);
        client.run("Seen = {}");
        const other = realm.addClient({ name: "Jaina", guild: "Guild" });
        realm.advance(1);
        assert.same(["GUILD_ROSTER_UPDATE 10"], client.env.get("Seen"));
        assert.equal(2, evaluate(client, "(GetNumGuildMembers())"));
        other.rename("Lady");
        realm.advance(1);
        other.setGuild(undefined);
        realm.advance(10);
        assert.same(
            ["GUILD_ROSTER_UPDATE 10", "GUILD_ROSTER_UPDATE 11", "GUILD_ROSTER_UPDATE 12"],
            client.env.get("Seen"),
        );
    });

    it("has its realm told to members of other realms", () => {
        const realm = createGuildRealm();
        realm.addGuild({ name: "Abroad", realmName: "Argent Dawn", ranks: [{ name: "Leader" }] });
        const there = addListener(realm, "Jaina", { guild: "Abroad", rank: 0, realmName: "Argent Dawn" });
        const here = addListener(realm, "Thrall", { guild: "Abroad", rank: 0 });
        realm.advance(10);
        const realmOf = "(select(4, GetGuildInfo('player')))";
        assert.equal("Argent Dawn", evaluate(here, realmOf));
        assert.is_nil(evaluate(there, realmOf));
    });

    it("is told of other units of the own guild, and not of strangers", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        const other = addListener(realm, "Jaina", { rank: 0 });
        const stranger = realm.addClient({ name: "Stranger" });
        realm.setRaid([client, other, stranger]);
        realm.advance(10);
        assert.equal("Guild Leader 0", evaluate(client, "strjoin(' ', GetGuildInfo('raid2'))"));
        assert.is_nil(evaluate(client, "GetGuildInfo('raid3')"));
    });

    it("roster can be asked for once in ten seconds", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        realm.advance(20);
        client.run(WATCH);
        client.run("C_GuildInfo.GuildRoster() C_GuildInfo.GuildRoster()");
        realm.advance(5);
        client.run("C_GuildInfo.GuildRoster()");
        realm.advance(5);
        client.run("C_GuildInfo.GuildRoster()");
        realm.advance(5);
        assert.same(["GUILD_ROSTER_UPDATE 20", "GUILD_ROSTER_UPDATE 30"], client.env.get("Seen"));
    });

    it("tells a member of a change of rank or guild", () => {
        const realm = createGuildRealm();
        realm.addGuild({ name: "Other", ranks: [{ name: "Boss" }, { name: "New" }] });
        const client = addListener(realm, "Thrall");
        realm.advance(20);
        client.run(WATCH);
        client.setRank(0);
        assert.equal(0, evaluate(client, "select(3, GetGuildInfo('player'))"));
        realm.advance(10);
        client.setGuild("Other");
        realm.advance(10);
        assert.equal("Other New 1", evaluate(client, "strjoin(' ', GetGuildInfo('player'))"));
        client.setGuild(undefined);
        realm.advance(10);
        assert.is_false(evaluate(client, "IsInGuild()"));
        assert.is_nil(evaluate(client, "GetGuildInfo('player')"));
        assert.same(
            [
                "GUILD_ROSTER_UPDATE 20",
                "PLAYER_GUILD_UPDATE 20",
                "PLAYER_GUILD_UPDATE 30",
                "GUILD_ROSTER_UPDATE 35",
                "PLAYER_GUILD_UPDATE 40",
            ],
            client.env.get("Seen"),
        );
    });
});
