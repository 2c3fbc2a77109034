import { addListener, createGuildRealm, evaluate } from "../support";

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

    it("have their realm shortened where it is the own", () => {
        const client = addListener(createGuildRealm(), "Thrall");
        assert.equal("Jaina", evaluate(client, "Ambiguate('Jaina-Realm', 'none')"));
        assert.equal("Jaina-Other", evaluate(client, "Ambiguate('Jaina-Other', 'none')"));
        assert.equal("Jaina", evaluate(client, "Ambiguate('Jaina-Other', 'short')"));
    });
});
