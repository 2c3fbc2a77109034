import type { Roster, RosterMember } from "../../src/ports";
import { createPolicies } from "../../src/ledger/policies";
import { messageOf } from "../support/world";

class FakeRoster implements Roster {
    readonly members = new LuaMap<string, RosterMember>();
    isThere = true;

    hasRoster(): boolean {
        return this.isThere;
    }

    member(name: string): RosterMember | undefined {
        return this.members.get(name);
    }

    canonicalName(name: string): string {
        return name.includes("-") ? name : `${name}-Realm`;
    }
}

describe("policies", () => {
    const roster = new FakeRoster();
    roster.members.set("Master-Realm", { rankIndex: 0, guid: undefined });
    roster.members.set("Officer-Realm", { rankIndex: 1, guid: undefined });
    roster.members.set("Raider-Realm", { rankIndex: 2, guid: undefined });
    const policies = createPolicies(roster);

    it("by rank let members down to it write and speak, and nobody who is not in the roster", () => {
        const authorize = policies.guildRank(1);
        assert.is_true(authorize(undefined, "Master-Realm", "in", false));
        assert.is_true(authorize(undefined, "Officer-Realm", "out", true));
        assert.is_false(authorize(undefined, "Raider-Realm", "in", true));
        assert.is_false(authorize(undefined, "Stranger-Realm", "in", false));
        assert.is_true(policies.guildRank(2)(undefined, "Raider-Realm", "in", false));
    });

    it("by rank do not know while the roster is empty", () => {
        const authorize = policies.guildRank(1);
        roster.isThere = false;
        assert.is_nil(authorize(undefined, "Master-Realm", "in", false));
        roster.isThere = true;
        assert.is_true(authorize(undefined, "Master-Realm", "in", false));
    });

    it("by names take a name without realm for one of the own realm", () => {
        const authorize = policies.names(["Thrall", "Jaina-Proudmoore"]);
        assert.is_true(authorize(undefined, "Thrall-Realm", "in", false));
        assert.is_true(authorize(undefined, "Jaina-Proudmoore", "out", true));
        assert.is_false(authorize(undefined, "Thrall-Proudmoore", "in", false));
        assert.is_false(authorize(undefined, "Jaina-Realm", "in", false));
        assert.is_false(policies.names([])(undefined, "Thrall-Realm", "in", true));
    });

    it("by creator let everybody speak, and write what is theirs", () => {
        const event = { type: "a", time: 1, creator: 1, counter: 0, creatorGuid: "" };
        assert.is_true(policies.creatorOnly(undefined, "Anybody-Realm", "in", false));
        assert.is_true(policies.creatorOnly(event, "Anybody-Realm", "in", true));
        assert.is_false(policies.creatorOnly(event, "Anybody-Realm", "in", false));
    });

    it("raise for what they cannot use", () => {
        assert.matches(
            "LibEventLedger: policies%.guildRank: 'lowestRank' must be a whole number from 0 to 20, got \"officer\"$",
            messageOf(() => policies.guildRank("officer" as never)),
        );
        assert.matches(
            "LibEventLedger: policies%.names: 'names' must be a table, got \"Thrall\"$",
            messageOf(() => policies.names("Thrall" as never)),
        );
        assert.matches(
            "'names' must be a list, got a table with names or gaps$",
            messageOf(() => policies.names({ Thrall: true } as never)),
        );
        assert.matches(
            "'names' must be a string of 1 to 128 bytes, got true$",
            messageOf(() => policies.names(["Jaina", true] as never)),
        );
    });
});
