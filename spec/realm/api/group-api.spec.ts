import { type Client, type Realm, SendResult } from "../../../realm/realm";
import { addListener, createGuildRealm, evaluate, heard, send } from "../support";

describe("groups", () => {
    let realm: Realm;
    let clients: Client[];

    before_each(() => {
        realm = createGuildRealm();
        clients = [];
        for (const index of $range(1, 7)) clients.push(addListener(realm, `P${index}`));
    });

    it("are raids with subgroups of five", () => {
        clients[1].run(
            "f = CreateFrame('Frame') f:RegisterEvent('GROUP_ROSTER_UPDATE') f:SetScript('OnEvent', function() Told = true end)",
        );
        realm.setRaid(clients);
        assert.is_true(evaluate(clients[1], "IsInRaid() and IsInGroup() and Told"));
        assert.equal(7, evaluate(clients[1], "GetNumGroupMembers()"));
        assert.equal("P1 2 1 80", evaluate(clients[1], "strjoin(' ', tostringall(GetRaidRosterInfo(1))):sub(1, 9)"));
        assert.equal(2, evaluate(clients[1], "UnitInRaid('player')"));
        assert.equal(7, evaluate(clients[1], "UnitInRaid('P7')"));
        assert.equal(clients[6].guid, evaluate(clients[1], "UnitGUID('raid7')"));
        send(clients[0], "party", "PARTY");
        send(clients[0], "raid", "RAID");
        realm.advance(1);
        assert.equal(2, heard(clients[4]).length);
        assert.equal(1, heard(clients[5]).length);
    });

    it("are parties, in which RAID does not work", () => {
        realm.setParty([clients[0], clients[1], clients[2]]);
        assert.is_false(evaluate(clients[0], "IsInRaid()"));
        assert.is_true(evaluate(clients[0], "IsInGroup()"));
        assert.equal(SendResult.NotInGroup, send(clients[0], "x", "RAID"));
        assert.equal(SendResult.Success, send(clients[0], "x", "PARTY"));
        assert.equal("P2", evaluate(clients[0], "UnitName('party1')"));
        assert.equal("P1", evaluate(clients[1], "UnitName('party1')"));
        realm.leaveGroup(clients[0]);
        assert.is_false(evaluate(clients[0], "IsInGroup()"));
        assert.equal(2, evaluate(clients[1], "GetNumGroupMembers()"));
        realm.leaveGroup(clients[1]);
        assert.is_false(evaluate(clients[2], "IsInGroup()"));
    });

    it("take in who joins, and go on", () => {
        clients[1].run(
            "f = CreateFrame('Frame') f:RegisterEvent('GROUP_ROSTER_UPDATE') f:SetScript('OnEvent', function() Told = GetNumGroupMembers() end)",
        );
        realm.setRaid([clients[0], clients[1]]);
        realm.setParty([clients[5], clients[6]]);
        realm.setAssistant(clients[1]);
        realm.joinGroup(clients[6], clients[0]);
        assert.equal(3, evaluate(clients[1], "Told"));
        assert.is_true(evaluate(clients[6], "IsInRaid() and UnitIsGroupAssistant('P2')"));
        assert.is_false(evaluate(clients[5], "IsInGroup()"));
        realm.joinGroup(clients[6], clients[0]);
        assert.equal(3, evaluate(clients[0], "GetNumGroupMembers()"));
        const [isDone, message] = pcall(() => realm.joinGroup(clients[2], clients[5]));
        assert.is_false(isDone);
        assert.equal(`realm: ${clients[5].fullName} is in no group`, message);
    });

    it("of the dungeon finder take INSTANCE_CHAT and nothing else", () => {
        realm.setRaid([clients[0], clients[1]], true);
        assert.equal(SendResult.Success, send(clients[0], "x", "INSTANCE_CHAT"));
        assert.equal(SendResult.NotInGroup, send(clients[0], "x", "RAID"));
        assert.is_true(evaluate(clients[0], "IsInGroup(LE_PARTY_CATEGORY_INSTANCE)"));
        assert.is_false(evaluate(clients[0], "IsInGroup(LE_PARTY_CATEGORY_HOME)"));
    });

    it("have a leader, assistants and a master looter", () => {
        const rank = (of: string): string =>
            evaluate(
                clients[6],
                `strjoin(" ", tostringall(UnitIsGroupLeader("${of}"), UnitIsGroupAssistant("${of}")))`,
            );
        realm.setRaid(clients);
        clients[6].run(
            "f = CreateFrame('Frame') f:RegisterEvent('PARTY_LOOT_METHOD_CHANGED') f:SetScript('OnEvent', function() Loot = true end)",
        );
        realm.setAssistant(clients[1]);
        assert.same(
            ["true false", "false true", "false false"],
            ["P1", "raid2", "player"].map((unit) => rank(unit)),
        );
        assert.equal(1, evaluate(clients[6], "(select(2, GetRaidRosterInfo(2)))"));
        assert.equal(3, evaluate(clients[6], "(C_PartyInfo.GetLootMethod())"));
        realm.setMasterLooter(clients[5]);
        assert.is_true(evaluate(clients[6], "Loot"));
        const loot = (client: Client): string =>
            evaluate(client, 'strjoin(" ", tostringall(C_PartyInfo.GetLootMethod()))');
        assert.equal("2 0 6", loot(clients[5]));
        assert.equal("2 1 6", loot(clients[6]));
        assert.equal("2 nil 6", loot(clients[0]));
        assert.is_true(evaluate(clients[0], "(select(11, GetRaidRosterInfo(6)))"));
        realm.setAssistant(clients[1], false);
        assert.equal("false false", rank("raid2"));
        realm.leaveGroup(clients[5]);
        assert.equal(3, evaluate(clients[6], "(C_PartyInfo.GetLootMethod())"));
    });

    it("have a master looter in a party, and end him with another method", () => {
        realm.setParty([clients[0], clients[1], clients[2]]);
        realm.setMasterLooter(clients[1]);
        const loot = (client: Client): string =>
            evaluate(client, 'strjoin(" ", tostringall(C_PartyInfo.GetLootMethod()))');
        assert.equal("2 1 nil", loot(clients[0]));
        assert.equal("2 0 nil", loot(clients[1]));
        realm.setMasterLooter(clients[1], false);
        assert.equal("3", loot(clients[0]));
    });

    it("keep members who are offline", () => {
        realm.setRaid([clients[0], clients[1]]);
        clients[1].logout();
        assert.equal(2, evaluate(clients[0], "GetNumGroupMembers()"));
        assert.is_false(evaluate(clients[0], "(select(8, GetRaidRosterInfo(2)))"));
    });
});
