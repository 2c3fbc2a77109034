import { SendResult } from "../../../realm/realm";
import { addListener, createGuildRealm, evaluate, heard, messageOf, send } from "../support";

describe("units", () => {
    it("have names, realms and GUIDs", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall", { realmName: "Azjol-Nerub Two" });
        const other = addListener(realm, "Jaina");
        realm.setRaid([client, other]);
        assert.equal("Thrall AzjolNerubTwo", evaluate(client, "strjoin(' ', UnitFullName('player'))"));
        assert.equal("Azjol-Nerub Two", evaluate(client, "GetRealmName()"));
        assert.equal("AzjolNerubTwo", evaluate(client, "GetNormalizedRealmName()"));
        assert.is_nil(evaluate(client, "(select(2, UnitName('player')))"));
        assert.equal("Realm", evaluate(client, "(select(2, UnitName('raid2')))"));
        assert.equal(other.guid, evaluate(client, "UnitGUID('Jaina-Realm')"));
        assert.is_nil(evaluate(client, "UnitGUID('Jaina')"));
        assert.is_nil(evaluate(client, "UnitGUID('target')"));
        assert.is_true(evaluate(client, "UnitIsUnit('raid1', 'player') and not UnitIsUnit('raid2', 'player')"));
    });

    it("are targeted, players and creatures", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        const other = addListener(realm, "Jaina");
        client.run(
            "f = CreateFrame('Frame') f:RegisterEvent('PLAYER_TARGET_CHANGED') f:SetScript('OnEvent', function() Told = true end)",
        );
        assert.is_false(evaluate(client, "UnitExists('target') or UnitIsPlayer('target')"));
        client.setTarget(other);
        assert.is_true(evaluate(client, "Told and UnitIsPlayer('target') and UnitIsPlayer('player')"));
        assert.equal(other.guid, evaluate(client, "UnitGUID('target')"));
        client.setTarget({ name: "Ragnaros", guid: "Creature-0-1-409-1-11502-0000000001" });
        assert.is_true(evaluate(client, "UnitExists('target') and not UnitIsPlayer('target')"));
        assert.equal("Ragnaros", evaluate(client, "(UnitName('target'))"));
        assert.equal("Creature-0-1-409-1-11502-0000000001", evaluate(client, "UnitGUID('target')"));
        client.setTarget();
        assert.is_nil(evaluate(client, "UnitGUID('target')"));
    });

    it("have first name and surname and no realm where there are surnames", () => {
        for (const surnames of ["separate", "joined"] as const) {
            const realm = createGuildRealm({ surnames });
            const client = addListener(realm, "Anna Lind");
            const other = addListener(realm, "Bert Holm");
            realm.setRaid([client, other]);
            realm.advance(10);
            const expected = surnames === "separate" ? "Bert,Holm" : "Bert Holm";
            assert.equal(expected, evaluate(client, "strjoin(',', UnitName('raid2'))"));
            assert.equal("Anna Lind", evaluate(client, "(GetGuildRosterInfo(1))"));
            assert.is_nil(evaluate(client, "GetNormalizedRealmName()"));
            assert.equal(SendResult.Success, send(client, "a", "WHISPER", "Bert Holm"));
            assert.equal(SendResult.TargetOffline, send(client, "b", "WHISPER", "Bert Holm-Realm"));
            realm.advance(1);
            assert.same(["a|WHISPER|Anna Lind|Bert Holm"], heard(other));
        }
        assert.matches(
            '"First Last" expected, got "Anna"',
            messageOf(() => addListener(createGuildRealm({ surnames: "joined" }), "Anna")),
        );
    });

    it("have a class, and are known by GUID when they are in the guild or the group", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        const other = addListener(realm, "Jaina", { realmName: "Argent Dawn" });
        const stranger = realm.addClient({ name: "Stranger" });
        assert.equal("Warrior WARRIOR 1", evaluate(client, "strjoin(' ', UnitClass('player'))"));
        assert.is_nil(evaluate(client, "(UnitClass('target'))"));
        const info = (guid: string): string =>
            evaluate(client, `strjoin(',', tostringall(GetPlayerInfoByGUID('${guid}')))`);
        assert.equal("Warrior,WARRIOR,Human,Human,3,Thrall,", info(client.guid));
        assert.equal("Warrior,WARRIOR,Human,Human,3,Jaina,ArgentDawn", info(other.guid));
        assert.equal("", info(stranger.guid));
    });

    it("of others in the group have secret names when told so", () => {
        const realm = createGuildRealm({ secretNames: true });
        const client = addListener(realm, "Anna");
        realm.setRaid([client, addListener(realm, "Bert")]);
        assert.equal("Anna", evaluate(client, "(UnitName('raid1'))"));
        assert.is_true(evaluate(client, "issecretvalue((UnitName('raid2')))"));
        assert.is_false(client.run("return pcall(function() return UnitName('raid2') .. '' end)")[0]);
    });

    it("have their realm shortened where it is the own", () => {
        const client = addListener(createGuildRealm(), "Thrall");
        assert.equal("Jaina", evaluate(client, "Ambiguate('Jaina-Realm', 'none')"));
        assert.equal("Jaina-Other", evaluate(client, "Ambiguate('Jaina-Other', 'none')"));
        assert.equal("Jaina", evaluate(client, "Ambiguate('Jaina-Other', 'short')"));
    });
});
