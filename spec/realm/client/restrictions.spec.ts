import { type Client, type Realm, RestrictionType, SendResult } from "../../../realm/realm";
import { addListener, createGuildRealm, evaluate, heard, send } from "../support";

const WATCH = `
    Seen = {}
    local f = CreateFrame("Frame")
    f:RegisterEvent("ADDON_RESTRICTION_STATE_CHANGED")
    f:SetScript("OnEvent", function(_, _, kind, state)
        local result = C_ChatInfo.SendAddonMessage("T", "x", "GUILD")
        table.insert(Seen, kind .. " " .. state .. " " .. result)
    end)
`;

describe("lockdown", () => {
    let realm: Realm;
    let thrall: Client;

    before_each(() => {
        realm = createGuildRealm();
        thrall = addListener(realm, "Thrall");
        thrall.run(WATCH);
    });

    it("refuses sends with 11 on every chat type while it lasts, and lets messages in", () => {
        const jaina = addListener(realm, "Jaina");
        realm.setRaid([thrall, jaina]);
        realm.faults.guildEcho = false;
        thrall.setLockdown(true);
        for (const chatType of ["GUILD", "RAID", "PARTY"]) {
            assert.equal(SendResult.AddOnMessageLockdown, send(thrall, "x", chatType));
        }
        assert.equal(SendResult.AddOnMessageLockdown, send(thrall, "x", "WHISPER", "Jaina"));
        send(jaina, "in", "GUILD");
        realm.advance(1);
        assert.same(["in|GUILD|Jaina-Realm|"], heard(thrall));
        thrall.setLockdown(false);
        assert.equal(SendResult.Success, send(thrall, "x", "GUILD"));
    });

    it("fires before the activation and after the end", () => {
        thrall.setLockdown(true);
        thrall.setLockdown(true);
        thrall.setLockdown(false);
        assert.same(["1 1 0", "1 0 0"], thrall.env.get("Seen"));
    });

    it("can be asked for", () => {
        thrall.setLockdown(true, RestrictionType.ChallengeMode);
        assert.is_true(evaluate(thrall, "C_ChatInfo.InChatMessagingLockdown()"));
        assert.is_true(evaluate(thrall, "C_RestrictedActions.IsAddOnRestrictionActive(2)"));
        assert.equal(2, evaluate(thrall, "C_RestrictedActions.GetAddOnRestrictionState(2)"));
        assert.equal(0, evaluate(thrall, "C_RestrictedActions.GetAddOnRestrictionState(1)"));
    });

    it("lasts until the last restriction has ended", () => {
        thrall.setLockdown(true);
        thrall.setLockdown(true, RestrictionType.Chat);
        thrall.setLockdown(false);
        assert.equal(SendResult.AddOnMessageLockdown, send(thrall, "x", "GUILD"));
        thrall.setLockdown(false, RestrictionType.Chat);
        assert.equal(SendResult.Success, send(thrall, "x", "GUILD"));
    });

    it("is not brought about by plain combat", () => {
        thrall.setCombat(true);
        assert.is_true(evaluate(thrall, "InCombatLockdown()"));
        assert.equal(SendResult.Success, send(thrall, "x", "GUILD"));
        thrall.setCombat(false);
        assert.same(["0 1 0", "0 0 0"], thrall.env.get("Seen"));
    });

    it("works on a client that does not know the event", () => {
        const old = addListener(realm, "Old", { missingEvents: ["ADDON_RESTRICTION_STATE_CHANGED"] });
        old.setLockdown(true);
        assert.equal(SendResult.AddOnMessageLockdown, send(old, "x", "GUILD"));
        old.setLockdown(false);
        assert.equal(SendResult.Success, send(old, "x", "GUILD"));
    });

    it("refused sends cost nothing of the throttle", () => {
        thrall.setLockdown(true);
        for (const _ of $range(1, 20)) send(thrall, "x", "GUILD");
        thrall.setLockdown(false);
        for (const _ of $range(1, 8)) assert.equal(SendResult.Success, send(thrall, "x", "GUILD"));
    });
});
